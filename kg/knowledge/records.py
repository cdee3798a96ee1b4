"""The lines of data files and of users' lexicons, validated as they are read."""

import msgspec

from kg.model import Label


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a gazetteer: one thing, with the forms that authors write.

    `id` is given only where the name's slug would collide; `broad` marks families that a reader may not want as a
    node; `wary` lists forms (of name and aliases) that mostly mean something else and need support from the context.
    """

    name: str
    aliases: tuple[str, ...] = ()
    id: str = ""
    broad: bool = False
    wary: tuple[str, ...] = ()
    vendor: str = ""
    kind: str = ""


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry that an ambiguous form may stand for, and the words in the paper that speak for it."""

    id: str
    context: tuple[str, ...]


class Ambiguous(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form of several entries; the first choice whose words are in the paper is taken."""

    form: str
    choices: tuple[Choice, ...]


class Stop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A form that is no entity, and what it is instead (task, metric, field, ...)."""

    form: str
    kind: str


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase that says what is done with the names near it, and the group of cues it belongs to.

    A user's phrase, which no weight was learned for, is read as if the `usual` one of its group stood there.
    """

    phrase: str
    group: str
    usual: bool = False


class UserLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a user's lexicon: one of add, remove, stop, cue, same or different.

    `count` and `examples` are what kg suggest gives to decide by; they change nothing.
    """

    add: Label | None = None
    name: str = ""
    aliases: tuple[str, ...] = ()
    id: str = ""
    vendor: str = ""
    kind: str = ""
    remove: str = ""
    stop: str = ""
    cue: str = ""
    group: str = ""
    same: tuple[str, str] | None = None
    different: tuple[str, str] | None = None
    count: int = 0
    examples: tuple[str, ...] = ()
