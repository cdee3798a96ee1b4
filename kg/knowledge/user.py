"""What the lines of users' lexicons do."""

from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

import msgspec

from kg.files import read_jsonl
from kg.knowledge.kinds import USER_STOP, CueGroup, HardwareKind
from kg.knowledge.records import GAZETTEERS, CueLine, Entry, PatternLine, UserLine
from kg.knowledge.shipped import shipped_entries, shipped_owners, shipped_stops
from kg.model import KgError, Label
from kg.names.fold import fold
from kg.names.ids import SPLIT, entity_id, slug

PAIR = 2  # names in a line of same or different
_folded = lru_cache(maxsize=1 << 16)(fold)


class Draft:
    """The shipped lexicon, to which users' lines are applied."""

    def __init__(self) -> None:
        self.entries = shipped_entries().copy()
        self.stop = shipped_stops().copy()
        self.added: set[str] = set()  # ids
        # What only users give:
        self.cues: list[CueLine] = []
        self.patterns: list[PatternLine] = []
        self.same: set[tuple[str, str]] = set()
        self.different: set[tuple[str, str]] = set()
        self.groups: dict[str, set[str]] = {}  # folded name -> all that are the same by the lines so far


def apply_file(path: Path, draft: Draft) -> None:
    """Apply the lines of a user's lexicon in their order.

    Raises:
        KgError: a line is not valid, or removes what is not there.
    """
    for number, line in read_jsonl(path, UserLine):
        try:
            apply_line(line, draft)
        except ValueError as error:
            raise KgError(f"{path}, line {number}: {error}") from error


def apply_line(line: UserLine, draft: Draft) -> None:
    """Apply one line.

    Raises:
        ValueError: the line is not valid, or removes what is not there.
    """
    given = [name for name in UserLine.__struct_fields__ if getattr(line, name)]
    actions = [name for name in given if name in ACTIONS]
    if len(actions) != 1:
        given_actions = ", ".join(actions) or "none, or an empty one"
        raise ValueError(f"a line has exactly one of {', '.join(ACTIONS)}; this one has {given_actions}")
    action, beside = ACTIONS[actions[0]]
    if strange := [name for name in given if name not in (actions[0], *beside)]:
        raise ValueError(
            f"{strange[0]} does not go with {actions[0]}, which takes {', '.join(beside) or 'no other key'}"
        )
    action(line, draft)


def _add_entry(line: UserLine, draft: Draft) -> None:
    label = _listed_label("add", line.add)
    if not line.name:
        raise ValueError(f"add {label} needs a name")
    for form in (line.name, *line.aliases):
        _check_form(form)
    if line.kind and label is not Label.HARDWARE:
        raise ValueError(f"kind {line.kind}: only hardware has one")
    key = _own_id(label, line.id) or entity_id(label, line.name)
    old = draft.entries.pop(key, (label, Entry(line.name)))[1]
    aliases = dict.fromkeys((*old.aliases, *line.aliases, old.name))
    aliases.pop(line.name, None)
    entry = msgspec.structs.replace(
        old,
        name=line.name,
        aliases=tuple(aliases),
        id=key if line.id else "",
        broad=False,
        wary=(),
        vendor=line.vendor or old.vendor,
        kind=line.kind or old.kind or (HardwareKind.CLASS if label is Label.HARDWARE else None),
    )
    draft.entries[key] = (label, entry)
    draft.added.add(key)
    for form in (line.name, *line.aliases):
        draft.stop.pop(fold(form), None)


def _listed_label(key: str, given: str) -> Label:
    if given not in GAZETTEERS.values():
        raise ValueError(
            f"{key} {repr(given) if given else 'is missing'}: give one of {', '.join(sorted(GAZETTEERS.values()))}"
        )
    return Label(given)


def _check_form(form: str) -> None:
    if not slug(form) or form != form.strip():
        raise ValueError(f"{form!r} has no letter or digit, or spaces around it: no text can have this name")


def _own_id(label: Label, given: str) -> str:
    """An id as a user gives it, with or without its label."""
    if SPLIT in given:
        raise ValueError(f"the id {given!r} must not contain {SPLIT}")
    prefix, colon, _ = given.partition(":")
    if colon and prefix != label.lower():
        raise ValueError(f"the id {given!r} must begin with {label.lower()}:")
    if given and not slug(given.removeprefix(f"{prefix}:") if colon else given):
        raise ValueError(f"the id {given!r} has no letter or digit")
    return given if colon or not given else entity_id(label, given)


def _pattern(line: UserLine, draft: Draft) -> None:
    label = _listed_label("label", line.label)
    key = _own_id(label, line.id)
    if isinstance(line.pattern, str):
        known = draft.entries.get(key)  # several patterns may have one id
        name = known[1].name if known else line.pattern
        _add_entry(UserLine(add=label, name=name, aliases=(line.pattern,), id=line.id), draft)
    elif line.pattern:
        draft.patterns.append(PatternLine(label, line.pattern, key))


def _remove(line: UserLine, draft: Draft) -> None:
    if not _take_out(line.remove, draft):
        raise ValueError(f"remove {line.remove!r}: no name or alias in the lexicon is spelled like that")


def _stop(line: UserLine, draft: Draft) -> None:
    _check_form(line.stop)
    draft.stop[fold(line.stop)] = USER_STOP
    _take_out(line.stop, draft)


def _cue(line: UserLine, draft: Draft) -> None:
    if line.group is None:
        raise ValueError(f"cue {line.cue!r} needs a group, one of {', '.join(CueGroup)}")
    draft.cues.append(CueLine(" ".join(line.cue.lower().split()), line.group))


def _same(line: UserLine, draft: Draft) -> None:
    _decide(line.same or (), draft.same, draft)


def _different(line: UserLine, draft: Draft) -> None:
    _decide(line.different or (), draft.different, draft)
    if line.different:
        _split_off(line.different, draft)


def _decide(pair: tuple[str, ...], pairs: set[tuple[str, str]], draft: Draft) -> None:
    """Record a user's decision on two names; refuse one that contradicts earlier lines, directly or transitively."""
    if len(set(pair)) != PAIR:
        raise ValueError("same and different need two different names")
    pairs.add((min(pair), max(pair)))
    if pairs is draft.same:
        joined = {form for name in map(_folded, pair) for form in draft.groups.get(name, {name})}
        draft.groups.update(dict.fromkeys(joined, joined))
    for one, other in sorted(draft.different):
        if _folded(other) in draft.groups.get(_folded(one), ()):
            raise ValueError(f"{one!r} and {other!r} are both same and different, by this line and earlier ones")


def _split_off(pair: tuple[str, str], draft: Draft) -> None:
    """Give an alias an entry of its own where a user says that it is not what the lexicon lists it for."""
    one, other = sorted(map(_folded, pair), key=lambda form: (-len(form), form))  # of two aliases the acronym goes
    for key in _having(one, draft) if one != other else ():
        label, entry = draft.entries[key]
        forms = {_folded(form): form for form in (*entry.aliases, entry.name)}
        if other in forms:
            alias = forms[one if other == _folded(entry.name) else other]
            draft.entries[key] = (label, _without(alias, entry))
            if not _having(alias, draft):
                own = Entry(alias, vendor=entry.vendor, kind=entry.kind)
                draft.entries.setdefault(entity_id(label, alias), (label, own))


def _having(form: str, draft: Draft) -> list[str]:
    """The ids of the entries that have a form in any spelling, without going through all of them for each line."""
    entries, shipped = draft.entries, shipped_entries()
    # What a user has added or changed comes last; the others have at most lost forms.
    own = takewhile(lambda key: entries[key] is not shipped.get(key), reversed(entries))
    keys = dict.fromkeys((*shipped_owners().get(_folded(form), ()), *own))
    return [key for key in keys if key in entries and _folded(form) in map(_folded, entries[key][1].forms)]


def _take_out(form: str, draft: Draft) -> bool:
    """Remove a form: an alias alone, or the whole entry if it is the name. False if no entry has it."""
    found = _having(form, draft)
    for key in found:
        label, entry = draft.entries[key]
        if _folded(entry.name) == _folded(form):
            del draft.entries[key]
        else:
            draft.entries[key] = (label, _without(form, entry))
    return bool(found)


def _without(form: str, entry: Entry) -> Entry:
    left = tuple(alias for alias in entry.aliases if _folded(alias) != _folded(form))
    return msgspec.structs.replace(entry, aliases=left)


# What each kind of line does, and the other keys that it may have.
ACTIONS: dict[str, tuple[Callable[[UserLine, Draft], None], tuple[str, ...]]] = {
    "add": (_add_entry, ("name", "aliases", "id", "vendor", "kind", "count", "examples")),
    "remove": (_remove, ()),
    "stop": (_stop, ()),
    "cue": (_cue, ("group",)),
    "same": (_same, ()),
    "different": (_different, ()),
    "pattern": (_pattern, ("label", "id")),
}
