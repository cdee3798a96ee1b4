"""A text as chunks, words as they are written together, and what the components note on it."""

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kg.nlp.classes import class_of

# A chunk: a TeX command, a possessive, a number, words joined by hyphens and the like, line breaks, or one character.
_CHUNK = re.compile(
    r"\\[a-zA-Z]+|['’]s\b|\d+(?:,\d{3})+(?!\w)"
    r"|[^\W_]+(?:(?:[-–‐‑+'’*^@&_#]|\.(?=[\da-z]))(?=[^\W_])(?!s\b)[^\W_]+)*|\n+|[^\w\s]|_"
)
# A part of a chunk: names are cut inside words ("CIFAR-10/100", "Llama-2-7B").
_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_|\n+")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")
CACHED = 200_000  # ways of writing that are kept; a text has some 200 chunks, most of them seen before


class Chunk(NamedTuple):
    """What is known of a chunk from how it is written."""

    kind: str
    lower: str
    tokens: tuple[str, ...]  # all of it, cut where names may end
    joined: tuple[bool, ...]  # for each token whether a space follows, where none follows the chunk
    spaced: tuple[bool, ...]  # and where one does
    parts: tuple[str, ...]  # as names are compared
    places: tuple[tuple[int, int], ...]  # where each of the parts is in the chunk


def name_parts(word: str) -> list[tuple[str, int, int]]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    parts = []
    for match in _PARTS.finditer(word):
        part = match.group().casefold()
        if part in _DROPPED or (word[0] == "\\" and len(word) > 1):
            continue
        if len(part) > 3 and part[-1] == "s" and not part.endswith(("ss", "us", "is")):
            part = part[:-1]
        parts.append((part, match.start(), match.end()))
    return parts


class _Chunks(dict[str, Chunk]):
    """Chunks, worked out once for each way of writing."""

    def __missing__(self, word: str) -> Chunk:
        if len(self) >= CACHED:
            self.clear()
        # no name goes over an empty line, as the one between title and abstract
        parts = name_parts(word) if word[0] != "\n" else [("\n", 0, len(word))] * (len(word) > 1)
        tokens = tuple(_PARTS.findall(word))
        inner = (False,) * (len(tokens) - 1)
        found = self[word] = Chunk(
            class_of(word),
            word.lower(),
            tokens,
            (*inner, False),
            (*inner, True),
            tuple(part for part, _, _ in parts),
            tuple((start, end) for _, start, end in parts),
        )
        return found


_CHUNKS = _Chunks()


class Text(NamedTuple):
    """A text cut into chunks: their words, offsets, and their classes as one string (an index fits all)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    chunks: list[Chunk]
    kinds: str
    lower: list[str]

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The chunks that the characters from `start` to `end` are in."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)


def cut_text(text: str) -> Text:
    """The chunks of a text."""
    found = list(_CHUNK.finditer(text))
    words = [match.group() for match in found]
    chunks = [_CHUNKS[word] for word in words]
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    kinds = "".join([chunk.kind for chunk in chunks])
    return Text(text, words, starts, ends, chunks, kinds, [chunk.lower for chunk in chunks])


class Candidate(NamedTuple):
    """Characters of a text that may be a name: who says so, and the listed entity if it is one."""

    start: int
    end: int
    rule: str
    label: str = ""
    ref: str = ""


class Cue(NamedTuple):
    """A cue phrase: characters and chunks that it takes, and its group."""

    start: int
    end: int
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
