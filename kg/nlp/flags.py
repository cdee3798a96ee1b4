"""Flags of lexemes that stand for word classes: a Matcher tests one bit where it would call Python."""

from collections.abc import Callable
from functools import partial

from spacy.vocab import Vocab

from kg.nlp.classes import class_of

_NUMBERS = range(63, 31, -1)  # from the top, as spaCy gives users' own flags the lowest free ones
_getters: dict[frozenset[str], Callable[[str], bool]] = {}  # word classes -> whether a word is of one of them


def _has_class(classes: frozenset[str], word: str) -> bool:
    return class_of(word) in classes


def class_flag(classes: frozenset[str], vocab: Vocab) -> int:
    """The number of the flag that is set for the words of some classes; 0 if no flag is left."""
    if classes not in _getters and len(_getters) == len(_NUMBERS):
        return 0
    _getters.setdefault(classes, partial(_has_class, classes))
    set_flags(vocab)
    return _NUMBERS[[*_getters].index(classes)]


def set_flags(vocab: Vocab) -> None:
    """Set all flags that are in use, also in the vocabulary of a Doc that another pipeline has made."""
    for number, getter in zip(_NUMBERS, [*_getters.values()], strict=False):
        if vocab.lex_attr_getters.get(number) is not getter:  # type: ignore[attr-defined]  # not in the stub
            vocab.add_flag(getter, number)
