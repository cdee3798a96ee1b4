"""Lines of a listing to titles and abstracts, by the reading with the lowest cost.

A listing has titles and abstracts in turn, one line each. Depending on how it was saved, lines may be broken at some
width, and blank lines may be inside an abstract or missing between records. Then no single sign tells what a line is:
every reading of a line has a cost, the sum of the signs against it, and the cheapest reading of all lines together wins
(Viterbi).
"""

import re
from collections.abc import Sequence

import msgspec

TITLE, TITLE_ON, ABSTRACT, ABSTRACT_ON = range(4)
LINE_PARTS = (TITLE, TITLE_ON, ABSTRACT, ABSTRACT_ON)
NEVER = float("inf")
LEAST = 0.3  # a continued line is never free, so that titles and abstracts normally alternate
WIDEST = 200  # characters; text that is broken at some width has no longer lines
RAGGED = 16  # characters; how much shorter than the width a broken line may be

_ENDED = re.compile(r"""([.!?…]["'”’)\]}$]*|https?://\S+|\(abridged\))$""")
_OPEN = re.compile(r"([:,\-–—]|\b(a|an|and|as|by|for|from|in|of|on|or|the|to|via|with))$", re.IGNORECASE)
# Sentences often begin like this, titles hardly ever.
_BEGINNING = re.compile(
    r"((We|Our|It|They|These|Here|However|Moreover|Furthermore|Thus|Hence|Extensive|Results|As a result"
    r"|In (this|particular|addition|contrast|experiments)|This (paper|work|article|study)|Experiment(s|al results)"
    r"|To (address|tackle|this|that|the|do)|(The |Our |Source )?[Cc]ode (is|and|will))\b|[A-Z][a-z]+ly,)"
)
_LOWER_START = re.compile(r"[a-z]+\b(?!-)|[a-z]{2,}")


class PageLine(msgspec.Struct, frozen=True):
    """A line that is not blank. `fresh`: a record must begin here; `last`: one must end here."""

    number: int
    text: str
    gap: bool = False  # there is a blank line before it
    fresh: bool = False
    last: bool = False


def ended(text: str) -> bool:
    """Whether a text ends like a sentence, or with a link."""
    return bool(_ENDED.search(text))


def segment(lines: Sequence[PageLine]) -> list[int]:
    """What each line is: one of LINE_PARTS."""
    width = line_width(lines)
    costs = [0.0 if part is TITLE else NEVER for part in LINE_PARTS]
    ways: list[list[int]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            steps = [[NEVER] * 4 for _ in LINE_PARTS]
            steps[TITLE][TITLE] = _title_cost(line)
        else:
            steps = _step_costs(before, line, width)
        totals = [[costs[was] + steps[was][part] for was in LINE_PARTS] for part in LINE_PARTS]
        ways.append([min(LINE_PARTS, key=total.__getitem__) for total in totals])
        costs = [min(total) for total in totals]
        if line.last:
            costs[TITLE], costs[TITLE_ON] = costs[TITLE] + 8, costs[TITLE_ON] + 8
    # The file may be cut short after a title.
    costs[TITLE], costs[TITLE_ON] = costs[TITLE] + 1, costs[TITLE_ON] + 1
    part = min(LINE_PARTS, key=costs.__getitem__)
    parts = []
    for way in reversed(ways):
        parts.append(part)
        part = way[part]
    return parts[::-1]


def line_width(lines: Sequence[PageLine]) -> int:
    """The width at which lines were broken; 0 if they were not."""
    # Long links are not broken and would stand out.
    lengths = sorted(len(line.text) for line in lines if "://" not in line.text) or [0]
    width = lengths[len(lengths) * 98 // 100]
    near = sum(length > width - RAGGED for length in lengths)
    return width if width <= WIDEST and near >= 3 and near * 5 >= len(lengths) else 0


def _step_costs(before: PageLine, line: PageLine, width: int) -> list[list[float]]:
    """The cost of reading `line` as each part, after each part that `before` may be."""
    steps = [[NEVER] * 4 for _ in LINE_PARTS]
    if line.fresh:
        for was in LINE_PARTS:
            steps[was][TITLE] = 0
        return steps
    broken = bool(width) and not line.gap and len(before.text) + 1 + len(line.text.split()[0]) > width
    title = _title_cost(line)
    for was in (TITLE, TITLE_ON):
        steps[was][TITLE] = 4 + title
        steps[was][TITLE_ON] = _title_on_cost(before, line, broken)
        steps[was][ABSTRACT] = _abstract_cost(before, line, broken)
    for was in (ABSTRACT, ABSTRACT_ON):
        steps[was][TITLE] = title + 2 * (not ended(before.text)) + 2 * broken
        steps[was][ABSTRACT_ON] = _abstract_on_cost(before, line, broken)
    return steps


def _small(line: PageLine) -> bool:
    return bool(_LOWER_START.match(line.text))


def _capitals(text: str) -> float:
    """+1 if words begin with capitals as in most titles, -1 if they do not as in most sentences, else 0."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    share = sum(word[0].isupper() for word in words) / (len(words) or 1)
    return 1.0 if share >= 0.6 and len(words) > 1 else -1.0 if share <= 0.35 and len(words) > 4 else 0.0


def _title_cost(line: PageLine) -> float:
    text = line.text
    long = 8 if len(text) > 300 else 3 if len(text) > 200 else 0
    sentence = 2 * text.endswith(".") + 2 * bool(_BEGINNING.match(text)) + 4 * ("://" in text)
    return long + sentence + 1.5 * _small(line) - min(_capitals(text), 0)


def _title_on_cost(before: PageLine, line: PageLine, broken: bool) -> float:
    text = line.text
    signs = 3 * bool(_OPEN.search(before.text)) + 2 * _small(line) + 4 * broken + _capitals(text)
    return max(5.0 - signs, LEAST) + 3 * (len(text) > 150) + 2 * text.endswith(".")


def _abstract_cost(before: PageLine, line: PageLine, broken: bool) -> float:
    short = 0.5 * (len(line.text) < 60) + 0.5 * (not ended(line.text))
    signs = 2 * bool(_OPEN.search(before.text)) + 1.5 * _small(line) + 3 * broken
    return short + signs + max(_capitals(line.text), 0)


def _abstract_on_cost(before: PageLine, line: PageLine, broken: bool) -> float:
    inside = 2 * (not ended(before.text)) + 2 * _small(line) + 3.5 * broken
    signs = inside - 2 * _capitals(line.text) + 2 * ("://" in line.text)
    return max(4.0 - signs, LEAST) + (line.gap and ended(before.text))
