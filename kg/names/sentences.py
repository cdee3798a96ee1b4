"""Where sentences begin and end."""

import re

# A sentence ends at . ! or ? (and closing quotes or brackets), before a space and what does not go on a sentence; or
# at the end of a line.
_END = re.compile(r"(?<=[.!?])[\"')\]”’]*\s+(?![a-z,;:.)\]])(?=\S)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Fig|Figs|Eq|Eqs|Sec|Tab|No|Dr|Prof|approx|resp|w\.r\.t|a\.k\.a|St)|\b[A-Z])\.$"
)


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of a text begin."""
    starts = [0]
    for match in _END.finditer(text):
        if "\n" in match.group() or not _ABBREVIATION.search(text, max(starts[-1], match.start() - 8), match.start()):
            starts.append(match.end())
    return starts
