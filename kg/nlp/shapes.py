"""Unlisted names, found by the classes of their words: the patterns of shapes.jsonl."""

from collections.abc import Iterator
from typing import Self

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.shipped import shapes, word_classes
from kg.nlp.classes import class_of
from kg.nlp.coined import coined
from kg.nlp.patterns import make_matcher
from kg.nlp.spans import CUES, NAMES, SHAPES, Mark, Marks, read_marks, write_marks
from kg.nlp.words import Words, words_of

TITLE = "title."  # ids of patterns for what stands before a title's colon begin so
LONGEST_TITLE_NAME = 5  # words
MOST_ADDED = 2  # words before or behind a listed name
LONGEST_RUN = 60  # words; in a run of that many there are no names, and a pattern would take its square in time
_MODIFIERS = frozenset(
    [C.LOWER, C.JOINED, C.CAPITAL_JOINED, C.GENERIC, C.ODD, C.CAPITALISED, C.LETTER, C.CAPITAL_GENERIC, C.DIGIT]
)
_ADDED_HEADS = frozenset([C.HEAD, C.CAPITAL_HEAD])
_ADJECTIVES = frozenset([C.JOINED, C.CAPITAL_JOINED])
_IN_NAMES = _MODIFIERS | _ADDED_HEADS | {C.DATA_HEAD, C.CAPITAL_DATA_HEAD}


class ShapeFinder:
    """Matchers over word classes: one for the whole text, one for what stands before a title's colon."""

    def __init__(self, vocab: Vocab) -> None:
        lines = shapes()
        self.vocab = vocab
        self.matcher = make_matcher(vocab, [line for line in lines if not line.id.startswith(TITLE)])
        self.title = make_matcher(vocab, [line for line in lines if line.id.startswith(TITLE)])

    def __reduce__(self) -> tuple[type[Self], tuple[Vocab]]:
        """Make it anew when it is unpickled: a pickled Matcher no longer takes the longest match."""
        return type(self), (self.vocab,)

    def __call__(self, doc: Doc) -> Doc:
        """Mark what looks like a name."""
        found = words_of(doc)
        matches = [
            match
            for start, end in _runs(found)
            for match in self._matches(found.doc, start, end)
            if found.classes[match[1]] is not C.ADDRESS
        ]
        marks = [
            Mark(found.starts[first], found.ends[last - 1], self.vocab.strings[key])
            for key, first, last in [*matches, *self._before_colon(found)]
        ]
        longer = _longer(found, read_marks(doc, NAMES, SHAPES))
        unshaped = coined(found, read_marks(doc, CUES, SHAPES))
        write_marks(doc, SHAPES, [*marks, *longer, *_in_adjectives(found), *unshaped])
        return doc

    def _matches(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """What the patterns match in some words."""
        whole = end - start == len(doc)
        for key, first, last in self.matcher(doc if whole else doc[start:end]):
            yield key, start + first, start + last

    def _before_colon(self, found: Words) -> list[tuple[int, int, int]]:
        """All that stands before the colon of a title, if it is a name."""
        beginning = found.classes[: LONGEST_TITLE_NAME + 1]
        colon = beginning.index(C.COLON) if C.COLON in beginning else 0
        return [match for match in self.title(found.doc[:colon]) if match[2] - match[1] == colon] if colon else []


def _runs(found: Words) -> Iterator[tuple[int, int]]:
    """The text in pieces: all of it, cut only in long runs of words without a stop word or punctuation mark."""
    start = run = 0
    for at, its in enumerate(found.classes):
        run = run + 1 if its in _IN_NAMES else 0
        if run == LONGEST_RUN:
            yield start, at
            start, run = at, 1
    yield start, len(found.classes)


def _longer(found: Words, names: Marks) -> Iterator[Mark]:
    """Listed names with what stands before or behind them and may make another name of them."""
    for name in names:
        first, last = found.range_of(name.start, name.end)
        if found.starts[first] != name.start or found.ends[last - 1] != name.end:
            continue
        for start in range(first - 1, max(-1, first - 1 - MOST_ADDED), -1):
            if found.classes[start] not in _MODIFIERS:
                break
            yield Mark(found.starts[start], name.end, "shape.modified")
        for end in range(last, min(len(found.words), last + MOST_ADDED)):
            if found.classes[end] not in _ADDED_HEADS:
                break
            yield Mark(name.start, found.ends[end], "shape.headed")


def _in_adjectives(found: Words) -> Iterator[Mark]:
    """Odd words that an adjective is made of: "ZetaFormer" of "ZetaFormer-based"."""
    for start, word, its in zip(found.starts, found.words, found.classes, strict=True):
        if its in _ADJECTIVES:
            name, _, suffix = word.rpartition("-")
            if class_of(name) is C.ODD and word_classes().get(suffix) is C.SUFFIX:
                yield Mark(start, start + len(name), "shape.adjective")


@Language.factory(
    "kg_shapes", requires=["doc._.kg_words", "doc._.kg_names", "doc._.kg_cues"], assigns=["doc._.kg_shapes"]
)
def make_kg_shapes(nlp: Language, name: str) -> ShapeFinder:  # noqa: ARG001 - spaCy passes the name
    """The component for names by shape."""
    return ShapeFinder(nlp.vocab)
