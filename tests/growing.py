"""How time grows: for tests that compare what is small with what is several times as large."""

import math
from collections.abc import Callable


def assert_grows(
    small: Callable[[], float], large: Callable[[], float], most: float, least: float, rounds: int
) -> None:
    """The large one may take `most` times the seconds of the small one, or of `least`, below which is mostly noise.

    The best of some rounds counts; there are no more rounds once their result cannot change what is found.
    """
    limit = most * max(best(small, rounds, least), least)
    taken = best(large, rounds, limit)
    assert taken < limit, f"{taken:.3f} s, more than {limit:.3f} s, which is {most} times what the small one may take"


def best(seconds: Callable[[], float], rounds: int, enough: float) -> float:
    """The least of several times; the first that is below `enough` will do."""
    found = math.inf
    for _ in range(rounds):
        found = min(found, seconds())
        if found < enough:
            break
    return found
