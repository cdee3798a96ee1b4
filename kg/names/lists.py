"""The word lists that comparing names needs, read from the data files once."""

from functools import cache
from typing import TypeVar

import msgspec

from kg.files import data_folder, read_jsonl
from kg.model import Label

T = TypeVar("T")


class OrdinaryWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ordinary.jsonl: a word of everyday English that is a name in other capitals (STaR, MATH, Radar)."""

    word: str


class HeadNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of heads.jsonl: a noun that says what the name before it is ("the Adam optimizer"), in the singular."""

    word: str
    labels: tuple[Label, ...] = ()  # of what it may stand behind; empty: of anything
    plain: tuple[Label, ...] = ()  # of what it is no part even behind plain words ("contrastive learning methods")


class Host(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of hosts.jsonl: a host of repositories, and the folders that may come before owner and name there."""

    host: str
    folders: tuple[str, ...] = ()


def _lines(name: str, kind: type[T]) -> list[T]:
    return [line for _, line in read_jsonl(data_folder() / name, kind)]


@cache
def ordinary() -> frozenset[str]:
    """The words of ordinary.jsonl."""
    return frozenset(line.word for line in _lines("ordinary.jsonl", OrdinaryWord))


@cache
def head_nouns() -> dict[str, HeadNoun]:
    """The lines of heads.jsonl by word."""
    return {line.word: line for line in _lines("heads.jsonl", HeadNoun)}


@cache
def hosts() -> dict[str, Host]:
    """The lines of hosts.jsonl by host."""
    return {line.host: line for line in _lines("hosts.jsonl", Host)}
