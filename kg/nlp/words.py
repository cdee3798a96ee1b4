"""A text as chunks, words as they are written together, and what the components note on it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from spacy.tokens import Doc

from kg.names.fold import singular
from kg.nlp.classes import OTHER, class_of
from kg.nlp.table import Table

# A chunk: a TeX command, a possessive, a number, words joined by hyphens and the like, line breaks, or one character.
# What most words are is tried first, for speed alone.
_CHUNK = re.compile(
    r"([a-zA-Z]++(?=[ ,])|\\[a-zA-Z]+|['’]s\b|\d+(?:,\d{3})+(?!\w)"
    r"|[^\W_]+(?:(?:[-–‐‑+'’*^@&_#]|\.(?=[\da-z]))(?=[^\W_])(?!s\b)[^\W_]+)*|\n+|[^\w\s]|_)"
)
# A part of a chunk: names are cut inside words ("CIFAR-10/100", "Llama-2-7B").
_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_|\n+")
_CITED = re.compile(r"\\cite\w*\s*(?:\[[^\]]*\])*\{[^}]*\}")  # keys are no names
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")


# What is known of a chunk from how it is written: its class, itself in lower case, its parts as names are compared,
# and where each of them is in it.
Chunk = tuple[str, str, tuple[str, ...], tuple[tuple[int, int], ...]]


def tokens_of(word: str) -> list[str]:
    """All of a chunk, cut where names may end."""
    return [word] if word.isalpha() else _PARTS.findall(word)


def name_parts(word: str) -> list[tuple[str, int, int]]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    if word.isalpha():
        return [(singular(word.casefold()), 0, len(word))]
    if word[0] == "\\" and len(word) > 1:
        return []
    found = [(singular(match.group().casefold()), *match.span()) for match in _PARTS.finditer(word)]
    return [part for part in found if part[0] not in _DROPPED]


def _chunk(word: str) -> Chunk:
    # no name goes over an empty line, as the one between title and abstract
    parts = name_parts(word) if word[0] != "\n" else [("\n", 0, len(word))] * (len(word) > 1)
    names, places = tuple(part for part, _, _ in parts), tuple((start, end) for _, start, end in parts)
    return class_of(word), word.lower(), names, places


_CHUNKS = Table(_chunk)
_COLUMNS = tuple(map(itemgetter, range(4)))


class Text(NamedTuple):
    """A text cut into chunks, and for each of them (an index fits all) where it stands and what is known of it."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]  # what is before each chunk, and behind the last
    kinds: str
    lower: Sequence[str]
    parts: Sequence[tuple[str, ...]]
    places: Sequence[tuple[tuple[int, int], ...]]

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The chunks that the characters from `start` to `end` are in."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)


def cut_text(text: str) -> Text:
    """The chunks of a text."""
    pieces = _CHUNK.split(text)
    words, gaps = pieces[1::2], pieces[::2]
    edges = list(accumulate(map(len, pieces)))
    if not words:
        return Text(text, [], [], [], gaps, "", (), (), ())
    chunks = [*map(_CHUNKS.__getitem__, words)]
    kinds, lower, parts, places = ([*map(column, chunks)] for column in _COLUMNS)
    made = Text(text, words, edges[:-1:2], edges[1::2], gaps, "".join(kinds), lower, parts, places)
    return _uncited(made) if "\\cite" in text else made


def _uncited(text: Text) -> Text:
    """A text whose citations are in no class that names are made of."""
    kinds = text.kinds
    for match in _CITED.finditer(text.text):
        first, last = text.range_of(*match.span())
        kinds = kinds[:first] + OTHER * (last - first) + kinds[last:]
    return text._replace(kinds=kinds)


class Candidate(NamedTuple):
    """Characters of a text that may be a name: who says so, and the listed entity if it is one."""

    start: int
    end: int
    rule: str
    label: str = ""
    ref: str = ""


class Cue(NamedTuple):
    """A cue phrase as it is compared: the chunks that it takes, and its group."""

    first: int
    last: int
    group: str
    phrase: str


class Notes(NamedTuple):
    """What the components know of a text, in `doc.user_data`: plain data, as spans of thousands of candidates cost more
    than finding them."""

    text: Text
    candidates: list[Candidate]
    cues: list[Cue]
    definitions: list[tuple[tuple[int, int], tuple[int, int]]]  # offsets of long form and acronym


def notes(doc: Doc) -> Notes:
    """The notes on a text, begun if neither kg's tokenizer nor a component was there before."""
    found = doc.user_data.get("kg")
    return found if isinstance(found, Notes) else begin_notes(doc, cut_text(doc.text))


def begin_notes(doc: Doc, text: Text) -> Notes:
    """Empty notes on a text that is cut already."""
    found = doc.user_data["kg"] = Notes(text, [], [], [])
    return found
