"""What kg knows about names and phrases: the shipped data with users' lexicons applied."""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

import msgspec

from kg.files import data_folder, read_data
from kg.knowledge.kinds import USER_STOP
from kg.knowledge.records import Ambiguous, Choice, CueLine, Entry, PatternLine
from kg.knowledge.shipped import shipped_entries
from kg.knowledge.user import Draft, apply_file
from kg.memory import uncollected
from kg.model import Label
from kg.names.fold import fold
from kg.names.heads import core_key
from kg.wording import readable

_URI = "file://"


class Lexicon(msgspec.Struct, frozen=True, dict=True):  # dict: what it is indexed by is made when first asked for
    """Everything that the stages need to know. `digest` is a hash of all the files it was read from."""

    entries: dict[str, tuple[Label, Entry]]  # entity id -> entry
    forms: dict[str, tuple[str, ...]]  # form as written -> entity ids, more than one where it is ambiguous
    ambiguous: dict[str, Ambiguous]
    stop: dict[str, str]  # folded form -> what it is
    cues: tuple[CueLine, ...]
    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    digest: str
    own_cues: dict[str, str] = {}  # phrase that a user adds -> the usual phrase of its group
    user: frozenset[str] = frozenset()  # ids that a user's lexicon adds: no learned weight overrules it
    not_entity: dict[str, Choice] = {}  # form -> context in which it is no entity (CNN beside BBC)
    patterns: tuple[PatternLine, ...] = ()  # token patterns of users, with the id of an entity or ""
    stamps: tuple[tuple[str, int, int], ...] = ()  # of users' files when they were read: path, time and size

    @cached_property
    def by_core(self) -> dict[tuple[Label, str], set[str]]:
        """The entries by what their forms have in common with other names."""
        listed: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
        for form, ids in self.forms.items():
            for key in ids:
                label = self.entries[key][0]
                listed[label, core_key(label, form)].add(key)
        return listed

    @cached_property
    def by_fold(self) -> dict[str, set[str]]:
        """The entries by the forms that only they have."""
        named: defaultdict[str, set[str]] = defaultdict(set)
        for key, (_, entry) in self.entries.items():
            for form in (entry.name, *entry.aliases):
                if self.forms.get(form) == (key,):
                    named[fold(form)].add(key)
        return named


_loaded: dict[tuple[Path, ...], Lexicon] = {}


def load_lexicon(user: tuple[Path, ...] = ()) -> Lexicon:
    """The shipped data with the users' lexicons applied in their order; kept for the next call.

    Raises:
        KgError: a line is not valid, or a user's line removes what is not there.
    """
    if user not in _loaded:
        _loaded[user] = _applied(user)
    return _loaded[user]


def fresh_lexicon(user: tuple[Path, ...]) -> Lexicon:
    """The lexicon, read again if a user's file has changed: the process of a notebook lives long."""
    if load_lexicon(user).stamps != _stamps(user):
        del _loaded[user]
    return load_lexicon(user)


@uncollected()
def _applied(user: tuple[Path, ...]) -> Lexicon:
    stamps = _stamps(user)
    draft = Draft()
    for path in user:
        apply_file(path, draft)
    cues = tuple(read_data("cues.jsonl", CueLine))
    usual = {cue.group: cue.phrase for cue in cues if cue.usual}
    shipped = {(cue.phrase, cue.group) for cue in cues}
    own_cues = [cue for cue in draft.cues if (cue.phrase, cue.group) not in shipped]
    ambiguous, forms = _meanings(draft)
    return Lexicon(
        entries=draft.entries,
        forms=forms,
        ambiguous=ambiguous,
        stop=draft.stop,
        cues=(*cues, *own_cues),
        own_cues={cue.phrase: usual[cue.group] for cue in own_cues},
        same=frozenset(draft.same),
        different=frozenset(draft.different),
        user=frozenset(draft.added & draft.entries.keys()),
        not_entity={
            line.form: one for line in read_data("ambiguous.jsonl", Ambiguous) for one in line.choices if not one.id
        },
        patterns=tuple(draft.patterns),
        digest=_hash_of([*sorted(data_folder().glob("*.jsonl")), *user]),
        stamps=stamps,
    )


def _stamps(paths: Iterable[Path]) -> tuple[tuple[str, int, int], ...]:
    found = ((path.absolute(), path.stat()) for path in paths if path.exists())  # what does not is reported when read
    return tuple((str(path), its.st_mtime_ns, its.st_size) for path, its in found)


def _meanings(draft: Draft) -> tuple[dict[str, Ambiguous], dict[str, tuple[str, ...]]]:
    """The entries that a form may mean: those that have it, or that ambiguous.jsonl lists; users' own come first."""
    entries, added = draft.entries, draft.added
    owners: dict[str, list[str]] = {}
    for key, (_, entry) in entries.items():
        for form in dict.fromkeys(entry.forms):
            owners.setdefault(form, []).append(key)
    forms = {form: tuple(key for key in keys if key in added) or tuple(keys) for form, keys in owners.items()}
    meant = {pair for one, other in draft.same for pair in ((fold(one), fold(other)), (fold(other), fold(one)))}
    ambiguous: dict[str, Ambiguous] = {}
    for line in read_data("ambiguous.jsonl", Ambiguous):
        choices = tuple(choice for choice in line.choices if _may_mean(line.form, choice.id, draft))
        decided = [
            c
            for c in choices
            if any((fold(line.form), fold(name)) in meant for name in (c.id, *entries[c.id][1].forms))
        ]
        ids = tuple(choice.id for choice in decided or choices)
        if not ids or added.intersection(forms.get(line.form, ())):
            continue
        forms[line.form] = ids
        if len(ids) > 1:
            ambiguous[line.form] = Ambiguous(line.form, choices)
    return ambiguous, forms


def _may_mean(form: str, key: str, draft: Draft) -> bool:
    """Whether an entry may still have an ambiguous form after users' lines; a few have it in ambiguous.jsonl alone."""
    if key not in draft.entries or draft.stop.get(fold(form)) == USER_STOP:
        return False
    return form in draft.entries[key][1].forms or form not in shipped_entries()[key][1].forms


def config_names(paths: Iterable[Path]) -> list[str]:
    """Paths of lexicons for the configuration of a pipeline, which is written as UTF-8; what cannot be is a URI."""
    return [str(path) if readable(str(path)) == str(path) else path.absolute().as_uri() for path in paths]


def config_paths(names: Iterable[str]) -> tuple[Path, ...]:
    """The paths of lexicons in the configuration of a pipeline."""
    return tuple(
        Path(os.fsdecode(unquote_to_bytes(name.removeprefix(_URI)))) if name.startswith(_URI) else Path(name)
        for name in names
    )


def _hash_of(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


@lru_cache(maxsize=64)  # a text may have the name many times
def context_hits(choice: Choice, text: str) -> int:
    """How many context words of a choice occur in a text, also as the beginning of a word."""
    return sum(bool(_beginning(word).search(text)) for word in choice.context)


@cache
def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
