"""Names that nobody lists are found by how they look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.shipped import shapes
from kg.nlp.classes import class_of
from kg.nlp.pipeline import load
from kg.nlp.spans import SHAPES, read_marks
from kg.nlp.words import words_of

# No name begins or ends with a word of these classes.
OUTSIDE = {
    C.BREAK,
    C.CAPITAL_BREAK,
    C.LINK,
    C.COMMA,
    C.COLON,
    C.STOP,
    C.OPENING,
    C.CLOSING,
    C.LINE_BREAK,
    C.PUNCTUATION,
}
WORDS = """we and the novel quokka network dataset Quokka QuokkaNet Network 7B Q of ( ) , : . % We We-Net"""


def shaped(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    plain = words_of(doc).text
    return [(plain[mark.start : mark.end], mark.rule) for mark in read_marks(doc, SHAPES, "test")]


@pytest.mark.parametrize(
    ("text", "name", "rule"),
    [
        ("Quokkify: a tale of trees", "Quokkify", "title.colon"),
        ("Quokka jumping trees: a tale", "Quokka jumping trees", "title.colon"),
        ("we take QuokkaNet here", "QuokkaNet", "shape.odd"),
        ("the Quokka dataset", "Quokka dataset", "shape.datahead"),
        ("with the Quokka-Zork Network here", "Quokka-Zork Network", "shape.run"),
        ("with Quokka Zork here", "Quokka Zork", "shape.run"),
        ("we call it Quokka", "Quokka", "shape.run"),
        (r"we call it \textsc{Quokka}", "Quokka", "shape.run"),
        ("with QuokkaNet 2", "QuokkaNet 2", "shape.run"),
        ("with a Zork-aware Quokka here", "Zork-aware Quokka", "shape.run"),
        ("with a Quokka Zork-aware Network here", "Quokka Zork-aware Network", "shape.run"),
        ("Zork-aware Quokka: a tale", "Zork-aware Quokka", "title.colon"),
        ("a Quokka jumping network", "Quokka jumping network", "shape.head"),
        ("a QuokkaNet-based sampler", "QuokkaNet", "shape.adjective"),
        ("a Zork-QuokkaNet-style sampler", "Zork-QuokkaNet", "shape.adjective"),
        ("with a jumping network here", "jumping network", "shape.lower"),
        ("with a low-rank jumping network here", "low-rank jumping network", "shape.lower3"),
    ],
)
def test_a_name_is_a_candidate(nlp: Language, text: str, name: str, rule: str) -> None:
    assert (name, rule) in shaped(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "we show that it holds",
        "Zork-aware trees are tall.",
        "It is (very) good.",
        "in 2020, 15% of them",
        r"trees \cite{Zork2023QuuxNet} are tall",
        "we jump over a wall today: a tale",
    ],
)
def test_plain_words_are_none(nlp: Language, text: str) -> None:
    assert shaped(nlp, text) == []


def test_a_long_beginning_before_a_colon_is_no_name(nlp: Language) -> None:
    assert ("Quokka Zorb Blip Wump Plop", "title.colon") in shaped(nlp, "Quokka Zorb Blip Wump Plop: a tale")
    assert "title.colon" not in [rule for _, rule in shaped(nlp, "Quokka Zorb Blip Wump Plop Frob: a tale")]


def test_a_pattern_takes_the_longest_run(nlp: Language) -> None:
    found = [name for name, rule in shaped(nlp, "here Quokka Zork Blip sits") if rule == "shape.run"]
    assert found == ["Quokka Zork Blip"]


@given(st.lists(st.sampled_from(WORDS.split()), max_size=15).map(" ".join))
def test_no_name_begins_or_ends_with_a_word_that_is_in_none(text: str) -> None:
    for name, rule in shaped(load(), text):
        words = [token.text for token in load().make_doc(name)]
        assert class_of(words[0]) not in OUTSIDE, (name, rule)
        assert class_of(words[-1]) not in OUTSIDE, (name, rule)


def test_every_rule_has_an_example(nlp: Language) -> None:
    text = "Quokkify: a tale\n\nThe Quokka Zork and QuokkaNet, a Quokka jumping network and the Quokka dataset."
    text += " This is a tall jumping network."
    assert {line.id for line in shapes()} <= {rule for _, rule in shaped(nlp, text)}
