"""When two names, or two definitions of one acronym, are the same in other words."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from kg.model import Label, fold
from kg.names.spelling import ordinary

# Nouns behind a name that only say what it is.
_HEADS = {
    Label.METHOD: re.compile(r"methods?|algorithms?|approach|techniques?|framework|optimi[sz]er"),
    Label.DATASET: re.compile(r"datasets?|benchmarks?|corpus|corpora|data"),
    Label.HARDWARE: re.compile(r"gpus?|devices?|board|chip|processors?|platform"),
}
# Those that are part of many a name ("diffusion model"), so that they are dropped from single odd words alone.
_WEAK_HEADS = re.compile(r"models?|architectures?|networks?|system|backbone")
# Words that a definition may have or leave out.
_EXTRA = re.compile(
    r"an?|and|as|by|for|from|in|of|on|or|the|to|via|with|models?|networks?|neural|methods?|systems?|algorithm|"
    r"framework|approach|techniques?|prompting|modell?ing|learning|training|scale|based"
)
_SUFFIX = re.compile(
    r"(?<=[a-z]{3})(?:i[sz]ations?|ational|ations?|atives?|ators?|ating|ated|atic|i[sz]ers?|i[sz]ing|i[sz]ed?|ional|"
    r"ions?|ives?|ings?|ers?|ors?|ual|als?|ics|ical|ic|ness|ments?|edly|ed|ly|es|ity|s|e)$"
)
SAME_SPELLING = 0.88  # likeness of two words, one of them with a slip
_PLURAL = re.compile(r"(?<=[A-Z])S$")
_PLURAL_OF_CAPITALS = re.compile(r"(?<=[A-Z])s$")


def name_key(name: str) -> str:
    """A name folded, where the last letter of an acronym is no plural: VITS is not ViT.

    What is an ordinary word with other capitals is the same in the same capitals only: STaR is not STAR.
    """
    key = fold(name)
    if key in ordinary() and not name.islower():
        return _PLURAL_OF_CAPITALS.sub("", name)
    return key + "s" if _PLURAL.search(name) and not key.endswith("s") else key


def core(label: Label, name: str) -> str:
    """The key of a name without a noun behind it that only says what it is."""
    rest, _, last = name.rpartition(" ")
    if rest and label in _HEADS:
        odd = sum(map(str.isupper, rest)) + 2 * any(map(str.isdigit, rest)) > 1
        # "mobile GPU" and "mobile device" are two things, "A100 GPU" and "A100" one.
        head = _HEADS[label].fullmatch(last.lower()) and (odd or label is not Label.HARDWARE)
        if head or (odd and " " not in rest and _WEAK_HEADS.fullmatch(last.lower())):
            name = rest
    return name_key(name)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending: adaptation, adapters and adaption are one."""
    short = _SUFFIX.sub("", word)
    return short[:-1] if short != word and short[-1] == short[-2] else short


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, hyphens and slashes between them dropped."""
    return tuple(re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two long forms of one acronym are one in other words: word for word of one stem, but for small words."""
    left, right = words_of(a), words_of(b)
    if "".join(left).rstrip("s") == "".join(right).rstrip("s"):
        return True
    i = j = 0
    matched = False
    while i < len(left) and j < len(right):
        if _same_word(left[i], right[j]):
            i, j, matched = i + 1, j + 1, True
        elif _EXTRA.fullmatch(left[i]) and (not _EXTRA.fullmatch(right[j]) or len(left) - i >= len(right) - j):
            i += 1
        elif _EXTRA.fullmatch(right[j]):
            j += 1
        elif left[i] == "".join(right[j : j + 2]):
            i, j = i + 1, j + 2
        elif right[j] == "".join(left[i : i + 2]):
            i, j = i + 2, j + 1
        else:
            return False
    return matched and all(map(_EXTRA.fullmatch, (*left[i:], *right[j:])))


def _same_word(a: str, b: str) -> bool:
    if a == b or stem(a) == stem(b):
        return True
    same_ends = min(len(a), len(b)) > 6 and a[:3] == b[:3] and a[-2:] == b[-2:]
    return same_ends and SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_SPELLING


def terms(text: str) -> frozenset[str]:
    """The stems of the words of a text, of which those that stand in few papers tell what it is about."""
    return frozenset(stem(word) for word in re.findall(r"[a-z]{4,}", text.lower()))
