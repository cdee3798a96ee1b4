"""What kg knows beforehand: the data files and the user's own lexicons, validated when they are loaded."""

import hashlib
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path

import msgspec

from kg.knowledge.records import Ambiguous, Choice, Cue, Entry, PatternLine, Stop, TokenPattern, UserLine, data_folder, read_lines
from kg.model import HARDWARE_KINDS, KgError, Label, fold, slug

__all__ = ["GAZETTEERS", "Ambiguous", "Choice", "Cue", "Entry", "Lexicon", "Stop", "UserLine"]
__all__ += ["data_folder", "entity_id", "load_lexicon", "read_lines"]
PAIR = 2  # names in a decision of same or different
GAZETTEERS = {"datasets.jsonl": Label.DATASET, "hardware.jsonl": Label.HARDWARE, "methods.jsonl": Label.METHOD}


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
    patterns: tuple[PatternLine, ...] = ()
    own_cues: dict[str, str] = {}  # phrase that a user adds -> the usual phrase of its group
    user: frozenset[str] = frozenset()  # ids that a user's lexicon adds: no learned weight overrules it


Entries = dict[str, tuple[Label, Entry]]
_folded = lru_cache(maxsize=1 << 16)(fold)


def entity_id(label: Label, name: str) -> str:
    """The id of an entity that no gazetteer lists."""
    return f"{label.lower()}:{slug(name)}"


@cache
def load_lexicon(user: tuple[Path, ...] = ()) -> Lexicon:
    """The shipped data with the user's lexicons applied in their order.

    Raises:
        KgError: a line is not valid, or a user's line removes what is not there.
    """
    shipped, stops, phrases = _shipped()
    entries, stop, cues = shipped.copy(), stops.copy(), list(phrases)
    usual = {cue.group: cue.phrase for cue in phrases if cue.usual}
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
        own_cues={cue.phrase: usual[cue.group] for cue in cues[len(phrases) :]},
        same=frozenset(pairs["same"]),
        different=frozenset(pairs["different"]),
        user=frozenset(added & entries.keys()),
        digest=_digest([*sorted(data_folder().glob("*.jsonl")), *user]),
    )


@cache
def _shipped() -> tuple[Entries, dict[str, str], tuple[Cue, ...]]:
    """Entries, stop list and cues of the data files; to be copied, not changed."""
    folder = data_folder()
    entries: Entries = {}
    for name, label in GAZETTEERS.items():
        for number, entry in read_lines(folder / name, Entry):
            _add(entries, label, entry, f"{folder / name}, line {number}")
    stop = {fold(line.form): line.kind for _, line in read_lines(folder / "stop.jsonl", Stop)}
    return entries, stop, tuple(cue for _, cue in read_lines(folder / "cues.jsonl", Cue))


@cache
def _owners() -> dict[str, list[str]]:
    """Which shipped entries have a form, by the folded form."""
    owners: dict[str, list[str]] = {}
    for key, (_, entry) in _shipped()[0].items():
        for form in {fold(form) for form in (entry.name, *entry.aliases)}:
            owners.setdefault(form, []).append(key)
    return owners


def _having(entries: Entries, form: str) -> list[str]:
    """The entries that have a form in any spelling, without a walk through all of them for each line of a user."""
    shipped = _shipped()[0]
    # What a user has added, or added to, stands at the end; the others have at most lost forms.
    own = takewhile(lambda key: entries[key] is not shipped.get(key), reversed(entries))
    keys = dict.fromkeys((*_owners().get(_folded(form), ()), *own))
    names = {key: entries[key][1] for key in keys if key in entries}
    return [key for key, entry in names.items() if _folded(form) in map(_folded, (entry.name, *entry.aliases))]


def _forms(
    entries: Entries, added: set[str], same: set[tuple[str, str]]
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


def _names(entries: Entries, key: str) -> tuple[str, ...]:
    return key, entries[key][1].name, *entries[key][1].aliases


def _add(entries: Entries, label: Label, entry: Entry, where: str) -> None:
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
    entries: Entries,
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
        key = line.id or entity_id(line.add, line.name)
        old = entries.pop(key, (line.add, Entry(line.name)))[1]
        kind = line.kind or old.kind or ("class" if line.add is Label.HARDWARE else "")
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
        if line.group not in (groups := sorted({cue.group for cue in cues})):
            raise KgError(f"{where}: cue {line.cue!r} takes a group: {', '.join(groups)}")
        cues.append(Cue(line.cue, line.group))
    elif len(set(line.same or line.different or ())) != PAIR:
        raise KgError(f"{where}: same and different take two names, not one twice")
    elif line.different:
        return _part(entries, *line.different)
    return set()


def _part(entries: Entries, one: str, other: str) -> set[str]:
    """Give an alias an entry of its own where a user says that it is not what the lexicon lists it for."""
    out = set()
    for found in _having(entries, one):
        label, entry = entries[found]
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
        joined = groups.get(_folded(one), {_folded(one)}) | groups.get(_folded(other), {_folded(other)})
        groups.update(dict.fromkeys(joined, joined))
    for one, other in sorted(pairs["different"]):
        if _folded(other) in groups.get(_folded(one), ()):
            raise KgError(f"{where}: by this and earlier lines {one!r} and {other!r} are both same and different")


def _remove(entries: Entries, form: str) -> bool:
    """Take a form out: an alias alone, or the whole entry where it is the name. False if nothing has it."""
    found = _having(entries, form)
    for key in found:
        label, entry = entries[key]
        if _folded(entry.name) == _folded(form):
            del entries[key]
        else:
            left = tuple(alias for alias in entry.aliases if _folded(alias) != _folded(form))
            entries[key] = (label, msgspec.structs.replace(entry, aliases=left))
    return bool(found)


def _digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
