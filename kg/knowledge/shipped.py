"""The data files that kg ships, each read once."""

from functools import cache

from kg.files import data_folder, read_data, read_jsonl
from kg.knowledge.families import expand
from kg.knowledge.kinds import WordClass
from kg.knowledge.records import GAZETTEERS, Entry, Family, PatternLine, Stop, Word, entry_id
from kg.model import KgError, Label
from kg.names.fold import fold

Entries = dict[str, tuple[Label, Entry]]  # by entity id


@cache
def shipped_entries() -> Entries:
    """The entries of the gazetteers; to be copied, not changed.

    Raises:
        KgError: two lines have the same id, or a family is not valid.
    """
    entries: Entries = {}
    for name, label in GAZETTEERS.items():
        path = data_folder() / name
        for number, line in read_jsonl(path, Family if label is Label.HARDWARE else Entry):
            try:
                for entry in expand(line) if isinstance(line, Family) else (line,):
                    key = entry_id(label, entry)
                    if key in entries:
                        raise ValueError(f"{key} is already listed: merge the lines, or give one an id")
                    entries[key] = (label, entry)
            except ValueError as error:
                raise KgError(f"{path}, line {number}: {error}") from error
    return entries


@cache
def shipped_owners() -> dict[str, list[str]]:
    """The ids of the entries that have a form, by the folded form."""
    owners: dict[str, list[str]] = {}
    for key, (_, entry) in shipped_entries().items():
        for form in {fold(form) for form in entry.forms}:
            owners.setdefault(form, []).append(key)
    return owners


@cache
def shipped_stops() -> dict[str, str]:
    """What the forms of stop.jsonl are, by the folded form; to be copied, not changed."""
    return {fold(line.form): line.kind for line in read_data("stop.jsonl", Stop)}


@cache
def word_classes() -> dict[str, WordClass]:
    """The words of words.jsonl with their classes."""
    return {line.word: line.word_class for line in read_data("words.jsonl", Word)}


@cache
def shapes() -> tuple[PatternLine, ...]:
    """The patterns of shapes.jsonl."""
    return tuple(read_data("shapes.jsonl", PatternLine))
