"""What a format says of one paper, and the paper that it makes."""

import re

import msgspec

from kg.model import Paper, Source
from kg.names.ids import paper_id
from kg.sources.text import Problem, Reporter, clean, fault_of

_DAY_PART = r"(0[1-9]|[12]\d|3[01])"
_MONTH_PART = r"(0[1-9]|1[0-2])"
_TIME_PART = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"
_ISO_DATE = re.compile(rf"\d{{4}}(-{_MONTH_PART}(-{_DAY_PART}({_TIME_PART})?)?)?|--{_MONTH_PART}-{_DAY_PART}")


class Record(msgspec.Struct, frozen=True):
    """One paper as its format writes it, not yet cleaned; fields that the format lacks are empty.

    `dates` are the names and values of its date fields, the most telling first; `line` is where the record begins,
    counted from 1.
    """

    line: int
    title: str = ""
    abstract: str = ""
    id: str = ""
    url: str = ""
    doi: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    updated: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    categories: tuple[str, ...] = ()
    code: str = ""
    authors_count: int | None = None
    submitted_by: str = ""


def to_paper(record: Record, source: Source, report: Reporter) -> Paper:
    """The paper of a record; what is wrong with a field other than title and abstract goes to `report`.

    Raises:
        ValueError: title or abstract are missing or too long; the message says which.
    """
    title, abstract = clean(record.title), clean(record.abstract)
    if fault := fault_of(title, abstract):
        raise ValueError(fault)
    published = ""
    for name, value in record.dates:
        date = clean(value)
        if date and _ISO_DATE.fullmatch(date):
            published = date
            break
        if date:
            problem = f"{name} {date[:40]!r} is not a date that kg can read: ignored"
            report(Problem(source.file, record.line, problem, skipped=False))
    return Paper(
        id=clean(record.id) or paper_id(title),
        title=title,
        abstract=abstract,
        url=clean(record.url),
        doi=clean(record.doi),
        published=published,
        updated=clean(record.updated),
        authors=tuple(filter(None, map(clean, record.authors))),
        venue=clean(record.venue),
        categories=tuple(filter(None, map(clean, record.categories))),
        code=clean(record.code),
        authors_count=record.authors_count,
        submitted_by=clean(record.submitted_by),
        source=source,
    )
