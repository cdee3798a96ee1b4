"""The words of a Doc, as kg cuts them, whatever tokenizer the pipeline has."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np
from spacy.attrs import IDX, LENGTH, SENT_START
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass
from kg.names.sentences import sentence_starts
from kg.nlp.classes import class_of
from kg.nlp.flags import set_flags
from kg.nlp.plain import Plain, plain_text
from kg.nlp.tokenizer import has_kg_tokenizer, make_tokenizer

if TYPE_CHECKING:
    from thinc.types import Ints2d

# The keys of a citation, the number of a cited paper, an address.
_ADDRESS = re.compile(
    r"\\cite\w{0,20}\s{0,9}(?:\[[^\]]{0,99}\]){0,2}\{[^}]{0,999}\}|arXiv:\s?\d{4}\.\d{4,5}(?:v\d)?|https?://[^\s{}()<>\"]{1,999}"
)
Offsets = tuple[int, int]  # start and end of some characters
Range = tuple[int, int]  # the first of some words, and the one behind the last

# Where the words start and end in the text, as two lists; none if the tokens are the words.
Doc.set_extension("kg_words", default=None, force=True)


class Words(NamedTuple):
    """The words of a text, and parallel sequences with the offsets and class of each word."""

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
def plain_of(doc: Doc) -> Plain:
    """The text of a Doc without mark-up; cached for the texts in progress."""
    return plain_text(doc.text)


def words_of(doc: Doc) -> Words:
    """The words of a Doc; cached for the texts in progress.

    Raises:
        ValueError: the component kg_words has not run.
    """
    return _words_of(doc, len(doc))


@lru_cache(maxsize=8)
def _words_of(doc: Doc, tokens: int) -> Words:  # noqa: ARG001 - part of the key, as tokens may be merged
    plain = plain_of(doc)
    text = plain.text
    own: list[list[int]] | None = doc._.kg_words
    if own is None:
        raise ValueError("doc._.kg_words is not set: add the component kg_words before the others of kg")
    if not own:
        starts, lengths = doc.to_array([IDX, LENGTH]).T.tolist() if len(doc) else ([], [])
        ends = [*map(add, starts, lengths)]
    else:
        starts, ends = own
    words = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    lower, classes = [*map(str.lower, words)], [*map(class_of, words)]
    if own:
        spaces = [end < start for end, start in zip(ends, [*starts, len(text)][1:], strict=True)]
        doc = Doc(doc.vocab, words=words, spaces=spaces)
    blank = text.find("\n\n")
    sentences = [start for start in sentence_starts(text) if not 0 < start <= blank]  # a title is one
    title_end = 0 if blank < 0 else bisect_right(starts, blank - 1)
    found = Words(doc, text, plain, words, lower, classes, starts, ends, sentences, title_end)
    if own:
        _mark_sentences(doc, sentences)
    return _without_addresses(found)


def _mark_sentences(doc: Doc, starts: Iterable[int]) -> None:
    """Set is_sent_start of all tokens, from the characters where sentences start."""
    if not len(doc):
        return
    tokens = doc.to_array([IDX]).ravel().tolist()
    marks = [-1] * len(tokens)
    for start in starts:
        marks[max(0, bisect_right(tokens, start) - 1)] = 1
    column = np.asarray([marks], dtype=np.int64).T.astype(np.uint64)
    doc.from_array([SENT_START], cast("Ints2d", column))


def _without_addresses(found: Words) -> Words:
    """The same words, with those of addresses and citations in a class that no name has."""
    places = [match.span() for match in _ADDRESS.finditer(found.text)]
    if not places:
        return found
    classes = [*found.classes]
    for place in places:
        first, last = found.range_of(*place)
        classes[first:last] = [WordClass.ADDRESS] * (last - first)
    return found._replace(classes=classes)


class WordCutter:
    """Notes where kg's words are in the text without mark-up; marks sentences unless another tokenizer made the Doc."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The tokenizer for Docs of another one."""
        return make_tokenizer(self.nlp.vocab)

    def __getstate__(self) -> dict[str, Language]:
        """Leave the tokenizer out: pickled, it forgets the size of its cache."""
        return {"nlp": self.nlp}

    def __call__(self, doc: Doc) -> Doc:
        """Cut a text."""
        if doc.vocab is not self.nlp.vocab:
            set_flags(doc.vocab)
        plain, own = plain_of(doc), has_kg_tokenizer(self.nlp)
        if own and plain.starts is None:
            doc._.kg_words = []
        else:
            cut = self.tokenizer(plain.text)
            doc._.kg_words = [[token.idx for token in cut], [token.idx + len(token) for token in cut]]
        if own and len(doc) > 1 and doc[1].is_sent_start is None:  # nobody else has marked them
            # Behind the character before, as mark-up may come first.
            _mark_sentences(doc, [plain.origin(at - 1, at)[1] if at else 0 for at in words_of(doc).sentences])
        return doc


@Language.factory("kg_words", assigns=["doc._.kg_words", "token.is_sent_start"])
def make_kg_words(nlp: Language, name: str) -> WordCutter:  # noqa: ARG001 - spaCy passes the name
    """The component that all others of kg need."""
    return WordCutter(nlp)
