"""Links to repositories, in whatever mark-up and punctuation they stand."""

from collections.abc import Callable

import pytest

from kg.nlp.words import Notes


@pytest.mark.parametrize(
    ("text", "link", "ref"),
    [
        ("at https://github.com/Zed/Zorb.", "https://github.com/Zed/Zorb", "github.com/zed/zorb"),
        ("at https://github.com/zed/zorb.git.", "https://github.com/zed/zorb.git", "github.com/zed/zorb"),
        ("at https://www.github.com/zed/zorb).", "https://www.github.com/zed/zorb", "github.com/zed/zorb"),
        (r"at \url{https://github.com/zed/zorb}", "https://github.com/zed/zorb", "github.com/zed/zorb"),
        (r"\href{https://github.com/zed/zorb}{here}", "https://github.com/zed/zorb", "github.com/zed/zorb"),
        ("at github.com/zed/zorb{here}", None, "github.com/zed/zorb"),
        ("at https://\ngithub.com/zed/zorb", "https://\ngithub.com/zed/zorb", "github.com/zed/zorb"),
        ("at github.com/zed/zorb-2.1/tree/main/x", "github.com/zed/zorb-2.1/tree/main/x", "github.com/zed/zorb-2.1"),
        ("at github.com/zed", "github.com/zed", "github.com/zed"),
        ("at huggingface.co/datasets/zed/w", "huggingface.co/datasets/zed/w", "huggingface.co/datasets/zed/w"),
        ("at huggingface.co/zed/w/blob", "huggingface.co/zed/w/blob", "huggingface.co/zed/w"),
        ("anonymous.4open.science/r/zorb-1/", "anonymous.4open.science/r/zorb-1/", "anonymous.4open.science/r/zorb-1"),
        ("at gitlab.zed.org/a/b#c", "gitlab.zed.org/a/b", "gitlab.zed.org/a/b"),
    ],
)
def test_a_link_and_what_it_names(look: Callable[[str], Notes], text: str, link: str | None, ref: str) -> None:
    (found,) = [c for c in look(text).candidates if c.rule == "link"]
    assert found.ref == f"repository:{ref}"
    assert link is None or text[found.start : found.end] == link


@pytest.mark.parametrize("text", ["at https://example.org/a/b", "github.com", "github.com/", "the github. com"])
def test_other_links_are_none(look: Callable[[str], Notes], text: str) -> None:
    assert not [c for c in look(text).candidates if c.rule == "link"]
