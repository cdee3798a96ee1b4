"""The word lists for finding and comparing names, read from the data files once."""

from collections.abc import Iterable
from enum import StrEnum
from functools import cache, cached_property
from typing import Literal

import msgspec

from kg.files import read_data
from kg.model import Label


class WordRole(StrEnum):
    """What the words of function.jsonl do around names; a word may have several roles."""

    PREPOSITION = "preposition"
    """Says how the name behind it is related to what is before ("for")."""
    ARTICLE = "article"
    """An article ("the")."""
    DEFINITE = "definite"
    """Begins a thing already known, which may be given a name ("(we call) this method X")."""
    BEFORE_NAME = "before name"
    """Like the articles, may stand between a naming word and the name ("called simply X")."""
    HERE = "here"
    """Tells where or by whom something is proposed ("introduced here, X", "proposed in this work, X")."""
    SHORTENED = "shortened"
    """An abbreviation, whose full stop ends no sentence ("cf.")."""
    NAMELY = "namely"
    """An abbreviation between a noun and what it stands for ("datasets, e.g. X")."""
    NO_INITIAL = "no initial"
    """May go without a letter in the acronym ("of")."""
    BEFORE_ACRONYM = "before acronym"
    """Between a long form and its acronym ("LF, or SF", "LF, which we call SF")."""
    BEFORE_LONG_FORM = "before long form"
    """Between an acronym and its long form ("SF, short for the LF", "SF (which stands for LF)")."""
    OF_MANY = "of many"
    """Behind a number, shows that it counts things ("18 others")."""
    OWN = "own"
    """A cue that a link is the paper's own ("our")."""
    NOT_OF_LINK = "not of link"
    """A cue of use that says nothing about the link behind it ("available via https://…")."""
    NO_SURNAME = "no surname"
    """Stands among the names of authors, but is not a surname ("Jr", "et al")."""
    EMPTY_TITLE = "empty title"
    """Says nothing in a title ("Discussion", "Reply to the editor")."""
    DATA_END = "data end"
    """Ends names of datasets, never of methods ("FooBench")."""


class FunctionWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of function.jsonl: a word or short phrase, in lower case, and its roles around names."""

    word: str
    roles: tuple[WordRole, ...]

    def __post_init__(self) -> None:
        """Refuse what is compared with no word, and words without roles or with one twice."""
        if not self.word or self.word != " ".join(self.word.lower().split()):
            raise ValueError(f"the word {self.word!r} must be in lower case, without spaces around it")
        if not self.roles or len({*self.roles}) < len(self.roles):
            raise ValueError(f"{self.word!r} needs one role or more, each once: {', '.join(WordRole)}")


class UnlikeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of unlike.jsonl: two words of one stem by which definitions of one acronym mean different things."""

    words: tuple[str, str]

    def __post_init__(self) -> None:
        """Refuse what is compared with no word, and the other order, in which a pair could be listed again."""
        first, second = self.words
        if not all(word.islower() and word.isalnum() for word in self.words):
            raise ValueError(f"{first!r} and {second!r} must be single words in lower case")
        if first >= second:
            raise ValueError(f"give two different words in alphabetical order, not {first!r}, {second!r}")

    @property
    def key(self) -> str:
        """Both words, by which the lines are sorted."""
        return " ".join(self.words)


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
def _function_lines() -> tuple[FunctionWord, ...]:
    return tuple(read_data("function.jsonl", FunctionWord))


def function_words(*roles: WordRole) -> frozenset[str]:
    """The words of function.jsonl that have one of these roles."""
    return frozenset(line.word for line in _function_lines() if not {*roles}.isdisjoint(line.roles))


class RoleWords:
    """The words that have one of some roles, and others of the code, such as signs.

    They are read when they are first needed: a mistake in the file must not keep `kg check` from starting.
    """

    def __init__(self, *roles: WordRole, also: Iterable[str] = ()) -> None:
        self.roles, self.also = roles, frozenset(also)

    @cached_property
    def words(self) -> frozenset[str]:
        """All of them."""
        return function_words(*self.roles) | self.also


@cache
def unlike_words() -> frozenset[frozenset[str]]:
    """The pairs of unlike.jsonl."""
    return frozenset(frozenset(line.words) for line in read_data("unlike.jsonl", UnlikeWords))


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
