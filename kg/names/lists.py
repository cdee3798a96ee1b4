"""The word lists for comparing names, read from the data files once."""

from functools import cache
from typing import Literal

import msgspec

from kg.files import read_data
from kg.model import Label


class OrdinaryWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ordinary.jsonl: a word of everyday English that is a name in other capitals (STaR, MATH, Radar)."""

    word: str


class HeadNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of heads.jsonl: a noun that says what the name before it is ("the Adam optimizer"), in the singular.

    `drop` says which names are the same without it: all ("flow matching methods"), or only those of one word with odd
    capitals or digits ("LoRA models", but not "diffusion models"); for hardware, all that have such a word. Behind the
    words of `keep` it is part of the name ("GUI agents").
    """

    word: str
    labels: tuple[Label, ...] = ()  # what it may follow; empty: anything
    drop: Literal["all", "odd"] | None = None
    keep: tuple[str, ...] = ()


class Host(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of hosts.jsonl: a host of repositories, and how its paths are read.

    `folders` may come before owner and name; paths that begin with one of `pages` lead to pages of the host's own.
    """

    host: str
    aliases: tuple[str, ...] = ()  # other names of the same host
    folders: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@cache
def ordinary() -> frozenset[str]:
    """The words of ordinary.jsonl."""
    return frozenset(line.word for line in read_data("ordinary.jsonl", OrdinaryWord))


@cache
def head_nouns() -> dict[str, HeadNoun]:
    """The lines of heads.jsonl by word."""
    return {line.word: line for line in read_data("heads.jsonl", HeadNoun)}


@cache
def hosts() -> dict[str, Host]:
    """The lines of hosts.jsonl by host."""
    return {line.host: line for line in read_data("hosts.jsonl", Host)}
