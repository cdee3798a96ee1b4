"""Whether two long forms of an acronym are paraphrases."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from kg.model import Paper
from kg.names.fold import singular
from kg.names.lists import unlike_words

# Words that a definition may have or leave out.
_EXTRA = re.compile(
    r"an?|and|as|by|for|from|in|of|on|or|the|to|via|with|models?|networks?|neural|methods?|systems?|algorithm|"
    r"framework|approach|techniques?|prompting|modell?ing|learning|training|scale|based"
)
_SUFFIX = re.compile(
    r"(?<=[a-z]{3})(?:i[sz]ations?|ational|ations?|atives?|ators?|ating|ated|atic|i[sz]ers?|i[sz]ing|i[sz]ed?|ional|"
    r"ions?|ives?|ings?|ers?|ors?|ual|als?|ics|ical|ic|ness|ments?|edly|ed|ly|es|ity|s|e)$"
)
SAME_SPELLING = 0.88  # likeness of two words, one of them misspelt


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending: adaptation, adapters and adaption have one stem."""
    short = _SUFFIX.sub("", word)
    return short[:-1] if short != word and short[-1] == short[-2] else short


def bare_words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, without what joins them."""
    return tuple(re.findall(r"[^\W_]+", text.lower()))


@lru_cache(maxsize=65536)
def alike(a: str, b: str) -> bool:
    """Whether two long forms of an acronym have the same stems in the same order, but for words of little meaning."""
    left, right = bare_words(a), bare_words(b)
    if singular("".join(left)) == singular("".join(right)):
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
        return frozenset((a, b)) not in unlike_words()
    same_ends = min(len(a), len(b)) > 6 and a[:3] == b[:3] and a[-2:] == b[-2:]
    return same_ends and SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_SPELLING


def terms(text: str) -> frozenset[str]:
    """The stems of the words of a text; rare stems are the informative ones."""
    return frozenset(stem(word) for word in re.findall(r"[a-z]{4,}", text.lower()))


def paper_text(paper: Paper) -> str:
    """The text in whose words a paper is compared with others."""
    return f"{paper.title} {paper.abstract}"
