"""The class of a word: what its spelling, and the list words.jsonl, say of its place in and around names."""

import re
from enum import StrEnum
from functools import cache, lru_cache

import msgspec

from kg.knowledge.lexicon import data_folder, read_lines


class WordClass(StrEnum):
    """Classes of words. Those that end in `_cap` are written with a capital first letter."""

    BREAK = "break"
    """A word that no name goes over ("we", "show")."""
    BREAK_CAP = "break_cap"
    """One at the start of a sentence, or a preposition there ("We", "In")."""
    LINK = "link"
    """A preposition or conjunction in lower case, that stands inside a few names ("of", "and")."""
    HEAD = "head"
    """A noun that a method's name ends with ("network")."""
    HEAD_CAP = "head_cap"
    DATA_HEAD = "data_head"
    """A noun that a dataset's name ends with ("benchmark")."""
    DATA_HEAD_CAP = "data_head_cap"
    GENERIC = "generic"
    """A word that says nothing of what it stands before ("novel", "graph-based")."""
    GENERIC_CAP = "generic_cap"
    LOWER = "lower"
    """Any other word in lower case."""
    CAP = "cap"
    """A capital first letter, the others small ("Quokka")."""
    ODD = "odd"
    """Capitals and digits as only names have them ("QuokkaNet", "GPT-4", "LSTM")."""
    LETTER = "letter"
    """A single capital."""
    NUMBER = "number"
    """Digits, perhaps with a unit ("2048", "7B")."""
    MODIFIER = "modifier"
    """A name with an ending that makes it an adjective ("BERT-based"), or what is no such thing ("non-NVIDIA")."""
    HYPHEN = "-"
    SLASH = "/"
    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    STOP = "."
    """The end of a sentence: a full stop, a question or an exclamation mark."""
    COLON = ":"
    SEMICOLON = ";"
    POSSESSIVE = "'s"
    SPACE = "space"
    """A blank line, as between title and abstract, or any other space that is a token."""
    OTHER = "other"


C = WordClass
_LISTED = {  # class in words.jsonl -> as written in lower case, with a capital
    "break": (C.BREAK, C.BREAK_CAP),
    "head": (C.HEAD, C.HEAD_CAP),
    "data head": (C.DATA_HEAD, C.DATA_HEAD_CAP),
    "generic": (C.GENERIC, C.GENERIC_CAP),
    "link": (C.LINK, C.BREAK_CAP),
    "suffix": (C.LOWER, C.CAP),
}
_SIGNS: dict[str, WordClass] = {
    **{c.value: c for c in (C.HYPHEN, C.SLASH, C.OPEN, C.CLOSE, C.COMMA, C.STOP, C.COLON, C.SEMICOLON)},
    **{"?": C.STOP, "!": C.STOP, "'s": C.POSSESSIVE, "’s": C.POSSESSIVE},
}
_CAPITALISED = frozenset([C.BREAK_CAP, C.HEAD_CAP, C.DATA_HEAD_CAP, C.GENERIC_CAP, C.CAP, C.ODD, C.LETTER])
_PLAIN = frozenset([C.LOWER, C.BREAK, C.GENERIC])
_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_ODD = re.compile(r"(?=.*[A-Za-z])(?:.*[A-Za-z].*[A-Z].*|.*[A-Z]\d.*|[a-z]+\d+[a-z]+.*|\d[DA-Z]+[A-Z]+.*)$")
_NUMBER = re.compile(r"\d[\d.,]*(?:[A-Za-z]{1,2}|bit)?$")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "class"}):
    """A line of words.jsonl: how a word behaves in and around names."""

    word: str
    kind: str


@cache
def listed_classes() -> dict[str, tuple[WordClass, WordClass]]:
    """Lower-case word -> its classes, as written in lower case and with a capital."""
    return {line.word: _LISTED[line.kind] for _, line in read_lines(data_folder() / "words.jsonl", Word)}


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(line.word for _, line in read_lines(data_folder() / "words.jsonl", Word) if line.kind == "suffix")


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> WordClass:
    """The class of a written word, which may be several joined by hyphens and the like."""
    if word.isalpha():
        return _class_of_part(word)
    if word.isspace() or not word:
        return C.SPACE
    if not word[0].isalnum():
        return _SIGNS.get(word, C.OTHER)
    parts = _PART.findall(word)
    if len(parts) < 2:
        return _class_of_part(parts[0]) if parts else C.OTHER
    if parts[0] == "non" and not word.islower():
        return C.MODIFIER
    if listed := listed_classes().get(word.lower()):
        return listed[word[0].isupper()]
    return _class_of_joined([_class_of_part(part) for part in parts], parts[-1].lower())


def _class_of_part(word: str) -> WordClass:
    if _NUMBER.match(word):
        return C.NUMBER
    listed = listed_classes().get(word.lower())
    if listed and not (word.isupper() and len(word) > 1):
        return listed[word[0].isupper()]
    if _ODD.match(word):
        return C.ODD
    if len(word) == 1 and word.isupper():
        return C.LETTER
    return C.CAP if word[0].isupper() else C.LOWER


def _class_of_joined(classes: list[WordClass], last: str) -> WordClass:
    """The class of words written as one ("Straight-Through", "GPT-4", "memory-efficient"), from theirs."""
    if last in _suffixes() or (last.endswith("ed") and classes[-1] in _PLAIN):
        named = C.NUMBER in classes or not _CAPITALISED.isdisjoint(classes)
        return C.MODIFIER if named else C.GENERIC
    if C.ODD in classes or (C.NUMBER in classes and not {C.CAP, C.LETTER, C.HEAD_CAP}.isdisjoint(classes)):
        return C.ODD
    if classes[0] in _CAPITALISED:
        return C.CAP
    return C.HEAD if classes[-1] is C.HEAD else C.LOWER
