"""What does not count in a name: the size of a model, and a noun that only says what kind of thing it names."""

import re
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from kg.model import Label
from kg.names.fold import fold, name_key, singular
from kg.names.lists import HeadNoun, head_nouns

# A model's size, and what follows it, is not part of the model's name (Llama-2-7B-Instruct is Llama-2), nor is the
# memory of a device (A100-80GB is A100).
_SIZE = re.compile(
    r"(?<=[\w)])[-\s]*\b\d+(?:\.\d+)?(?:x\d+)?(?:[BbM]|\s?Gi?B)\b(?:-A\d+(?:\.\d+)?B)?(?:[-\s](?:[Ii]nstruct|[Cc]hat|[Bb]ase|it|hf))?$"
)


class Keys(NamedTuple):
    """The keys of a name: the whole, without the size, and without the noun at its end ("" if there is none)."""

    whole: str
    core: str
    head: str = ""
    head_core: str = ""
    sure: bool = False  # whether the words before the noun can only be a name
    labels: tuple[str, ...] = ()  # what the noun may follow, in lower case; empty: anything


def cut_size(form: str) -> str:
    """A name without the size of the model and what follows it."""
    short = _SIZE.sub("", form)
    return short if len(short) > 1 else form


@lru_cache(maxsize=1 << 16)
def keys_of(form: str) -> Keys:
    """The keys of a name as it is written."""
    whole, short = fold(form), cut_size(form)
    core = whole if short == form else fold(short)
    head, _, last = form.rpartition(" ")
    noun = head_noun(last)
    if not head or head.islower() or noun is None:
        return Keys(whole, core)
    sure = " " not in head and sum(map(str.isupper, head)) > 1 and head not in noun.keep
    return Keys(whole, core, fold(head), fold(cut_size(head)), sure, tuple(label.lower() for label in noun.labels))


def bare_name(form: str, label: str, others: Container[str] = ()) -> str:
    """A name without the model's size, and without a noun that only says what it is ("the UniKPT dataset").

    A noun in lower case goes too if one of the `others` is the name without it, or behind words that cannot be ordinary
    ones ("KITTI 3D dataset", but not "Twitter dataset"), unless it may be part of a method's name.
    """
    keys = keys_of(form)
    rest, _, noun = form.rpartition(" ")
    named = keys.sure and (not keys.labels or label.lower() in keys.labels)
    odd = label != Label.METHOD and _is_odd(rest) and without_noun(label, form) == rest
    plain = noun.islower() and (rest in others or (odd and not any(map(str.islower, rest.split()))))
    name = rest if keys.head and (named or plain) else form
    return name if label == Label.DATASET else cut_size(name)  # LAION-400M is not LAION-5B


def core_key(label: str, name: str) -> str:
    """The key of a name without what says no more than its label."""
    return name_key(core_name(label, name))


def core_name(label: str, name: str) -> str:
    """A name without a noun at its end that only says what it is, and without a device's memory."""
    bare = without_noun(label, name)
    return cut_size(bare) if label == Label.HARDWARE else bare


def without_noun(label: str, name: str) -> str:
    """A name without a noun at its end that says no more than its label."""
    rest, _, last = name.rpartition(" ")
    noun = head_noun(last) if rest else None
    if not noun or not noun.drop or rest in noun.keep or (noun.labels and label not in noun.labels):
        return name
    odd = _is_odd(rest)
    # "mobile GPU" and "mobile device" are two devices, "A100 GPU" and "A100" are one.
    dropped = odd if label == Label.HARDWARE else noun.drop == "all" or (odd and " " not in rest)
    return rest if dropped else name


def _is_odd(name: str) -> bool:
    """Whether its capitals or digits tell a name from ordinary words."""
    return sum(map(str.isupper, name)) + 2 * any(map(str.isdigit, name)) > 1


def head_noun(word: str) -> HeadNoun | None:
    """The head noun that a word is, in either number."""
    lower = word.lower()
    return head_nouns().get(lower) or head_nouns().get(singular(word).lower())
