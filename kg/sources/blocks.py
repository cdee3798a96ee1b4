"""Records of several lines, in formats where a line shows that a record begins."""

import re
from collections.abc import Iterator

from kg.sources.text import BAD_BYTES, LONGEST_LINE, NumberedLine


def blocks(lines: Iterator[NumberedLine], start: re.Pattern[str]) -> Iterator[NumberedLine]:
    """The text from each line that begins with `start` to the next such line, with its line number.

    What comes before the first is left out. Longer blocks than LONGEST_LINE are cut to one character more than that.
    """
    first, block, size = 0, list[str](), 0
    for number, line in lines:
        if start.match(line):
            if block:
                yield first, "\n".join(block)
            first, block, size = number, [line], len(line)
        elif block and size <= LONGEST_LINE:
            block.append(line[: LONGEST_LINE + 1 - size])
            size += len(line) + 1
    if block:
        yield first, "\n".join(block)


def check_block(block: str) -> None:
    """Refuse a block that cannot be a record. Raises ValueError, saying why."""
    if len(block) > LONGEST_LINE:
        raise ValueError(f"a record of more than {LONGEST_LINE:,} characters is not a paper")
    if BAD_BYTES.search(block):
        raise ValueError("it has bytes that are not UTF-8")
