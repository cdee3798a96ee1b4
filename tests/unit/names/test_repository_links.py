"""Addresses of repositories."""

import pytest

from kg.model import Entity, Label, Mention, Relation
from kg.names.links import address, address_key, code_entity, link_pattern, repository, with_code


def test_an_address_keeps_its_case() -> None:
    assert address("HTTP://GitHub.com/Zed/Zorb.git") == "https://github.com/Zed/Zorb"
    assert address("no link") == "no link"


def test_a_path_of_dots_names_nothing() -> None:
    assert repository("github.com", "...") is None
    assert link_pattern().search("github.com/...") is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("zed/zorb@v1.0", "zed/zorb"),
        ("zed/zorb@v1.0/tree", "zed/zorb"),
        ("zed/zorb_/tree/main", "zed/zorb_"),
        ("zed/zorb_", "zed/zorb"),
        ("zed/zorb.git", "zed/zorb"),
        (".git", None),
        ("zed/.git", None),
        ("@zed/zorb", None),
    ],
)
def test_what_belongs_to_the_name_of_a_repository(path: str, name: str | None) -> None:
    assert repository("github.com", path) == (name and f"github.com/{name}")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(at https://github.com/Zed/Zorb).", "https://github.com/Zed/Zorb"),
        ("*github.com/zed/zorb.git*, and", "github.com/zed/zorb.git"),
        ("at gitlab.zed.org/a/b#c", "gitlab.zed.org/a/b"),
        ("at github.com/zed/zorb→", "github.com/zed/zorb"),
        ("at github.com/zed/zorb†。", "github.com/zed/zorb"),
        ("at github.com/zed/zorb&=.", "github.com/zed/zorb"),
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


@pytest.mark.parametrize(
    ("code", "name", "aliases"),
    [
        ("https://github.com/Zed/Zorb", "https://github.com/Zed/Zorb", ()),
        ("github.com/Zed/Zorb.git", "https://github.com/Zed/Zorb", ()),
        ("https://hf.co/Zed/Zorb/tree/main", "https://huggingface.co/Zed/Zorb", ("https://hf.co/Zed/Zorb/tree/main",)),
    ],
)
def test_a_records_link_to_code_is_code_of_the_paper(code: str, name: str, aliases: tuple[str, ...]) -> None:
    found = code_entity(code)
    assert found
    assert (found.type, found.relation, found.name, found.aliases) == (
        Label.REPOSITORY,
        Relation.HAS_CODE,
        name,
        aliases,
    )
    assert found.mentions == (Mention("code", 0, len(code), code, "record"),)


@pytest.mark.parametrize("code", ["", "on request", "https://example.org/zorb", "github.com/about"])
def test_other_code_fields_name_no_repository(code: str) -> None:
    assert code_entity(code) is None
    assert with_code((), code) == ()


def test_a_repository_that_the_abstract_names_too_is_one_with_both_mentions() -> None:
    mention, cue = Mention("abstract", 3, 22, "github.com/zed/zorb", "link"), Mention("abstract", 0, 3, "use", "cue")
    key = "repository:github.com/zed/zorb"
    linked = Entity(Label.REPOSITORY, "https://github.com/zed/zorb", (), Relation.LINKS_TO, key, (mention,), (cue,))
    other = Entity(Label.REPOSITORY, "https://github.com/a/b", (), Relation.LINKS_TO, "repository:github.com/a/b", ())
    merged, left = with_code((linked, other), "https://github.com/Zed/Zorb")
    assert left is other
    assert merged.relation is Relation.HAS_CODE
    assert merged.cues == ()
    assert [found.field for found in merged.mentions] == ["abstract", "code"]
    assert len(with_code((other,), "https://github.com/Zed/Zorb")) == 2
