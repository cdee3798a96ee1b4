"""The classes of words, one letter each, that the shapes of names are written in."""

import re

from kg.knowledge.shipped import word_classes

_PART = re.compile(r"[^\W_]+(?:\.\d+)*")
_ODD = re.compile(r"(?=.*[A-Za-z])(?:.*[A-Za-z].*[A-Z].*|.*[A-Z]\d.*|[a-z]+\d+[a-z]+.*|\d[DA-Z]+[A-Z]+.*)$")
_NUMBER = re.compile(r"\d[\d.,]*(?:[A-Za-z]{1,2}|bit)?$")
ODD, CAP, LETTER, DIGIT, OTHER = "O", "C", "U", "D", "%"
# A word of the list has the first letter as written in lower case, the second with a capital.
CLASS_OF = {"break": "bB", "head": "hK", "data head": "dE", "generic": "gG", "link": "pB", "suffix": "lC"}


def class_of(chunk: str) -> str:
    """The class of words that are written together."""
    if chunk.isalpha():
        return _word_class(chunk)
    first = chunk[0]
    if first == "\n":
        return "\n"
    if not (first.isalnum()):
        return chunk if chunk in "-/(),.:;" else "." if chunk in "?!" else "'" if chunk[1:] == "s" else OTHER
    whole = CLASS_OF.get(word_classes().get(chunk.lower(), ""))
    parts = _PART.findall(chunk)
    if len(parts) < 2:
        return _word_class(parts[0]) if parts else OTHER
    if parts[0] == "non" and not chunk.islower():
        return "m"  # what is no X ("non-NVIDIA")
    return whole[first.isupper()] if whole else _joined([_word_class(part) for part in parts], parts[-1].lower())


def _word_class(word: str) -> str:
    if _NUMBER.match(word):
        return DIGIT
    lower = word.lower()
    known = CLASS_OF.get(word_classes().get(lower, ""))
    if known and not (word.isupper() and len(word) > 1):
        return known[word[0].isupper()]
    if _ODD.match(word):
        return ODD
    if len(word) == 1 and word.isupper():
        return LETTER
    return CAP if word[0].isupper() else "l"


def _joined(kinds: list[str], last: str) -> str:
    """The class of words written together ("Straight-Through", "GPT-4", "memory-efficient"), from theirs."""
    suffix = word_classes().get(last) == "suffix" or (last.endswith("ed") and kinds[-1] in "lbg")
    if suffix:
        return "g" if all(map(str.islower, kinds)) else "m"
    if ODD in kinds or (DIGIT in kinds and not {CAP, LETTER, "K"}.isdisjoint(kinds)):
        return ODD
    if kinds[0].isupper() and kinds[0] != DIGIT:
        return CAP
    return "h" if kinds[-1] == "h" else "l"
