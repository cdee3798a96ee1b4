"""Words as names are compared: their parts, so that all spellings of a name are one."""

import re
import unicodedata
from functools import lru_cache

from kg.names.fold import singular
from kg.nlp.plain import GREEK

_PART = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_|\n+")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")
# "GPUs", "A100s", "910Bs", "v3s", "7as", "Tis" (of "RTX 3080 Ti"); not "As", "s2s"
_MANY = re.compile(r"(?:[A-Z]{2}|\d[A-Z]|^[vV]\d+|^\d+a|^Ti|(?:^|[^a-z\d.])\d+(?:\.\d+)*)s$")
_GREEK = {letter: name for name, letter in GREEK.items()}
Part = tuple[str, int, int]  # as compared, and where it is in the word


def name_parts(word: str) -> tuple[Part, ...]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    many = _MANY.search(word) is not None
    if word.isascii() and word.isalpha():
        return ((singular(word[: len(word) - many].casefold()), 0, len(word)),)
    if word.isspace():  # no name goes over a line break, as that between title and abstract
        return (("\n", 0, len(word)),) if "\n" in word else ()
    if word[0] == "\\" and len(word) > 1:
        return ()
    found = [(_compared(match.group()), *match.span()) for match in _PART.finditer(word, 0, len(word) - many)]
    if many:
        part, start, end = found[-1]
        found[-1] = part, start, end + 1
    return tuple(part for part in found if part[0] not in _DROPPED)


@lru_cache(maxsize=1 << 14)
def _compared(part: str) -> str:
    """A part in lower case and the singular, without accents; Greek letters by name."""
    if not part.isascii():
        part = "".join(_GREEK.get(letter, letter) for letter in part.casefold())
        part = "".join(c for c in unicodedata.normalize("NFKD", part) if not unicodedata.combining(c))
    return singular(part.casefold())
