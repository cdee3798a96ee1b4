"""Forms, that is names as they are written: what of them is no part of the name, and when two are the same."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from kg.knowledge.lexicon import data_folder, read_lines
from kg.model import fold

# A model's size, and what follows it, is no part of the model's name (Llama-2-7B-Instruct is Llama-2).
_SIZE = re.compile(r"(?<=[\w)])[-\s]*\b\d+(?:\.\d+)?(?:x\d+)?[BbM]\b(?:[-\s](?:[Ii]nstruct|[Cc]hat|[Bb]ase|it|hf))?$")


class Trimmed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of trimmed.jsonl: a noun that says what a named thing is ("the Adam optimizer"), no part of its name."""

    word: str
    labels: tuple[str, ...] = ()  # of what it may stand behind, in lower case; empty: of anything


@cache
def trimmed() -> dict[str, Trimmed]:
    """The nouns of trimmed.jsonl."""
    return {line.word: line for _, line in read_lines(data_folder() / "trimmed.jsonl", Trimmed)}


@lru_cache(maxsize=1 << 16)
def _cut(form: str) -> str:
    short = _SIZE.sub("", form)
    return short if len(short) > 1 else form


def cut(form: str) -> str:
    """A name without the model's size behind it."""
    return _cut(form)


class Keys(NamedTuple):
    """A name's keys: of all of it, without the size, and without a noun behind it ("" if there is none)."""

    whole: str
    core: str
    head: str = ""
    head_core: str = ""
    sure: bool = False  # whether what is before the noun can only be a name
    labels: tuple[str, ...] = ()  # of what the noun may stand behind; empty: of anything


@lru_cache(maxsize=1 << 16)
def keys_of(form: str) -> Keys:
    whole, short = fold(form), _cut(form)
    core = whole if short == form else fold(short)
    head, _, last = form.rpartition(" ")
    noun = trimmed().get(last.lower())
    if not head or head.islower() or noun is None:
        return Keys(whole, core)
    sure = " " not in head and sum(map(str.isupper, head)) > 1
    return Keys(whole, core, fold(head), fold(_cut(head)), sure, noun.labels)


def folded(form: str) -> str:
    """A name as names are compared."""
    return keys_of(form).whole


def bare(form: str, label: str) -> str:
    """A name without the model's size, and without a noun that only says what it is ("the UniKPT dataset")."""
    keys = keys_of(form)
    named = keys.sure and (not keys.labels or label.lower() in keys.labels)
    return cut(form.rpartition(" ")[0] if named else form)
