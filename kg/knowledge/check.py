"""Whether data files and lexicons are fit for use: every problem is told with its file and line."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kg.files import data_folder
from kg.knowledge.lexicon import GAZETTEERS, load_lexicon
from kg.knowledge.records import Ambiguous, Cue, Entry, Stop, UserLine
from kg.model import HARDWARE_KINDS, KgError, Label
from kg.names.fold import fold
from kg.names.ids import entity_id

T = TypeVar("T")
Numbered = list[tuple[int, T]]

Line = dict[str, Any]
# Data files that are no gazetteers: the type of their lines, None where the stage that reads them has it, and the
# key they are sorted by, None where the order has a meaning.
KINDS: dict[str, tuple[Any, Callable[[Line], tuple[str, ...]] | None]] = {
    "ambiguous.jsonl": (Ambiguous, lambda line: (line["form"],)),
    "stop.jsonl": (Stop, lambda line: (line["form"],)),
    "cues.jsonl": (Cue, lambda line: (line["group"], line["phrase"])),
    "words.jsonl": (None, lambda line: (line["word"],)),
}
_SIGNS = re.compile(r"[][(){}|\\^$*+?]")  # of regular expressions


def check_data(folder: Path | None = None) -> tuple[list[str], int, int]:
    """Problems of the data files in a folder (those that kg ships, by default), and the numbers of lines and files."""
    folder = folder or data_folder()
    paths = sorted(folder.glob("*.jsonl"))
    problems: list[str] = []
    entries: list[tuple[str, Label, Entry]] = []
    total = 0
    ambiguous: Numbered[Ambiguous] = []
    for path in paths:
        kind, key = KINDS.get(path.name, (None, None))
        label = GAZETTEERS.get(path.name)
        if label:
            kind, key = Entry, _by_id(label)
        lines = _decode(path, kind or dict, problems)
        total += len(lines)
        raw = [(number, msgspec.to_builtins(line)) for number, line in lines]
        problems += [*_duplicates(path, raw), *_unsorted(path, raw, key), *_patterns(path, raw)]
        if label:
            entries += [(f"{path}, line {number}", label, entry) for number, entry in lines]
        elif kind is Ambiguous:
            ambiguous = lines
        elif kind is Cue:
            problems += _usual(path, lines)
    problems += [*_entries(entries), *_shared(entries, {line.form for _, line in ambiguous})]
    problems += _choices(folder / "ambiguous.jsonl", ambiguous, {_id(label, entry) for _, label, entry in entries})
    missing = {*GAZETTEERS, "ambiguous.jsonl", "stop.jsonl", "cues.jsonl"} - {path.name for path in paths}
    return [*problems, *(f"{folder / name}: the file is missing" for name in sorted(missing))], total, len(paths)


def check_lexicons(paths: list[Path]) -> tuple[list[str], int, int]:
    """Problems of users' lexicons, read one after the other, and the numbers of lines and files."""
    problems: list[str] = []
    total = 0
    for path in paths:
        try:
            lines = _decode(path, UserLine, problems)
        except KgError as error:
            problems.append(str(error))
            continue
        total += len(lines)
        raw = [(number, msgspec.to_builtins(line)) for number, line in lines]
        problems += [*_duplicates(path, raw), *_patterns(path, raw), *_contradictions(path, lines)]
    if not problems:
        # What a line does to the lexicon shows only when it is applied.
        try:
            load_lexicon(tuple(paths))
        except KgError as error:
            problems.append(str(error))
    return problems, total, len(paths)


def _decode(path: Path, kind: Any, problems: list[str]) -> Numbered[Any]:
    """The good lines of a file with their numbers; of each bad one a problem is kept, and the rest is read."""
    decoder = msgspec.json.Decoder(kind)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror or error}") from error
    lines = []
    for number, line in enumerate(data.splitlines(), 1):
        try:
            if line.strip():
                lines.append((number, decoder.decode(line)))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.append(f"{path}, line {number}: {error}")
    return lines


def _id(label: Label, entry: Entry) -> str:
    return entry.id or entity_id(label, entry.name)


def _by_id(label: Label) -> Callable[[Line], tuple[str, ...]]:
    """The order of a gazetteer: by entity id, so that a new name has one place."""
    return lambda line: (line.get("id") or entity_id(label, line["name"]),)


def _duplicates(path: Path, lines: Iterable[tuple[int, Line]]) -> Iterator[str]:
    seen: dict[bytes, int] = {}
    for number, line in lines:
        first = seen.setdefault(msgspec.json.encode(line, order="sorted"), number)
        if first != number:
            yield f"{path}, line {number}: the same as line {first}: remove one"


def _unsorted(path: Path, lines: Numbered[Line], key: Callable[[Line], tuple[str, ...]] | None) -> Iterator[str]:
    if key is None:
        return
    for (_, before), (number, line) in pairwise(lines):
        if key(line) < key(before):
            shown = " ".join(key(line))
            yield f"{path}, line {number}: {shown} comes after {' '.join(key(before))}: sort the lines"


def _patterns(path: Path, lines: Iterable[tuple[int, Line]]) -> Iterator[str]:
    """Patterns that are no regular expressions, and cues that look like one: they are words as they are written."""
    for number, line in lines:
        try:
            re.compile(line.get("pattern") or "")
        except re.error as error:
            yield f"{path}, line {number}: pattern {line['pattern']!r} is no regular expression: {error}"
        cue = line.get("phrase") or line.get("cue") or ""
        if _SIGNS.search(cue):
            yield f"{path}, line {number}: cue {cue!r} is to be plain words, no regular expression"


def _entries(entries: list[tuple[str, Label, Entry]]) -> Iterator[str]:
    """What one line of a gazetteer can have wrong in itself, and ids that two lines have."""
    seen: dict[str, str] = {}
    for where, label, entry in entries:
        forms = [entry.name, *entry.aliases]
        key = _id(label, entry)
        if first := seen.get(key):
            yield f"{where}: {key} is that of {first} too: join the lines or give one its own id"
        seen.setdefault(key, where)
        for form in forms:
            if not fold(form) or form != form.strip():
                yield f"{where}: the form {form!r} is empty or has space around it"
        for form in sorted({form for form in forms if forms.count(form) > 1}):
            yield f"{where}: the form {form!r} stands twice in the line"
        for form in entry.wary:
            if form not in forms:
                yield f"{where}: wary has {form!r}, which is neither name nor alias of the line"
        if (label is Label.HARDWARE) != bool(entry.kind) or (entry.kind and entry.kind not in HARDWARE_KINDS):
            yield f"{where}: kind {entry.kind!r}: hardware, and only hardware, has one of {', '.join(HARDWARE_KINDS)}"


def _shared(entries: list[tuple[str, Label, Entry]], listed: set[str]) -> Iterator[str]:
    """Forms of two entries that ambiguous.jsonl says nothing about."""
    owners: dict[str, tuple[str, str]] = {}
    for where, label, entry in entries:
        key = _id(label, entry)
        for form in dict.fromkeys((entry.name, *entry.aliases)):
            other, place = owners.setdefault(form, (key, where))
            if other != key and form not in listed:
                yield f"{where}: {form!r} of {key} is a form of {other} too ({place}): list it in ambiguous.jsonl"


def _choices(path: Path, lines: Numbered[Ambiguous], known: set[str]) -> Iterator[str]:
    forms: dict[str, int] = {}
    for number, line in lines:
        if forms.setdefault(line.form, number) != number:
            yield f"{path}, line {number}: {line.form!r} stands in line {forms[line.form]} already"
        for choice in line.choices:
            if choice.id not in known:
                yield f"{path}, line {number}: no gazetteer has an entry {choice.id}"


def _usual(path: Path, lines: Numbered[Cue]) -> Iterator[str]:
    """Groups of cues without the one phrase that a user's phrases are read as."""
    for group in sorted({cue.group for _, cue in lines}):
        usual = [cue.phrase for _, cue in lines if cue.group == group and cue.usual]
        if len(usual) != 1:
            yield f"{path}: the group {group} has {len(usual)} usual phrases, and needs one"


def _contradictions(path: Path, lines: Numbered[UserLine]) -> Iterator[str]:
    """Pairs of names that a lexicon calls the same in one line and different in another."""
    seen: dict[frozenset[str], tuple[bool, int]] = {}
    for number, line in lines:
        pair = line.same or line.different
        if pair is None:
            continue
        same, first = seen.setdefault(frozenset(fold(name) for name in pair), (line.same is not None, number))
        if same != (line.same is not None):
            yield f"{path}, line {number}: {pair[0]!r} and {pair[1]!r} are said to be the opposite in line {first}"
