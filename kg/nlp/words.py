"""The words of a Doc, as kg cuts them, whatever tokenizer the pipeline has."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

import numpy as np
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from kg.names.sentences import sentence_starts
from kg.knowledge.kinds import WordClass
from kg.nlp.classes import class_of
from kg.nlp.plain import Plain, plain_text
from kg.nlp.tokenizer import has_kg_tokenizer, make_tokenizer

_CITATION = re.compile(r"\\cite\w*\s*(?:\[[^\]]*\])*\{[^}]*\}")  # its keys are no names
Offsets = tuple[int, int]  # start and end of some characters
Range = tuple[int, int]  # the first of some words, and the one behind the last

Doc.set_extension("kg_words", default=None, force=True)


class Words(NamedTuple):
    """The words of a text, and for each of them (one index fits all) where it stands and what it is."""

    doc: Doc  # whose tokens they are
    text: str  # without mark-up; all offsets are in it
    plain: Plain  # the way back to the original
    words: Sequence[str]
    lower: Sequence[str]
    classes: Sequence[WordClass]
    starts: Sequence[int]
    ends: Sequence[int]
    sentences: Sequence[int]  # where sentences start, in characters
    title_end: int  # words of the title, which a blank line ends; 0 without a title

    def range_of(self, start: int, end: int) -> Range:
        """First word of the characters from `start` to `end`, and the one behind the last."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)

    def sentence(self, word: int) -> int:
        """The number of the sentence that a word is in."""
        return bisect_right(self.sentences, self.starts[word]) - 1


@lru_cache(maxsize=8)
def words_of(doc: Doc) -> Words:
    """The words of a Doc that the component kg_words has seen; kept for the few texts that are at work."""
    plain = plain_text(doc.text)
    text = plain.text
    own: list[list[int]] | None = doc._.kg_words
    if own is None:
        starts, lengths = doc.to_array([IDX, LENGTH]).T.tolist() if len(doc) else ([], [])
        ends = [*map(add, starts, lengths)]
    else:
        starts, ends = own
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lower, classes = [*map(str.lower, words)], [*map(class_of, words)]
    if own is not None:
        doc = Doc(doc.vocab, words=words, spaces=[False] * len(words))
    blank = text.find("\n\n")
    sentences = [start for start in sentence_starts(text) if not 0 < start <= blank]  # a title is one
    title_end = 0 if blank < 0 else bisect_right(starts, blank - 1)
    found = Words(doc, text, plain, words, lower, classes, starts, ends, sentences, title_end)
    if own is not None:
        _mark_sentences(found)
    return _without_citations(found) if "\\cite" in text else found


def _mark_sentences(found: Words) -> None:
    """Set is_sent_start of the words' own Doc."""
    marks = [-1] * len(found.words)
    for start in found.sentences:
        marks[min(bisect_right(found.starts, start), len(marks)) - 1] = 1
    if marks:
        found.doc.from_array([SENT_START], np.asarray([marks], dtype=np.int64).T.astype(np.uint64))


def _without_citations(found: Words) -> Words:
    """The same words, with those of citations in a class that no name has."""
    classes = [*found.classes]
    for match in _CITATION.finditer(found.text):
        first, last = found.range_of(*match.span())
        classes[first:last] = [WordClass.PUNCTUATION] * (last - first)
    return found._replace(classes=classes)


class WordCutter:
    """Notes where kg's words are in the text without mark-up; where tokens are these words already, marks sentences."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.tokenizer = make_tokenizer(nlp.vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Cut a text."""
        plain = plain_text(doc.text)
        if has_kg_tokenizer(self.nlp) and plain.starts is None:
            if len(doc) > 1 and doc[1].is_sent_start is None:  # nobody else has marked them
                _mark_sentences(words_of(doc))
        else:
            cut = self.tokenizer(plain.text)
            doc._.kg_words = [[token.idx for token in cut], [token.idx + len(token) for token in cut]]
        return doc


@Language.factory("kg_words", assigns=["doc._.kg_words", "token.is_sent_start"])
def make_kg_words(nlp: Language, name: str) -> WordCutter:  # noqa: ARG001 - spaCy passes the name
    """The component that all others of kg need."""
    return WordCutter(nlp)
