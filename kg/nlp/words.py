"""Tokens to word classes: the alphabet in which shapes of names are written."""

import json
import re
from functools import cache
from typing import NamedTuple

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

from kg.lexicon import data_folder

# One letter a chunk; capital letters stand for words written with a capital.
ODD, CAP, LETTER, DIGIT = "O", "C", "U", "D"
CLASS_OF = {"break": "bB", "head": "hK", "data head": "dE", "generic": "gG", "link": "pB", "suffix": "lC"}
_GLUE = frozenset("-–‐‑.+'’*^@&_#")
_ODD = re.compile(r"^(?=.*[A-Za-z])(?:.*[A-Za-z].*[A-Z].*|.*[A-Z]\d.*|[a-z]+\d+[a-z]+.*|\d[DA-Z]+[A-Z]+.*)$")
_NUMBER = re.compile(r"^\d[\d.,]*(?:[A-Za-z]{1,2}|bit)?%?$")


class Chunk(NamedTuple):
    """Tokens written together ("Straight-Through"): token offsets, and the class of the whole."""

    start: int
    end: int
    kind: str


@cache
def word_classes() -> dict[str, str]:
    """Lower-case word -> its two class letters (as written in lower case, with a capital)."""
    lines = (data_folder() / "words.jsonl").read_text(encoding="utf8").splitlines()
    return {word["word"]: CLASS_OF[word["class"]] for word in map(json.loads, lines)}


class _Classes(dict[int, str]):
    """Class of a token by its hash, worked out once a word."""

    def __init__(self, doc: Doc) -> None:
        super().__init__()
        self.strings = doc.vocab.strings
        self.words = word_classes()

    def __missing__(self, orth: int) -> str:
        kind = self[orth] = _class_of(self.strings[orth], self.words)
        return kind


def _class_of(text: str, words: dict[str, str]) -> str:
    if not text.strip():
        return "\n" if "\n" in text else " "
    if len(text) == 1 and not text.isalnum():
        return text if text in "-/(),.:;" or text in _GLUE else "%"
    if _NUMBER.match(text):
        return DIGIT
    if text in {"–", "—", "--", "---"} or text.startswith("\\"):  # dashes, TeX commands
        return "%"
    if not any(map(str.isalnum, text)):
        return "." if text[-1] in ".?!" else "%"
    lower = text.lower()
    if lower in words and not (text.isupper() and len(text) > 1):
        return words[lower][text[0].isupper()]
    if _ODD.match(text):
        return ODD
    if len(text) == 1 and text.isupper():
        return LETTER
    return CAP if text[0].isupper() else "l"


_CACHE: dict[int, _Classes] = {}


def chunks(doc: Doc) -> tuple[list[Chunk], str]:
    """The chunks of a text, and their classes as one string (index in the string = index in the list)."""
    classes = _CACHE.get(id(doc.vocab))
    if classes is None:
        classes = _CACHE[id(doc.vocab)] = _Classes(doc)
    rows = doc.to_array([ORTH, SPACY]).tolist()
    kinds = [classes[row[0]] for row in rows]
    out: list[Chunk] = []
    start, count = 0, len(rows)
    while start < count:
        end = start + 1
        if kinds[start].isalnum():
            while end < count and not rows[end - 1][1]:
                if kinds[end].isalnum():
                    end += 1
                elif kinds[end] in _GLUE and end + 1 < count and not rows[end][1] and kinds[end + 1].isalnum():
                    end += 2
                else:
                    break
        out.append(
            Chunk(start, end, kinds[start] if end == start + 1 else _joined("".join(kinds[start:end]), doc, end))
        )
        start = end
    return out, "".join(chunk.kind for chunk in out)


def _joined(kinds: str, doc: Doc, end: int) -> str:
    """The class of words written together, from theirs."""
    last = doc[end - 1].lower_
    if word_classes().get(last) == "lC" or (last.endswith("ed") and kinds[-1] in "lb"):
        return "g" if kinds.islower() else "m"
    if ODD in kinds or (DIGIT in kinds and (CAP in kinds or LETTER in kinds or "K" in kinds)):
        return ODD
    if kinds[0].isupper() and kinds[0] != DIGIT:
        return CAP
    return "h" if kinds[-1] == "h" else "l"
