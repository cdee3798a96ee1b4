"""Links to repositories, in whatever mark-up and punctuation they stand."""

import pytest
from spacy.language import Language

from kg.nlp.spans import LINKS, Mark, read_marks


def links(nlp: Language, text: str) -> tuple[Mark, ...]:
    return read_marks(nlp(text), LINKS, "test")


@pytest.mark.parametrize(
    ("text", "link", "target"),
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
def test_a_link_and_what_it_names(nlp: Language, text: str, link: str | None, target: str) -> None:
    (found,) = links(nlp, text)
    assert (found.label, found.target) == ("Repository", f"repository:{target}")
    assert link is None or text[found.start : found.end] == link


@pytest.mark.parametrize(
    "text", ["at github.com/pricing", "at https://example.org/a/b", "github.com", "github.com/", "the github. com"]
)
def test_other_links_are_none(nlp: Language, text: str) -> None:
    assert links(nlp, text) == ()
