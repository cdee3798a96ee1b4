"""Words as names are compared: their parts, so that all spellings of a name are one."""

import re

from kg.names.fold import singular

_PART = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_|\n+")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")
Part = tuple[str, int, int]  # as compared, and where it is in the word


def name_parts(word: str) -> tuple[Part, ...]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    if word.isalpha():
        return ((singular(word.casefold()), 0, len(word)),)
    if word.isspace():  # no name goes over a blank line, as the one between title and abstract
        return (("\n", 0, len(word)),)
    if word[0] == "\\" and len(word) > 1:
        return ()
    found = [(singular(match.group().casefold()), *match.span()) for match in _PART.finditer(word)]
    return tuple(part for part in found if part[0] not in _DROPPED)
