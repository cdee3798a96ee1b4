"""The class of a word, by the list and by its spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.kinds import WordClass
from kg.nlp.classes import class_of


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ZorbNet", "odd"),
        ("GPT-4", "odd"),
        ("x3d", "odd"),
        ("Zorblax", "capitalised"),
        ("Zorb-Blax", "capitalised"),
        ("Q", "letter"),
        ("2048", "digit"),
        ("7B", "digit"),
        ("7.9B", "digit"),
        ("1.7GPa", "digit"),
        ("16TOPS", "digit"),
        ("1920x1080", "digit"),
        ("W4A8", "digit"),
        ("0.5B-7B", "digit"),
        ("three-QUUX", "joined"),
        ("inter-QUUX", "joined"),
        ("Multi-QUUX", "odd"),
        ("W4A4KV4", "digit"),
        ("nDCG@10", "digit"),
        ("Hits@k", "digit"),
        ("0.5IoU", "digit"),
        ("X_1", "punctuation"),
        ("quokka", "lower"),
        ("non-QUUX", "joined"),
        ("QUUX-trained", "joined"),
        ("Quokka-trained", "capitalised joined"),
        ("Zorb-aware", "capitalised joined"),
        ("Model-based", "capitalised joined"),
        ("Quokka-Guided", "capitalised"),
        ("QUUX-Guided", "joined"),
        ("QUUX-side", "joined"),
        ("Non-Local", "capitalised"),
        ("non-linear", "lower"),
        ("we", "break"),
        ("We", "capitalised break"),
        ("Repair", "capitalised break"),
        ("RePAIR", "odd"),
        ("network", "head"),
        ("Network", "capitalised head"),
        ("dataset", "data head"),
        ("Dataset", "capitalised data head"),
        ("and", "link"),
        ("And", "capitalised break"),
        ("quokka-shaped", "generic"),
        ("novel", "generic"),
        ("plug-and-play", "generic"),
        ("Open-source", "capitalised generic"),
        ("Novel", "capitalised generic"),
        ("quokka-zork", "lower"),
        ("quokka-network", "head"),
        ("τ-Quokka", "odd"),
        ("q-Quokka", "odd"),
        ("Q-Quokka", "capitalised"),
        ("?", "stop"),
        (".", "stop"),
        (",", "comma"),
        (":", "colon"),
        (";", "semicolon"),
        ("-", "hyphen"),
        ("/", "slash"),
        ("(", "opening bracket"),
        (")", "closing bracket"),
        ("%", "punctuation"),
        ("\n\n", "line break"),
        ("'s", "possessive"),
    ],
)
def test_the_class_of_a_word(word: str, expected: str) -> None:
    assert class_of(word) == expected


@given(st.text() | st.text("aB1-_.'/"))
def test_every_word_has_a_class(word: str) -> None:
    assert class_of(word) in WordClass
    assert class_of(word) is not WordClass.SUFFIX
