"""Definitions "Long Form (LF)" and "LF (Long Form)": Schwartz and Hearst (2003), and the shapes that it leaves out."""

import re
from functools import lru_cache

_SHORT = re.compile(r"^(?=.*[A-Z])[A-Za-z0-9][\w\-+.*/#@&]{0,14}[\w+*#]?$")
_STRIP = re.compile(r"[^a-z0-9]")


@lru_cache(maxsize=65536)
def initials_start(short: str, words: tuple[str, ...]) -> int | None:
    """Index of the first of `words` (the words before a bracket) that the acronym stands for, None if it does not.

    Letters of the acronym are found from right to left, its first at the start of a word.
    """
    letters = _STRIP.sub("", re.sub(r"(?<=[A-Z0-9])s$", "", short).lower())
    if len(letters) < 2:
        return None
    text = " ".join(words).lower()
    starts = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    position = len(text)
    for i in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and (
            text[position] != letters[i] or (i == 0 and position > 0 and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    first = max(k for k, start in enumerate(starts) if start <= position)
    return first if sum(map(len, words[first:])) > len(letters) else None


def definitions(texts: list[str], kinds: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of chunk ranges (long form, acronym), wherever one stands in brackets behind the other."""
    found = []
    for match in re.finditer(r"\(([^()]{1,40}?)([,;:][^()]*)?\)", kinds):
        inner = match.span(1)
        before = match.start()
        if pair := _short_inside(texts, kinds, inner, before) or _long_inside(texts, kinds, inner, before):
            found.append(pair)
    return found


def _short_inside(
    texts: list[str], kinds: str, inner: tuple[int, int], before: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """ "Long Form (LF)", also "(LF for short)", "(dubbed LF)" and "(LF)s"."""
    names = [i for i in range(*inner) if kinds[i] in "OCUK" or kinds[i] == "m"]
    if not names or inner[1] - inner[0] > 4 or len(names) > 2:
        return None
    short = texts[names[0]] if len(names) == 1 else None
    if short is None or not _SHORT.match(short) or (inner[1] - inner[0] > 1 and kinds[names[0]] != "O"):
        return None
    letters = len(_STRIP.sub("", short.lower()))
    start = before
    limit = max(0, before - min(letters + 5, letters * 2) - 1)
    while start > limit and kinds[start - 1] not in "().;\n:%,":
        start -= 1
    first = initials_start(short, tuple(texts[start:before]))
    if first is None or kinds[start + first] in "bBp":
        return None
    return (start + first, before), (names[0], names[0] + 1)


def _long_inside(
    texts: list[str], kinds: str, inner: tuple[int, int], before: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """ "LF (Long Form)"."""
    if before == 0 or kinds[before - 1] != "O" or inner[1] - inner[0] < 2 or not _SHORT.match(texts[before - 1]):
        return None
    first = initials_start(texts[before - 1], tuple(texts[inner[0] : inner[1]]))
    if first != 0:
        return None
    return (inner[0], inner[1]), (before - 1, before)
