"""Where the sentences of a text begin and end: one rule for the whole program."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

# A sentence ends with its line, or at . ! or ? and closing quotes or brackets, before space and a word that can begin
# the next one.
_END = re.compile(r"[.!?][\"')\]”’]*[^\S\n]+(?![a-z,;:.)\]])(?=\S)|\n\s*(?=\S)")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|et al|vs|v\.s|cf|Figs?|Eqs?|Sec|Tab|No|Dr|Prof|approx|resp|w\.r\.t|a\.k\.a|St|[A-Z])\.\Z"
)
_LONGEST = 8  # characters of an abbreviation, with the one before it
_LONGEST_SENTENCE = 2_000  # characters; what is longer is no sentence, and is cut so that no text takes long


def sentence_starts(text: str) -> list[int]:
    """The offsets at which the sentences of a text begin."""
    starts = [0]
    length = len(text.rstrip())
    for match in _END.finditer(text, 0, length):
        end = match.start() + 1
        if text[end - 1] == "." and _ABBREVIATION.search(text, max(starts[-1], end - _LONGEST), end):
            continue
        _cut_long(text, starts, match.end())
        starts.append(match.end())
    _cut_long(text, starts, length)
    return starts


def _cut_long(text: str, starts: list[int], end: int) -> None:
    """Cut the last sentence, which ends at `end`, where it is too long."""
    while end - starts[-1] > _LONGEST_SENTENCE:
        limit = starts[-1] + _LONGEST_SENTENCE
        space = text.rfind(" ", starts[-1] + 1, limit)
        starts.append(limit if space < 0 else space + 1)


_starts = lru_cache(maxsize=64)(sentence_starts)  # of a text with many mentions


def sentence_at(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of the sentence that has these characters, or of all sentences that they are in."""
    starts = _starts(text)
    begin = starts[bisect_right(starts, start) - 1]
    after = bisect_left(starts, end)
    stop = starts[after] if after < len(starts) else len(text)
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    while begin < stop and text[begin].isspace():
        begin += 1
    return begin, stop
