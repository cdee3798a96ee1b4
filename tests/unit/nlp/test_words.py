"""Chunks cover a text, and each has the class that shapes are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.words import cut_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a self-tuned Zorb-2.", ["a", "self-tuned", "Zorb-2", "."]),
        ("Zorb's 12,500 runs", ["Zorb", "'s", "12,500", "runs"]),
        ("(v1.5), e.g. x_1", ["(", "v1.5", ")", ",", "e.g", ".", "x_1"]),
        (r"\textsc{Zorb}", [r"\textsc", "{", "Zorb", "}"]),
        ("title\n\nbody", ["title", "\n\n", "body"]),
        ("Zorb++ and C&C", ["Zorb", "+", "+", "and", "C&C"]),
        ("naïve Übung", ["naïve", "Übung"]),
        ("", []),
    ],
)
def test_words_that_are_written_together_are_one_chunk(text: str, words: list[str]) -> None:
    assert cut_text(text).words == words


@pytest.mark.parametrize(
    ("chunk", "kind"),
    [
        ("ZorbNet", "O"),
        ("GPT-4", "O"),
        ("x3d", "O"),
        ("Zorblax", "C"),
        ("Zorb-Blax", "C"),
        ("Q", "U"),
        ("2048", "D"),
        ("7B", "D"),
        ("quokka", "l"),
        ("non-QUUX", "m"),
        ("QUUX-trained", "m"),
        ("QUUX-side", "m"),
        ("Non-Local", "C"),
        ("non-linear", "l"),
        ("we", "b"),
        ("We", "B"),
        ("network", "h"),
        ("Network", "K"),
        ("dataset", "d"),
        ("and", "p"),
        ("quokka-shaped", "g"),
        ("novel", "g"),
        ("quokka-zork", "l"),
        ("?", "."),
        ("%", "%"),
        ("\n\n", "\n"),
        ("'s", "'"),
    ],
)
def test_the_class_of_a_chunk(chunk: str, kind: str) -> None:
    text = cut_text(chunk)
    assert (text.words, text.kinds) == ([chunk], kind)


@given(st.text())
def test_chunks_are_the_text_without_its_space(text: str) -> None:
    cut = cut_text(text)
    assert [text[a:b] for a, b in zip(cut.starts, cut.ends, strict=True)] == cut.words
    assert len(cut.kinds) == len(cut.words)
    assert "".join("".join(cut.words).split()) == "".join(text.split())


@given(st.text("ab Z9-.\n(", min_size=1), st.data())
def test_characters_find_the_chunks_that_they_are_in(text: str, data: st.DataObject) -> None:
    cut = cut_text(text)
    if not cut.words:
        return
    first = data.draw(st.integers(0, len(cut.words) - 1))
    last = data.draw(st.integers(first, len(cut.words) - 1))
    assert cut.range_of(cut.starts[first], cut.ends[last]) == (first, last + 1)


def test_keys_of_citations_are_of_no_class_that_names_have() -> None:
    text = cut_text(r"Trees~\cite{Zork2023QuuxNet, blap} beat QuuxNet \citep[see][]{QuuxNet}.")
    assert [word for word, kind in zip(text.words, text.kinds, strict=True) if kind == "O"] == ["QuuxNet"]
