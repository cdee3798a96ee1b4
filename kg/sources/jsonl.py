"""Papers as JSON objects, one per line."""

import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from kg.model import KgError, Paper, Source
from kg.names.ids import paper_id
from kg.sources.text import BAD_BYTES, LONGEST_LINE, Problem, Reporter, SourceText, clean, fault_of

Field = TypeVar("Field")

_NULL = b"null"
_ABSENT = msgspec.Raw(_NULL)
_NOT_LINES = re.compile(r'\s*(\[\s*(\{|\]|$)|\{\s*\n\s*["}])')
_DAY = r"(0[1-9]|[12]\d|3[01])"
_MONTH = r"(0[1-9]|1[0-2])"
_TIME = r"[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(rf"\d{{4}}(-{_MONTH}(-{_DAY}({_TIME})?)?)?|--{_MONTH}-{_DAY}")


class _Record(msgspec.Struct):
    """A line. Optional fields are decoded later, so that an error in one does not lose the record."""

    title: str | None = None
    abstract: str | None = None
    summary: str | None = None
    id: msgspec.Raw = _ABSENT
    url: msgspec.Raw = _ABSENT
    published: msgspec.Raw = _ABSENT
    authors: msgspec.Raw = _ABSENT
    categories: msgspec.Raw = _ABSENT
    authors_count: msgspec.Raw = _ABSENT
    submitted_by: msgspec.Raw = _ABSENT


class _Named(msgspec.Struct):
    name: str


Authors = str | list[str | _Named | None]
Categories = str | list[str | None]
_TEXT = msgspec.json.Decoder(str)
_COUNT = msgspec.json.Decoder(int)
_DATE: msgspec.json.Decoder[str | int] = msgspec.json.Decoder(str | int)
_ID: msgspec.json.Decoder[str | int | float] = msgspec.json.Decoder(str | int | float)
_AUTHORS: msgspec.json.Decoder[Authors] = msgspec.json.Decoder(Authors)
_CATEGORIES: msgspec.json.Decoder[Categories] = msgspec.json.Decoder(Categories)


def read_jsonl_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a JSONL file, also of one that `kg extract` wrote.

    Raises:
        KgError: the file is JSON, but not one object a line.
    """
    if _NOT_LINES.match(text.head):
        raise KgError(f"{text.name} is JSON, but not one object per line: convert it, for example with jq -c '.[]'")
    decoder = msgspec.json.Decoder(_Record)
    ordinal = 0
    for number, line in text.lines:
        if not line.strip():
            continue
        ordinal += 1
        try:
            paper = _paper(_decode_record(line, decoder), Source(text.name, ordinal), number, report)
        except ValueError as error:
            report(Problem(text.name, number, str(error)))
        else:
            yield paper


def _decode_record(line: str, decoder: msgspec.json.Decoder[_Record]) -> _Record:
    """The record of a line. Raises ValueError, saying what is wrong with it."""
    if len(line) > LONGEST_LINE:
        raise ValueError(f"a line of more than {LONGEST_LINE:,} characters is not a paper")
    if BAD_BYTES.search(line):
        raise ValueError("it has bytes that are not UTF-8")
    try:
        return decoder.decode(line.strip())
    except msgspec.ValidationError as error:
        raise ValueError(f"not a record of a paper: {error}") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not a JSON object: {error}") from error


def _paper(record: _Record, source: Source, line: int, report: Reporter) -> Paper:
    """The paper of a record. Raises ValueError, saying what is wrong with it."""
    title = clean(record.title or "")
    abstract = clean(record.abstract or "") or clean(record.summary or "")
    if fault := fault_of(title, abstract):
        raise ValueError(fault)
    try:
        own = _identity(bytes(record.id))
    except msgspec.DecodeError as error:
        raise ValueError(f"id: {error}") from error

    def field(name: str, decoder: msgspec.json.Decoder[Field]) -> Field | None:
        raw = bytes(getattr(record, name))
        try:
            return None if raw == _NULL else decoder.decode(raw)
        except msgspec.DecodeError as error:
            report(Problem(source.file, line, f"{name} ignored: {error}", skipped=False))
            return None

    published = clean(str(field("published", _DATE) or ""))
    return Paper(
        id=own or paper_id(title),
        title=title,
        abstract=abstract,
        url=clean(field("url", _TEXT) or ""),
        published=published if _ISO.fullmatch(published) else "",
        authors=_author_names(field("authors", _AUTHORS)),
        categories=_categories(field("categories", _CATEGORIES)),
        authors_count=field("authors_count", _COUNT),
        submitted_by=clean(field("submitted_by", _TEXT) or ""),
        source=source,
    )


def _identity(raw: bytes) -> str:
    """A record's own id. A number keeps its digits: as a float, 2106.0960 would lose its last digit."""
    if raw == _NULL:
        return ""
    value = _ID.decode(raw)
    return clean(value if isinstance(value, str) else raw.decode())


def _author_names(authors: Authors | None) -> tuple[str, ...]:
    if authors is None:
        return ()
    if isinstance(authors, str):
        parts = re.split(r";", authors) if ";" in authors else re.split(r",?\s+and\s+|,\s+", clean(authors))
        # "Smith, John" is one author: a list in one string has whole names between its commas.
        whole = ";" in authors or all(" " in part.strip() for part in parts)
        names = parts if whole else [authors]
    else:
        names = [author.name if isinstance(author, _Named) else author or "" for author in authors]
    return tuple(name for name in map(clean, names) if name)


def _categories(categories: Categories | None) -> tuple[str, ...]:
    if isinstance(categories, str):
        # "cs.LG stat.ML" are two, "Machine Learning" is one.
        split = (
            categories.split()
            if re.fullmatch(r"\s*([a-z]+[.-][\w-]+\s*)+", categories)
            else re.split("[,;]", categories)
        )
        return _categories(list(split))
    return tuple(name for name in (clean(category or "") for category in categories or ()) if name)
