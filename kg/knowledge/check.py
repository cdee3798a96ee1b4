"""Whether data files and users' lexicons are valid: every problem with its file and line."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from kg.files import data_folder, read_jsonl
from kg.knowledge.families import expand
from kg.knowledge.lexicon import context_hits
from kg.knowledge.records import (
    FILES,
    GAZETTEERS,
    Ambiguous,
    Choice,
    CueLine,
    Entry,
    Family,
    PatternLine,
    UserLine,
    entry_id,
)
from kg.knowledge.user import Draft, apply_line
from kg.model import KgError, Label
from kg.names.fold import fold

ListedEntries = list[tuple[str, Label, Entry]]  # file and line, label, entry


class CheckReport(msgspec.Struct):
    """The problems found, how much was read, and the token patterns, which are left for kg.nlp to check."""

    problems: list[str] = []
    lines: int = 0
    files: int = 0
    patterns: list[tuple[str, PatternLine]] = []  # with file and line


def check_data(folder: Path | None = None) -> CheckReport:
    """Check the data files in a folder, by default those that kg ships."""
    folder = folder or data_folder()
    report = CheckReport()
    entries: ListedEntries = []
    ambiguous: list[tuple[int, Ambiguous]] = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.name not in FILES:
            report.problems.append(f"{path}: not a data file of kg, which are {', '.join(FILES)}")
            continue
        kind, order = FILES[path.name]
        lines = [*read_jsonl(path, kind, report.problems.append)]
        report.files, report.lines = report.files + 1, report.lines + len(lines)
        report.problems += [*_duplicates(path, lines), *_unsorted(path, lines, order)]
        for number, line in lines:
            where = f"{path}, line {number}"
            if isinstance(line, Entry):
                entries += _expanded(where, GAZETTEERS[path.name], line, report)
            elif isinstance(line, Ambiguous):
                ambiguous.append((number, line))
            elif isinstance(line, PatternLine):
                report.problems += _shape(where, line)
                report.patterns.append((where, line))
        report.problems += _usual(path, [line for _, line in lines if isinstance(line, CueLine)])
    report.problems += [*_entries(entries), *_shared(entries, {line.form for _, line in ambiguous})]
    ids = {entry_id(label, entry) for _, label, entry in entries}
    report.problems += _choices(folder / "ambiguous.jsonl", ambiguous, ids)
    report.problems += [f"{folder / name}: the file is missing" for name in FILES if not (folder / name).exists()]
    return report


def check_lexicons(paths: list[Path]) -> CheckReport:
    """Check users' lexicons, applied one after the other."""
    report, draft = CheckReport(), Draft()
    for path in paths:
        report.files += 1
        lines: list[tuple[int, UserLine]] = []
        try:
            for number, line in read_jsonl(path, UserLine, report.problems.append):
                lines.append((number, line))
                _apply(f"{path}, line {number}", line, draft, report)
        except KgError as error:
            report.problems.append(str(error))
        report.lines += len(lines)
        report.problems += _duplicates(path, lines)
    return report


def _apply(where: str, line: UserLine, draft: Draft, report: CheckReport) -> None:
    """Apply a line of a lexicon, and report what is wrong with it, and its token patterns."""
    known = len(draft.patterns)
    try:
        apply_line(line, draft)
    except ValueError as error:
        report.problems.append(f"{where}: {error}")
    report.patterns += [(where, pattern) for pattern in draft.patterns[known:]]


def _duplicates(path: Path, lines: Iterable[tuple[int, msgspec.Struct]]) -> Iterator[str]:
    seen: dict[bytes, int] = {}
    for number, line in lines:
        first = seen.setdefault(msgspec.json.encode(line, order="sorted"), number)
        if first != number:
            yield f"{path}, line {number}: duplicate of line {first}: remove one"


def _unsorted(path: Path, lines: Sequence[tuple[int, msgspec.Struct]], order: tuple[str, ...]) -> Iterator[str]:
    """Lines out of order, and with the same key as another."""
    keys = [(number, " ".join(getattr(line, name) for name in order)) for number, line in lines] if order else []
    for (_, before), (number, key) in pairwise(keys):
        if key < before:
            yield f"{path}, line {number}: {key} must come before {before}: sort the lines"
        elif key == before:
            yield f"{path}, line {number}: {key} is also in the line before: merge them, or give one an id"


def _expanded(where: str, label: Label, line: Entry, report: CheckReport) -> ListedEntries:
    try:
        return [(where, label, entry) for entry in (expand(line) if isinstance(line, Family) else (line,))]
    except ValueError as error:
        report.problems.append(f"{where}: {error}")
        return []


def _entries(entries: ListedEntries) -> Iterator[str]:
    """What is wrong in a line of a gazetteer, and ids that two lines have."""
    seen: dict[str, str] = {}
    for where, label, entry in entries:
        key = entry_id(label, entry)
        if first := seen.get(key):
            yield f"{where}: {first} also has the id {key}: merge the lines, or give one an id"
        seen.setdefault(key, where)
        if not key.startswith(f"{label.lower()}:"):
            yield f"{where}: the id {key!r} must begin with {label.lower()}:"
        for form in entry.forms:
            if not fold(form) or form != form.strip():
                yield f"{where}: the form {form!r} is empty or has spaces around it"
        for form in sorted({form for form in entry.forms if entry.forms.count(form) > 1}):
            yield f"{where}: the form {form!r} is listed twice"
        for form in entry.wary:
            if form not in entry.forms:
                yield f"{where}: wary has {form!r}, which is neither the name nor an alias"
        if entry.kind and label is not Label.HARDWARE:
            yield f"{where}: kind {entry.kind}: only hardware has one"


def _shared(entries: ListedEntries, listed: set[str]) -> Iterator[str]:
    """Forms of two entries that ambiguous.jsonl does not have."""
    owners: dict[str, tuple[str, str]] = {}
    for where, label, entry in entries:
        key = entry_id(label, entry)
        for form in dict.fromkeys(entry.forms):
            other, place = owners.setdefault(form, (key, where))
            if other != key and form not in listed:
                yield f"{where}: {form!r} of {key} is also a form of {other} ({place}): list it in ambiguous.jsonl"


def _choices(path: Path, lines: Iterable[tuple[int, Ambiguous]], known: set[str]) -> Iterator[str]:
    for number, line in lines:
        for choice in line.choices:
            if choice.id and choice.id not in known:
                yield f"{path}, line {number}: no gazetteer has an entry {choice.id}"
            for word in choice.context:
                if not context_hits(Choice(choice.id, (word,)), word):
                    yield f"{path}, line {number}: the context word {word!r} can never match: begin it with a letter"


def _shape(where: str, line: PatternLine) -> Iterator[str]:
    if line.label or not line.id or isinstance(line.pattern, str):
        yield f"{where}: a shape needs an empty label, the id of its rule, and a token pattern"


def _usual(path: Path, cues: list[CueLine]) -> Iterator[str]:
    """Groups of cues that do not have exactly one usual phrase, as which users' phrases are read."""
    for group in sorted({cue.group for cue in cues}):
        usual = sum(cue.usual for cue in cues if cue.group is group)
        if usual != 1:
            yield f"{path}: the group {group} has {usual} usual phrases instead of one"
