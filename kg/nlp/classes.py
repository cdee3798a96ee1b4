"""The class of a word: its role in and around names, derived from its spelling and words.jsonl."""

import re
from functools import lru_cache

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.shipped import word_classes

_CAPITAL = {  # classes of listed words -> those with a capital first letter
    C.BREAK: C.CAPITAL_BREAK,
    C.HEAD: C.CAPITAL_HEAD,
    C.DATA_HEAD: C.CAPITAL_DATA_HEAD,
    C.GENERIC: C.CAPITAL_GENERIC,
    C.LINK: C.CAPITAL_BREAK,
    C.LOWER: C.CAPITALISED,
}
_SIGNS = {
    "-": C.HYPHEN,
    "/": C.SLASH,
    "(": C.OPENING,
    ")": C.CLOSING,
    ",": C.COMMA,
    ":": C.COLON,
    ";": C.SEMICOLON,
    **dict.fromkeys((".", "?", "!"), C.STOP),
    **dict.fromkeys(("'s", "’s"), C.POSSESSIVE),
}
_CAPITALISED = frozenset([*_CAPITAL.values(), C.ODD, C.LETTER])
_ORDINARY = frozenset([C.LOWER, C.BREAK, C.GENERIC])
_TITLED = frozenset([C.CAPITALISED, C.CAPITAL_HEAD, C.CAPITAL_DATA_HEAD, C.CAPITAL_GENERIC, *_ORDINARY])
_WORD_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_ODD = re.compile(r"(?=.*[A-Za-z])(?:.*[A-Za-z].*[A-Z].*|.*[A-Z]\d.*|[a-z]+\d+[a-z]+.*|\d[DA-Z]+[A-Z]+.*)$")
_SYMBOL = re.compile(r"[A-Za-z]_\w{1,2}$")  # of a formula: "X_1", "h_t"
_NUMBER = re.compile(
    r"\d[\d.,]*(?:[A-Za-z]{1,2}|bit|[kMGT]?(?:Pa|Hz|bps|OPS|FLOP|FLOPS|FLOPs)|dBm|mAh|fps|FPS|IoU)?$"
    r"|\d+(?:[xX×]\d+)+(?:[GT]i?B)?$"  # a resolution, or so much memory so many times
    r"|\d[\d.]*[BKMk]-\d[\d.]*[BKMk]$"  # a range of sizes
    r"|W\d+A\d+(?:KV\d+)?$"  # bits of weights and activations
    r"|v\d+(?:\.\d+)*[eps]?$"  # a version
    r"|[A-Za-z]+@(?:\d[\d.]*|[kK])$"  # a score: "R@1"
)
# Adjectives that are made of names: "three-LLM", "intra-SAR".
_COUNTED = re.compile(r"(?:between|five|four|high|inter|intra|low|many|multi|single|six|three|two|within)-")


@lru_cache(maxsize=1 << 16)
def class_of(word: str) -> C:
    """The class of a written word, which may be several joined by hyphens and the like."""
    if word.isalpha():
        return _class_of_part(word)
    if word.isspace() or not word:
        return C.LINE_BREAK
    if not word[0].isalnum():
        return _SIGNS.get(word, C.PUNCTUATION)
    if _SYMBOL.match(word):
        return C.PUNCTUATION
    if _NUMBER.match(word):
        return C.DIGIT
    parts = _WORD_PART.findall(word)
    if len(parts) < 2:
        return _class_of_part(parts[0]) if parts else C.PUNCTUATION
    if parts[0] == "non" and not word.islower():
        return C.JOINED
    if listed := _listed(word):
        return listed
    return _class_of_joined([_class_of_part(part) for part in parts], parts[-1].lower(), word)


def _listed(word: str) -> C | None:
    """The class of a word of the list, as it is written here."""
    known = word_classes().get(word.lower())
    if known is C.SUFFIX:
        known = C.LOWER  # on its own an ordinary word
    return _CAPITAL[known] if known and word[0].isupper() else known


def _class_of_part(word: str) -> C:
    if _NUMBER.match(word):
        return C.DIGIT
    if (listed := _listed(word)) and (word[1:].islower() or len(word) == 1):  # "RePAIR" is not "repair"
        return listed
    if _ODD.match(word):
        return C.ODD
    if len(word) == 1 and word.isupper():
        return C.LETTER
    return C.CAPITALISED if word[0].isupper() else C.LOWER


def _class_of_joined(classes: list[C], last: str, word: str) -> C:
    """The class of words written as one ("Straight-Through", "GPT-4", "memory-efficient"), from theirs."""
    capitals = {classes[0], classes[-1]} <= _CAPITALISED
    titled = capitals and C.ODD not in classes and C.DIGIT not in classes  # "Attention-Guided" begins a name
    if not titled and (word_classes().get(last) is C.SUFFIX or (last.endswith("ed") and classes[-1] in _ORDINARY)):
        if C.DIGIT in classes or not _CAPITALISED.isdisjoint(classes):
            return C.CAPITAL_JOINED if _TITLED.issuperset(classes) else C.JOINED
        return C.GENERIC
    if _COUNTED.match(word) and classes[-1] is C.ODD:
        return C.JOINED
    if C.ODD in classes or (C.DIGIT in classes and not {C.CAPITALISED, C.LETTER, C.CAPITAL_HEAD}.isdisjoint(classes)):
        return C.ODD
    if word[0].islower() and not word[1].isalnum() and C.CAPITALISED in classes[1:]:  # "τ-Maze"
        return C.ODD
    if classes[0] in _CAPITALISED:
        return C.CAPITALISED
    return C.HEAD if classes[-1] is C.HEAD else C.LOWER
