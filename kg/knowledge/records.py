"""The lines of data files and of users' lexicons, validated as they are read."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.model import KgError, Label


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


T = TypeVar("T")


def read_lines(path: Path, kind: type[T]) -> Iterator[tuple[int, T]]:
    """The lines of a JSONL file with their numbers.

    Raises:
        KgError: the file cannot be read, or a line is not of this kind.
    """
    decoder = msgspec.json.Decoder(kind)
    number = 0
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if line.strip():
                yield number, decoder.decode(line)
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror or error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise KgError(f"{path}, line {number}: {error}") from error


def data_folder() -> Path:
    """Where the data files that kg ships are."""
    return Path(str(files("kg.knowledge") / "data"))


TokenPattern = dict[str, object]


class PatternLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of spaCy's EntityRuler patterns."""

    label: str
    pattern: str | list[TokenPattern]
    id: str = ""
