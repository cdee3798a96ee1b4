"""What kg knows beforehand: the data files and the user's own lexicons, validated when they are loaded."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.model import HARDWARE_KINDS, KgError, Label, fold, slug

PAIR = 2  # names in a decision of same or different
GAZETTEERS = {"datasets.jsonl": Label.DATASET, "hardware.jsonl": Label.HARDWARE, "methods.jsonl": Label.METHOD}


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
    """A phrase that says what is done with the names near it, and the group of cues it belongs to."""

    phrase: str
    group: str


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


class Lexicon(msgspec.Struct, frozen=True):
    """All of it, as the stages read it. `digest` is a hash of every file that went in."""

    entries: dict[str, tuple[Label, Entry]]  # entity id -> entry
    forms: dict[str, tuple[str, ...]]  # form as written -> entity ids, more than one where it is ambiguous
    ambiguous: dict[str, Ambiguous]
    stop: dict[str, str]  # folded form -> what it is
    cues: tuple[Cue, ...]
    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    digest: str
    user: frozenset[str] = frozenset()  # ids that a user's lexicon adds: no learned weight overrules it


T = TypeVar("T")


def entity_id(label: Label, name: str) -> str:
    """The id of an entity that no gazetteer lists."""
    return f"{label.lower()}:{slug(name)}"


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
    return Path(str(files("kg") / "data"))


@cache
def load_lexicon(user: tuple[Path, ...] = ()) -> Lexicon:
    """The shipped data with the user's lexicons applied in their order.

    Raises:
        KgError: a line is not valid, or a user's line removes what is not there.
    """
    folder = data_folder()
    entries: dict[str, tuple[Label, Entry]] = {}
    for name, label in GAZETTEERS.items():
        for number, entry in read_lines(folder / name, Entry):
            _add(entries, label, entry, f"{folder / name}, line {number}")
    stop = {fold(line.form): line.kind for _, line in read_lines(folder / "stop.jsonl", Stop)}
    cues = [cue for _, cue in read_lines(folder / "cues.jsonl", Cue)]
    pairs: dict[str, set[tuple[str, str]]] = {"same": set(), "different": set()}
    added: set[str] = set()
    for path in user:
        for number, line in read_lines(path, UserLine):
            where = f"{path}, line {number}"
            added |= _apply(line, where, entries, stop, cues)
            _decide(line, where, pairs)
    ambiguous, forms = _forms(entries, added, pairs["same"])
    return Lexicon(
        entries=entries,
        forms=forms,
        ambiguous=ambiguous,
        stop=stop,
        cues=tuple(cues),
        same=frozenset(pairs["same"]),
        different=frozenset(pairs["different"]),
        user=frozenset(added & entries.keys()),
        digest=_digest([*sorted(folder.glob("*.jsonl")), *user]),
    )


def _forms(
    entries: dict[str, tuple[Label, Entry]], added: set[str], same: set[tuple[str, str]]
) -> tuple[dict[str, Ambiguous], dict[str, tuple[str, ...]]]:
    """Which entries a form may stand for: those that have it, or that ambiguous.jsonl gives it; a user's own alone."""
    owners: dict[str, list[str]] = {}
    for key, (_, entry) in entries.items():
        for form in dict.fromkeys((entry.name, *entry.aliases)):
            owners.setdefault(form, []).append(key)
    forms = {form: tuple(key for key in keys if key in added) or tuple(keys) for form, keys in owners.items()}
    meant = {pair for one, other in same for pair in ((fold(one), fold(other)), (fold(other), fold(one)))}
    ambiguous: dict[str, Ambiguous] = {}
    for _, line in read_lines(data_folder() / "ambiguous.jsonl", Ambiguous):
        choices = tuple(choice for choice in line.choices if choice.id in entries)
        told = [c for c in choices if any((fold(line.form), fold(form)) in meant for form in _names(entries, c.id))]
        ids = tuple(choice.id for choice in told or choices)
        if not ids or added.intersection(forms.get(line.form, ())):
            continue
        forms[line.form] = ids
        if len(ids) > 1:
            ambiguous[line.form] = Ambiguous(line.form, choices)
    return ambiguous, forms


def _names(entries: dict[str, tuple[Label, Entry]], key: str) -> tuple[str, ...]:
    return key, entries[key][1].name, *entries[key][1].aliases


def _add(entries: dict[str, tuple[Label, Entry]], label: Label, entry: Entry, where: str) -> None:
    key = entry.id or entity_id(label, entry.name)
    if key in entries:
        raise KgError(f"{where}: {key} is listed already: join the lines or give one its own id")
    if (label is Label.HARDWARE) != bool(entry.kind) or (entry.kind and entry.kind not in HARDWARE_KINDS):
        raise KgError(
            f"{where}: kind {entry.kind!r}: hardware, and only hardware, has one of {', '.join(HARDWARE_KINDS)}"
        )
    entries[key] = (label, entry)


def _apply(
    line: UserLine,
    where: str,
    entries: dict[str, tuple[Label, Entry]],
    stop: dict[str, str],
    cues: list[Cue],
) -> set[str]:
    """What one line of a user's lexicon does to the names and cues; the id that it adds."""
    actions = [name for name in ("add", "remove", "stop", "cue", "same", "different") if getattr(line, name)]
    if len(actions) != 1:
        raise KgError(f"{where}: a line has exactly one of add, remove, stop, cue, same, different; this has {actions}")
    if (line.count or line.examples) and not line.add:
        raise KgError(f"{where}: count and examples go with add")
    if line.add:
        if line.add not in GAZETTEERS.values() or not line.name:
            raise KgError(f"{where}: add takes Method, Dataset or Hardware, and a name")
        kind = line.kind or ("class" if line.add is Label.HARDWARE else "")
        key = line.id or entity_id(line.add, line.name)
        old = entries.pop(key, (line.add, Entry(line.name)))[1]
        aliases = tuple(dict.fromkeys((*old.aliases, *line.aliases)))
        _add(entries, line.add, Entry(line.name, aliases, line.id, vendor=line.vendor or old.vendor, kind=kind), where)
        for form in (line.name, *line.aliases):
            stop.pop(fold(form), None)
        return {key}
    if line.remove:
        if not _remove(entries, line.remove):
            raise KgError(f"{where}: remove {line.remove!r}: no name or alias of the lexicon is written so")
    elif line.stop:
        stop[fold(line.stop)] = "user"
        _remove(entries, line.stop)
    elif line.cue:
        cues.append(Cue(line.cue, line.group))
    elif len(set(line.same or line.different or ())) != PAIR:
        raise KgError(f"{where}: same and different take two names, not one twice")
    elif line.different:
        return _part(entries, *line.different)
    return set()


def _part(entries: dict[str, tuple[Label, Entry]], one: str, other: str) -> set[str]:
    """Give an alias an entry of its own where a user says that it is not what the lexicon lists it for."""
    out = set()
    for _, (label, entry) in list(entries.items()):
        forms = {fold(form): form for form in (*entry.aliases, entry.name)}
        if {fold(one), fold(other)} <= forms.keys():
            alias = forms[fold(one if fold(other) == fold(entry.name) else other)]
            _remove(entries, alias)
            key = entity_id(label, alias)
            entries.setdefault(key, (label, Entry(alias, vendor=entry.vendor, kind=entry.kind)))
            out.add(key)
    return out


def _decide(line: UserLine, where: str, pairs: dict[str, set[tuple[str, str]]]) -> None:
    """Keep what a user says of two names, unless lines before it say, one after the other, the opposite."""
    for action in pairs:
        if pair := getattr(line, action):
            pairs[action].add((min(pair), max(pair)))
    if not (line.same or line.different):
        return
    groups: dict[str, set[str]] = {}
    for one, other in pairs["same"]:
        joined = groups.get(fold(one), {fold(one)}) | groups.get(fold(other), {fold(other)})
        groups.update(dict.fromkeys(joined, joined))
    for one, other in sorted(pairs["different"]):
        if fold(other) in groups.get(fold(one), ()):
            raise KgError(f"{where}: by this and earlier lines {one!r} and {other!r} are both same and different")


def _remove(entries: dict[str, tuple[Label, Entry]], form: str) -> bool:
    """Take a form out: an alias alone, or the whole entry where it is the name. False if nothing has it."""
    found = False
    for key, (label, entry) in list(entries.items()):
        if fold(entry.name) == fold(form):
            del entries[key]
            found = True
        elif any(fold(alias) == fold(form) for alias in entry.aliases):
            left = tuple(alias for alias in entry.aliases if fold(alias) != fold(form))
            entries[key] = (label, msgspec.structs.replace(entry, aliases=left))
            found = True
    return found


def _digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
