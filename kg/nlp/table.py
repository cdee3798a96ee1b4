"""Answers that are kept, for what is asked again and again in thousands of texts."""

from collections.abc import Callable
from typing import TypeVar

CACHED = 200_000  # answers that are kept; then all are forgotten, so that memory stays bound

K = TypeVar("K")
V = TypeVar("V")


class Table(dict[K, V]):
    """Each key's value, worked out when it is first asked for.

    Where keys and values are plain tuples and strings, Python's garbage collector passes over them, as it does not
    over the entries of `functools.lru_cache`.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        self.make = make

    def __missing__(self, key: K) -> V:
        if len(self) >= CACHED:
            self.clear()
        value = self[key] = self.make(key)
        return value
