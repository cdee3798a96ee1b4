"""The spaCy pipeline: kg's tokenizer and components, and nothing that was trained elsewhere."""

from functools import cache
from itertools import pairwise
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.nlp import decide, gazetteer, links, shapes  # noqa: F401 - they register their components
from kg.nlp.words import Text, begin_notes, cut_text

PIPES = ("kg_links", "kg_gazetteer", "kg_shapes", "kg_decide")
GAP = "\n\n"  # between title and abstract


class Tokenizer:
    """Tokens that end wherever a name may, made of the chunks that the components read: so a text is cut once."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text; its notes are begun."""
        cut = cut_text(text)
        words: list[str] = []
        spaces: list[bool] = []
        gaps = [start - end for end, start in zip([0, *cut.ends], [*cut.starts, len(text)], strict=True)]
        if gaps[0] or max(gaps) > 1 or sum(gaps) != text.count(" "):
            words, spaces = _spaced(cut)
        else:
            words = [token for chunk in cut.chunks for token in chunk.tokens]
            for chunk, gap in zip(cut.chunks, gaps[1:], strict=True):
                spaces += chunk.spaced if gap else chunk.joined
        doc = Doc(self.vocab, words=words, spaces=spaces)
        begin_notes(doc, cut)
        return doc


def _spaced(cut: Text) -> tuple[list[str], list[bool]]:
    """Words, and whether a space follows, where space other than one blank between words is a token of its own."""
    words: list[str] = []
    spaces: list[bool] = []
    edges = [0, *(edge for both in zip(cut.starts, cut.ends, strict=True) for edge in both), len(cut.text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if number % 2:
            tokens = cut.chunks[number // 2].tokens
            words += tokens
            spaces += [False] * len(tokens)
            continue
        blank = number > 0 and cut.text[start:end].startswith(" ")
        if blank:
            spaces[-1] = True
        if start + blank < end:
            words.append(cut.text[start + blank : end])
            spaces.append(False)
    return words, spaces


@cache
def load(lexicon: tuple[Path, ...] = ()) -> Language:
    """The pipeline with a user's lexicons; made once per process and set of lexicons."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab)
    for pipe in PIPES:
        nlp.add_pipe(
            pipe,
            config={"lexicon": [str(p) for p in lexicon]} if pipe in ("kg_gazetteer", "kg_decide") else {},
        )
    return nlp


def read(nlp: Language, text: str) -> Doc:
    """The Doc of a text of any length: spaCy's limit is there for models, and this pipeline has none."""
    doc = nlp.tokenizer(text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
