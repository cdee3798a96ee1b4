"""Names in lower case are candidates where mark-up, a naming word or the beginning of a sentence shows them."""

import pytest
from spacy.language import Language

from kg.nlp.spans import SHAPES, read_marks
from kg.nlp.words import words_of


def coined(nlp: Language, text: str) -> list[tuple[str, str]]:
    """The candidates with their rules, in the order of the text."""
    doc = nlp(text)
    plain = words_of(doc).text
    marks = [mark for mark in read_marks(doc, SHAPES, "test") if mark.rule.startswith("coined.")]
    return [(plain[mark.start : mark.end], mark.rule.removeprefix("coined.")) for mark in sorted(marks)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"Here \textsc{zorb} sorts trees", [("zorb", "styled")]),
        (r"Here $\mathsf{zorb}$ sorts trees", [("zorb", "styled")]),
        ("Here `zorb-bench` sorts trees", [("zorb-bench", "styled")]),
        ("Here *Zorb* sorts, and zorb does", [("Zorb", "styled"), ("zorb", "again")]),
        ("Here _Zorb_ and __blax__ sort x_i", [("Zorb", "styled"), ("blax", "styled")]),
        ("Here <em>Skim&amp;Mend</em> sorts", [("Skim&Mend", "styled")]),
        (
            r"Here \textsc{zorb} and \textsc{a zorb} sort a zorb",
            [("zorb", "styled"), ("a zorb", "styled"), ("a zorb", "again")],
        ),
        (
            r"Here \textsc{blax} and \textsc{a zorb} sort blax",
            [("blax", "styled"), ("a zorb", "styled"), ("blax", "again")],
        ),
        (r"Here \emph{a whole sentence of far too many words for any name} is", []),
        (r"Here Z\textbf{orb} and \textbf{Q}uokka sort", []),
    ],
)
def test_mark_up_shows_a_name(nlp: Language, text: str, found: list[tuple[str, str]]) -> None:
    assert coined(nlp, text) == found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We call this method quokka gossip. It", "quokka gossip"),
        ("A method that we call quokka gossip, and", "quokka gossip"),
        ("We refer to these modules as elastic quokkas. They", "elastic quokkas"),
        ("We name the resulting estimator the patient quokka. It", "patient quokka"),
        ("A scheme dubbed ladder of quokkas is", "ladder of quokkas"),
        ("We call it “quokka gossip”, as", "quokka gossip"),
        ("We present the graph quokka, a decoder", "graph quokka"),
        ("The loss proposed in this work, quokka of quokkas, applies", "quokka of quokkas"),
        ("We propose a fast quokka.", ""),
        ("A method called network.", ""),
        ("A scheme called", ""),
        ("The quokkas called for a far too long and winding road.", ""),
    ],
)
def test_a_naming_word_shows_a_name(nlp: Language, text: str, name: str) -> None:
    assert coined(nlp, text) == ([(name, "named")] if name else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zorbly: a tale of trees", [("zorbly", "begun")]),
        ("kelp, a library for trees", [("kelp", "begun")]),
        ("learning to sort trees", []),
        ("Trees are slow. zorb sorts them. A zorb is", [("zorb", "begun"), ("zorb", "again")]),
        ("Trees are slow, e.g. zorb sorts them, cf. blax", []),
        ("A title\n\nzorbly sorts trees", [("zorbly", "begun")]),
    ],
)
def test_the_beginning_of_a_sentence_shows_a_name(nlp: Language, text: str, found: list[tuple[str, str]]) -> None:
    assert coined(nlp, text) == found
