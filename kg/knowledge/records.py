"""The types of all lines of the data files and of users' lexicons: what is loaded and what `kg check` accepts."""

import re
from typing import NamedTuple

import msgspec

from kg.knowledge.kinds import LISTED_CLASSES, CueGroup, HardwareKind, StopKind, WordClass
from kg.model import Label
from kg.names.ids import entity_id, name_slug
from kg.names.lists import FunctionWord, HeadNoun, Host, OrdinaryWord, UnlikeWords

GAZETTEERS = {"datasets.jsonl": Label.DATASET, "hardware.jsonl": Label.HARDWARE, "methods.jsonl": Label.METHOD}
SLOT = "{}"  # in the names of a family: where the model goes
_REGEX_SIGNS = re.compile(r"[][(){}|\\^$*+?]")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a gazetteer: one entity, with the forms that authors write.

    `id` is given only where the slug of the name would collide; `broad` marks families that may be too general to be
    a node; `wary` lists names or aliases that mostly mean something else and need support from the context.
    """

    name: str
    aliases: tuple[str, ...] = ()
    id: str = ""
    broad: bool = False
    wary: tuple[str, ...] = ()
    vendor: str = ""
    kind: HardwareKind | None = None
    year: int | None = None  # in which the device came out
    source: str = ""  # where these facts come from
    same_as: str = ""  # the address of the entity in another knowledge base

    @property
    def forms(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return self.name, *self.aliases

    @property
    def key(self) -> str:
        """The id without its label, by which gazetteers are sorted."""
        return self.id.partition(":")[2] or name_slug(self.name)


class FamilyModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A model of a hardware family that has facts of its own: whole aliases, vendor, year, wary forms."""

    model: str
    aliases: tuple[str, ...] = ()
    vendor: str = ""  # where the family has models of several
    year: int | None = None
    wary: tuple[str, ...] = ()


class Family(Entry, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of hardware.jsonl: one device or class of devices, or a family of models that `families` expands.

    Name, aliases and wary forms of a family have {} where the model goes.
    """

    family: str = ""
    models: tuple[str | FamilyModel, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is neither a device nor a family."""
        if self.kind is None:
            raise ValueError(f"hardware needs a kind: {', '.join(HardwareKind)}")
        if bool(self.family) != bool(self.models):
            raise ValueError("a family needs models, and only a family has models")
        if self.family and SLOT not in self.name:
            raise ValueError(f"the name of a family needs {SLOT} where the model goes: {self.name!r}")
        if self.family and (self.id or self.same_as):
            raise ValueError("a family has no id or same_as: give the device a line of its own")


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry that an ambiguous form may mean ("": it is not an entity), and beginnings of words whose presence in the
    paper supports it."""

    id: str
    context: tuple[str, ...]


class Ambiguous(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ambiguous.jsonl: a form of several entries, the most usual one first."""

    form: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        """Refuse context that the form itself would always be ("GaN" for "GAN", as capitals do not count)."""
        words = self.form.lower().split()
        context = [word for choice in self.choices for word in choice.context]
        if own := [word for word in context if any(its.startswith(word.lower()) for its in words)]:
            raise ValueError(f"context {own[0]!r} of {self.form!r} is in every text that has the form: remove it")


class Stop(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of stop.jsonl: a form that is not an entity, and what it is instead."""

    form: str
    kind: StopKind


class CueLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of cues.jsonl: a phrase that says what is done with the names near it.

    A user's phrase, which no weight was learned for, is read as the `usual` one of its group.
    """

    phrase: str
    group: CueGroup
    usual: bool = False

    def __post_init__(self) -> None:
        """Refuse regular expressions: a cue is found as it is written."""
        if _REGEX_SIGNS.search(self.phrase) or not self.phrase.strip():
            raise ValueError(f"the cue {self.phrase!r} must be plain words, not a regular expression")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"word_class": "class"}):
    """A line of words.jsonl: how a word behaves in and around names."""

    word: str
    word_class: WordClass

    def __post_init__(self) -> None:
        """Refuse the classes that are worked out from the spelling."""
        if self.word_class not in LISTED_CLASSES:
            raise ValueError(f"a word is listed as one of {', '.join(LISTED_CLASSES)}, not {self.word_class}")


class PatternLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A pattern as spaCy's EntityRuler reads it: a phrase, or one dict for each token.

    In shapes.jsonl the label is empty, as the weights decide on it, and the id is that of the rule.
    """

    label: str
    pattern: str | list[dict[str, object]]
    id: str = ""

    def __post_init__(self) -> None:
        """Refuse patterns that match nothing."""
        if not self.pattern:
            raise ValueError("the pattern is empty")


class UserLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a user's lexicon: one of add, remove, stop, cue, same, different or pattern.

    `count` and `examples` are from kg suggest, to help decide; they have no effect.
    """

    add: str = ""  # a label, as is `label`
    name: str = ""
    aliases: tuple[str, ...] = ()
    id: str = ""
    vendor: str = ""
    kind: HardwareKind | None = None
    remove: str = ""
    stop: str = ""
    cue: str = ""
    group: CueGroup | None = None
    same: tuple[str, str] | None = None
    different: tuple[str, str] | None = None
    label: str = ""
    pattern: str | list[dict[str, object]] | None = None
    count: int = 0
    examples: tuple[str, ...] = ()


class DataFile(NamedTuple):
    """What a data file holds: the type of its lines, and the attributes they are sorted by (none: order matters)."""

    kind: type[msgspec.Struct]
    order: tuple[str, ...] = ()


FILES = {
    "ambiguous.jsonl": DataFile(Ambiguous, ("form",)),
    "cues.jsonl": DataFile(CueLine, ("group", "phrase")),
    "datasets.jsonl": DataFile(Entry, ("key",)),
    "function.jsonl": DataFile(FunctionWord, ("word",)),
    "hardware.jsonl": DataFile(Family, ("key", "family")),
    "heads.jsonl": DataFile(HeadNoun, ("word",)),
    "hosts.jsonl": DataFile(Host, ("host",)),
    "methods.jsonl": DataFile(Entry, ("key",)),
    "ordinary.jsonl": DataFile(OrdinaryWord, ("word",)),
    "shapes.jsonl": DataFile(PatternLine),
    "stop.jsonl": DataFile(Stop, ("form",)),
    "unlike.jsonl": DataFile(UnlikeWords, ("key",)),
    "words.jsonl": DataFile(Word, ("word",)),
}


def entry_id(label: Label, entry: Entry) -> str:
    """The id of a gazetteer's entry."""
    return entry.id or entity_id(label, entry.name)
