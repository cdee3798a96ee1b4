"""The word lists that comparing names needs, read from the data files once."""

from functools import cache
from typing import Literal

import msgspec

from kg.files import data_folder, read_jsonl
from kg.model import Label


class OrdinaryWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ordinary.jsonl: a word of everyday English that is a name in other capitals (STaR, MATH, Radar)."""

    word: str


class HeadNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of heads.jsonl: a noun that says what the name before it is ("the Adam optimizer"), in the singular.

    `drop` says which names are the same without it: all ("flow matching methods"), or those of one word with odd
    capitals or digits alone ("LoRA models", but not "diffusion models"); of hardware all that have such a word.
    """

    word: str
    labels: tuple[Label, ...] = ()  # of what it may stand behind; empty: of anything
    drop: Literal["all", "odd"] | None = None


class Host(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of hosts.jsonl: a host of repositories.

    `folders` may come before owner and name there; `pages` are first parts of paths that lead to the host's own pages.
    """

    host: str
    aliases: tuple[str, ...] = ()  # other names of the same host
    folders: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@cache
def ordinary() -> frozenset[str]:
    """The words of ordinary.jsonl."""
    return frozenset(line.word for _, line in read_jsonl(data_folder() / "ordinary.jsonl", OrdinaryWord))


@cache
def head_nouns() -> dict[str, HeadNoun]:
    """The lines of heads.jsonl by word."""
    return {line.word: line for _, line in read_jsonl(data_folder() / "heads.jsonl", HeadNoun)}


@cache
def hosts() -> dict[str, Host]:
    """The lines of hosts.jsonl by host."""
    return {line.host: line for _, line in read_jsonl(data_folder() / "hosts.jsonl", Host)}
