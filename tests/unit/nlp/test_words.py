"""Words know where they stand, whatever tokenizer the pipeline has."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.nlp.pipeline import load
from kg.nlp.words import WordCutter, Words, words_of

BLANK = spacy.blank("en")
CUTTERS = {"kg": WordCutter(load()), "other": WordCutter(BLANK)}
TEXT = "Quokkify: trees. And more\n\nWe jump. It beats QUUX, e.g. by  far.\nSo."


def cut(text: str, tokenizer: str = "kg") -> Words:
    nlp = load() if tokenizer == "kg" else BLANK
    return words_of(CUTTERS[tokenizer](nlp.make_doc(text)))


@given(st.text() | st.text("ab Z9-.\n('"))
def test_words_are_the_text_without_its_space(text: str) -> None:
    found = cut(text)
    assert [found.text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == found.words
    assert len(found.classes) == len(found.lower) == len(found.words)
    assert "".join("".join(found.words).split()) == "".join(found.text.split())


@given(st.text() | st.text("ab Z9-.\n('"))
def test_words_do_not_depend_on_the_tokenizer(text: str) -> None:
    own, other = cut(text), cut(text, "other")
    assert own._replace(doc=other.doc) == other
    assert [(token.text, token.idx) for token in own.doc] == [(token.text, token.idx) for token in other.doc]


@given(st.text("ab Z9-.\n(", min_size=1), st.data())
def test_characters_find_the_words_that_they_are_in(text: str, data: st.DataObject) -> None:
    found = cut(text)
    if not found.words:
        return
    first = data.draw(st.integers(0, len(found.words) - 1))
    last = data.draw(st.integers(first, len(found.words) - 1))
    start = data.draw(st.integers(found.starts[first], found.ends[first] - 1))
    end = data.draw(st.integers(max(start, found.starts[last]) + 1, found.ends[last]))
    assert found.range_of(start, end) == (first, last + 1)


@pytest.mark.parametrize("tokenizer", CUTTERS)
def test_sentences_and_the_end_of_the_title(tokenizer: str) -> None:
    found = cut(TEXT, tokenizer)
    assert [TEXT[start:].split()[0] for start in found.sentences] == ["Quokkify:", "We", "It", "So."]
    assert [found.sentence(found.words.index(word)) for word in ("trees", "more", "jump", "QUUX", "far", "So")] == [
        *(0, 0, 1, 2, 2, 3)
    ]
    assert found.words[found.title_end - 1 : found.title_end + 1] == ["more", "\n\n"]
    assert cut("No title. None", tokenizer).title_end == 0


def test_sentences_are_marked_also_in_a_doc_with_mark_up() -> None:
    doc = load()(r"On \textbf{trees}" "\n\n" r"We $\beta$-jump. \emph{It} beats QUUX.")
    assert [sent.text.strip() for sent in doc.sents] == [
        r"On \textbf{trees}",
        r"We $\beta$-jump.",
        r"\emph{It} beats QUUX.",
    ]


def test_sentences_are_marked_in_the_doc() -> None:
    doc = load()(TEXT)
    assert [sent.text.strip() for sent in doc.sents] == [
        *("Quokkify: trees. And more", "We jump.", "It beats QUUX, e.g. by  far.", "So.")
    ]


def test_keys_of_citations_are_of_no_class_that_names_have() -> None:
    found = cut(r"Trees~\cite{Zork2023QuuxNet, blap} beat QuuxNet \citep[see][]{QuuxNet}.")
    assert [word for word, kind in zip(found.words, found.classes, strict=True) if kind == "odd"] == ["QuuxNet"]


def test_words_that_nobody_has_cut_are_missed() -> None:
    with pytest.raises(ValueError, match="add the component kg_words"):
        words_of(Doc(BLANK.vocab, words=["We", "jump"]))
