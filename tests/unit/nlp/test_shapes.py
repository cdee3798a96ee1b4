"""Names that nobody lists are found by how they look."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.shapes import shape_rules, shaped
from kg.nlp.words import Notes, cut_text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quokkify: a tale of trees", "Quokkify"),
        ("we take QuokkaNet here", "QuokkaNet"),
        ("the Quokka dataset", "Quokka dataset"),
        ("with the Quokka-Zork Network here", "Quokka-Zork Network"),
        ("with Quokka Zork here", "Quokka Zork"),
        ("we call it Quokka", "Quokka"),
        (r"we call it \textsc{Quokka}", "Quokka"),
        ("with QuokkaNet 2", "QuokkaNet 2"),
    ],
)
def test_a_name_is_a_candidate(look: Callable[[str], Notes], text: str, name: str) -> None:
    assert name in [text[c.start : c.end] for c in look(text).candidates if c.rule.startswith(("shape", "title"))]


@pytest.mark.parametrize("text", ["we show that it holds", "It is (very) good.", "in 2020, 15% of them"])
def test_plain_words_are_none(look: Callable[[str], Notes], text: str) -> None:
    assert not look(text).candidates


@given(st.text("bBhKdEgGpBlCOUDm-/(),.:;'%\n", max_size=40))
def test_no_rule_takes_in_a_word_that_ends_names(kinds: str) -> None:
    for _, pattern in shape_rules():
        for match in pattern.finditer(kinds):
            assert match["name"]
            assert not set(match["name"]) & set("bBm-/(),.:;'%\n")


def test_rules_are_tried_on_what_a_text_is_cut_into() -> None:
    assert [rule for rule, pattern in shape_rules() if pattern.search(cut_text("QuokkaNet").kinds)] == ["shape.odd"]


@given(st.text("bBhKdEgGpBlCOUDm-(),.:\n", max_size=40))
def test_a_text_has_the_same_names_by_runs_and_as_a_whole(kinds: str) -> None:
    whole = {(*match.span("name"), rule) for rule, pattern in shape_rules() for match in pattern.finditer(kinds)}
    assert set(shaped(kinds)) == whole
