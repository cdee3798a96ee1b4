"""Words as names are compared: their parts, so that all spellings of a name are one."""

import re

from kg.names.fold import singular

_PART = re.compile(r"(?<![a-z\d])\d+(?:\.\d+)*s(?![^\W_])|\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_|\n+")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s$")  # "GPUs", "A100s"
Part = tuple[str, int, int]  # as compared, and where it is in the word


def name_parts(word: str) -> tuple[Part, ...]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    if word.isalpha():
        return ((_compared(word), 0, len(word)),)
    if word.isspace():  # no name goes over a blank line, as the one between title and abstract
        return (("\n", 0, len(word)),)
    if word[0] == "\\" and len(word) > 1:
        return ()
    found = [(_compared(match.group()), *match.span()) for match in _PART.finditer(word)]
    return tuple(part for part in found if part[0] not in _DROPPED)


def _compared(part: str) -> str:
    """A part without its case and the s of its plural."""
    return singular(_PLURAL.sub("", part).casefold())
