"""The spaCy pipeline: kg's tokenizer and components, and nothing that was trained elsewhere."""

import gc
from functools import cache
from itertools import chain, islice
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp import decide, gazetteer, links, shapes  # noqa: F401 - they register their components
from kg.nlp.table import Table
from kg.nlp.words import begin_notes, cut_text, tokens_of

PIPES = ("kg_links", "kg_gazetteer", "kg_shapes", "kg_decide")
GAP = "\n\n"  # between title and abstract
_BLANKS = frozenset(["", " "])


Tokens = tuple[int, ...]  # of a chunk, as a vocabulary numbers them


def _spaces(behind: tuple[int, str]) -> tuple[bool, ...]:
    """Whether a space follows each of a chunk's tokens, by their number and what is behind the chunk."""
    number, gap = behind
    return (False,) * (number - 1) + (gap == " ",)


SPACES = Table(_spaces)


class Tokenizer:
    """Tokens that end wherever a name may, made of the chunks that the components read: so a text is cut once."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.tokens = Table(self._tokens)

    def __call__(self, text: str) -> Doc:
        """The Doc of a text; its notes are begun."""
        cut = cut_text(text)
        gaps = cut.gaps
        found = [*map(self.tokens.__getitem__, cut.words)]
        if gaps[0] or not _BLANKS.issuperset(gaps):
            words, spaces = self._spaced(gaps, found)
        else:
            words = [*chain.from_iterable(found)]
            ends = map(SPACES.__getitem__, zip(map(len, found), islice(gaps, 1, None), strict=True))
            spaces = [*chain.from_iterable(ends)]
        doc = Doc(self.vocab, words=words, spaces=spaces)  # type: ignore[arg-type]  # documented, but not in its stub
        begin_notes(doc, cut)
        return doc

    def _tokens(self, chunk: str) -> Tokens:
        return tuple(map(self.vocab.strings.add, tokens_of(chunk)))

    def _spaced(self, gaps: list[str], chunks: list[Tokens]) -> tuple[list[int], list[bool]]:
        """Tokens, and whether a space follows, where space other than one blank between words is a token of its own."""
        words: list[int] = []
        spaces: list[bool] = []
        for number, gap in enumerate(gaps):
            blank = number > 0 and gap.startswith(" ")
            if blank:
                spaces[-1] = True
            if len(gap) > blank:
                words.append(self.vocab.strings.add(gap[blank:]))
                spaces.append(False)
            if number < len(chunks):
                words += chunks[number]
                spaces += SPACES[len(chunks[number]), ""]
        return words, spaces


@cache
def load(lexicon: tuple[Path, ...] = ()) -> Language:
    """The pipeline with a user's lexicons; made once per process and set of lexicons."""
    nlp = spacy.blank("en", vocab=Vocab())  # words need none of the lexical attributes of English
    nlp.tokenizer = Tokenizer(nlp.vocab)
    for pipe in PIPES:
        nlp.add_pipe(
            pipe,
            config={"lexicon": [str(p) for p in lexicon]} if pipe in ("kg_gazetteer", "kg_decide") else {},
        )
    gc.freeze()  # the lexicon stays: no need to look through it for garbage again and again
    return nlp


def read(nlp: Language, text: str) -> Doc:
    """The Doc of a text of any length: spaCy's limit is there for models, and this pipeline has none."""
    doc = nlp.tokenizer(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
