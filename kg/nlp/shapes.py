"""Unlisted names, found by the classes of their words: the patterns of shapes.jsonl."""

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.knowledge.shipped import shapes
from kg.knowledge.kinds import WordClass
from kg.nlp.patterns import make_matcher
from kg.nlp.spans import SHAPES, Mark, write_marks
from kg.nlp.words import Words, words_of

TITLE = "title."  # ids of patterns for what stands before a title's colon begin so
LONGEST_TITLE_NAME = 5  # words


class ShapeFinder:
    """Matchers over word classes: one for the whole text, one for what stands before a title's colon."""

    def __init__(self, vocab: Vocab) -> None:
        lines = shapes()
        self.strings = vocab.strings
        self.matcher = make_matcher(vocab, [line for line in lines if not line.id.startswith(TITLE)])
        self.title = make_matcher(vocab, [line for line in lines if line.id.startswith(TITLE)])

    def __call__(self, doc: Doc) -> Doc:
        """Mark what looks like a name."""
        found = words_of(doc)
        matches = [
            match for match in self.matcher(found.doc) if found.classes[match[1]] is not WordClass.PUNCTUATION
        ]  # a key of a citation is of that class
        marks = [
            Mark(found.starts[first], found.ends[last - 1], self.strings[key])
            for key, first, last in [*matches, *self._before_colon(found)]
        ]
        write_marks(doc, SHAPES, marks)
        return doc

    def _before_colon(self, found: Words) -> list[tuple[int, int, int]]:
        """All that stands before the colon of a title, if it is a name."""
        colon = found.classes.index(WordClass.COLON) if WordClass.COLON in found.classes[: LONGEST_TITLE_NAME + 1] else 0
        return [match for match in self.title(found.doc[:colon]) if match[2] - match[1] == colon] if colon else []


@Language.factory("kg_shapes", requires=["doc._.kg_words"], assigns=["doc._.kg_shapes"])
def make_kg_shapes(nlp: Language, name: str) -> ShapeFinder:  # noqa: ARG001 - spaCy passes the name
    """The component for names by shape."""
    return ShapeFinder(nlp.vocab)
