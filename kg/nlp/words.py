"""A text as chunks: words as they are written together, and the classes that shapes of names are written in."""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc

from kg.lexicon import data_folder, read_lines

# A chunk: a TeX command, a possessive, a number, words joined by hyphens and the like, line breaks, or one character.
_CHUNK = re.compile(
    r"\\[a-zA-Z]+|['’]s\b|\d+(?:,\d{3})+(?!\w)"
    r"|[^\W_]+(?:(?:[-–‐‑+'’*^@&_#]|\.(?=[\da-z]))(?=[^\W_])(?!s\b)[^\W_]+)*|\n+|[^\w\s]|_"
)
_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_ODD = re.compile(r"(?=.*[A-Za-z])(?:.*[A-Za-z].*[A-Z].*|.*[A-Z]\d.*|[a-z]+\d+[a-z]+.*|\d[DA-Z]+[A-Z]+.*)$")
_NUMBER = re.compile(r"\d[\d.,]*(?:[A-Za-z]{1,2}|bit)?$")
ODD, CAP, LETTER, DIGIT, OTHER = "O", "C", "U", "D", "%"
# A word of the list has the first letter as written in lower case, the second with a capital.
CLASS_OF = {"break": "bB", "head": "hK", "data head": "dE", "generic": "gG", "link": "pB", "suffix": "lC"}


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """A line of words.jsonl: how a word behaves in and around names."""

    word: str
    kind: str


@cache
def word_classes() -> dict[str, str]:
    """Lower-case word -> its two class letters (as written in lower case, with a capital)."""
    return {line.word: CLASS_OF[line.kind] for _, line in read_lines(data_folder() / "words.jsonl", Word)}


class _Classes(dict[str, str]):
    """Class of a chunk, worked out once for each way of writing it."""

    def __missing__(self, chunk: str) -> str:
        kind = self[chunk] = _class_of(chunk)
        return kind


def _class_of(chunk: str) -> str:
    first = chunk[0]
    if first == "\n":
        return "\n"
    if not (first.isalnum()):
        return chunk if chunk in "-/(),.:;" else "." if chunk in "?!" else "'" if chunk[1:] == "s" else OTHER
    whole = word_classes().get(chunk.lower())
    parts = [_word_class(part) for part in _PART.findall(chunk)]
    if len(parts) < 2:
        return parts[0] if parts else OTHER
    return whole[first.isupper()] if whole else _joined(parts, _PART.findall(chunk)[-1].lower())


def _word_class(word: str) -> str:
    if _NUMBER.match(word):
        return DIGIT
    lower = word.lower()
    known = word_classes().get(lower)
    if known and not (word.isupper() and len(word) > 1):
        return known[word[0].isupper()]
    if _ODD.match(word):
        return ODD
    if len(word) == 1 and word.isupper():
        return LETTER
    return CAP if word[0].isupper() else "l"


def _joined(kinds: list[str], last: str) -> str:
    """The class of words written together ("Straight-Through", "GPT-4", "memory-efficient"), from theirs."""
    suffix = word_classes().get(last) == CLASS_OF["suffix"] or (last.endswith("ed") and kinds[-1] in "lb")
    if suffix:
        return "g" if all(map(str.islower, kinds)) else "m"
    if ODD in kinds or (DIGIT in kinds and not {CAP, LETTER, "K"}.isdisjoint(kinds)):
        return ODD
    if kinds[0].isupper() and kinds[0] != DIGIT:
        return CAP
    return "h" if kinds[-1] == "h" else "l"


_CLASSES = _Classes()


class Text(NamedTuple):
    """A text cut into chunks: their words, offsets, and their classes as one string (an index fits all four)."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    kinds: str

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The chunks that the characters from `start` to `end` are in."""
        return bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)


def cut_text(text: str) -> Text:
    """The chunks of a text."""
    found = list(_CHUNK.finditer(text))
    words = [match.group() for match in found]
    starts = [match.start() for match in found]
    ends = [match.end() for match in found]
    return Text(text, words, starts, ends, "".join(map(_CLASSES.__getitem__, words)))


class Candidate(NamedTuple):
    """Characters of a text that may be a name: who says so, and the listed entity if it is one."""

    start: int
    end: int
    rule: str
    label: str = ""
    ref: str = ""


class Notes(NamedTuple):
    """What the components know of a text, in `doc.user_data`: plain data, as spans of thousands of candidates cost more
    than finding them."""

    text: Text
    candidates: list[Candidate]
    cues: list["Cue"]
    definitions: list[tuple[tuple[int, int], tuple[int, int]]]  # offsets of long form and acronym


class Cue(NamedTuple):
    """A cue phrase: characters and chunks that it takes, and its group."""

    start: int
    end: int
    first: int
    last: int
    group: str
    phrase: str


def notes(doc: Doc) -> Notes:
    """The notes on a text, begun if no component was there before."""
    found = doc.user_data.get("kg")
    if found is None:
        # Doc.text is put together from the tokens at each call, so whoever has the text leaves it here.
        found = doc.user_data["kg"] = Notes(cut_text(doc.user_data.get("kg_text") or doc.text), [], [], [])
    assert isinstance(found, Notes)
    return found
