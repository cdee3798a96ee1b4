"""Addresses of repositories."""

import pytest

from kg.names.links import address, address_key, link_pattern, repository


def test_an_address_keeps_its_case() -> None:
    assert address("HTTP://GitHub.com/Zed/Zorb.git") == "https://github.com/Zed/Zorb"
    assert address("no link") == "no link"


def test_a_path_of_dots_names_nothing() -> None:
    assert repository("github.com", "...") is None
    assert link_pattern().search("github.com/...") is None


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(at https://github.com/Zed/Zorb).", "https://github.com/Zed/Zorb"),
        ("*github.com/zed/zorb.git*, and", "github.com/zed/zorb.git"),
        ("at gitlab.zed.org/a/b#c", "gitlab.zed.org/a/b"),
    ],
)
def test_the_pattern_leaves_out_what_ends_a_sentence(text: str, link: str) -> None:
    assert [match.group() for match in link_pattern().finditer(text)] == [link]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.github.com/Zed/Zorb.git", "github.com/zed/zorb/", True),
        ("http://github.com/zed/zorb#readme", "github.com/zed/zorb.", True),
        ("github.com/zed/GPUs", "github.com/zed/GPU", False),
    ],
)
def test_links_to_one_repository(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same
