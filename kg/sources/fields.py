"""Objects and rows whose fields have the names that people give them, as records."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from kg.model import KgError
from kg.sources.dates import UNREADABLE
from kg.sources.markup import without_tags
from kg.sources.records import Record, arxiv_id_of_note
from kg.sources.text import clean, is_missing
from kg.sources.values import any_text, date_text, link_of, people_of, printed, subjects_of, text_of, whole_text

Field = TypeVar("Field")

# Field of a record -> the names it goes by, the best first; case, blanks, hyphens and underscores do not count.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "paper title", "document title", "article title"),
    "abstract": ("abstract", "summary", "abstract note", "abstract text", "paper abstract"),
    "id": ("id", "paper id", "key"),
    "arxiv": ("arxiv id", "arxiv", "eprint", "archive id"),
    "url": (
        *("url", "abs url", "url abs", "link", "entry id", "article url", "primary location landing page url"),
        *("pdf url", "url pdf", "pdf link", "pdf"),
    ),
    "doi": ("doi",),
    "published": (
        *("published", "published at", "publication date", "date published", "published date", "date", "issued"),
        *("pdate", "odate", "cdate", "tcdate"),  # of OpenReview
        *("first publication date", "pub date", "submitted", "release date"),
        *("year", "publication year", "published year", "pub year"),
    ),
    "updated": ("updated", "update date", "updated at", "mdate", "tmdate"),
    "authors": (
        *("author full names", "authors", "author", "author names", "creators", "author string"),
        "authorships author display name",
    ),
    "venue": (
        *("venue", "journal", "journal ref", "container title", "booktitle", "journal title", "publication title"),
        *("source title", "conference", "conference name", "proceedings title", "proceeding"),
        *("pub", "primary location source display name"),
    ),
    "categories": (
        *("categories", "keywords", "tags", "subjects", "category", "primary category", "manual tags"),
        *("author keywords", "automatic tags", "fields of study", "keyword"),
        "topics display name",
    ),
    "code": (
        *("code", "code url", "code link", "github repo", "github", "github url", "github link"),
        *("repo", "repo url", "repository", "repository url"),
    ),
    "authors_count": ("authors count",),
    "submitted_by": ("submitted by",),
}
_NUMBERS_TOO = {"title", "abstract", "id", "arxiv", "published", "authors_count"}
_OWNER_AND_NAME = re.compile(r"[\w.-]+/[\w.-]+")
_FORUM = re.compile(r"[\w-]+$")  # an id of OpenReview


@lru_cache(1024)
def fold_field(name: str) -> str:
    """What counts of the name of a field."""
    return re.sub(r"[\W_]+", "", name).lower()


_FOLDED = {field: tuple(map(fold_field, names)) for field, names in FIELD_NAMES.items()}
_FIELD_OF = {name: field for field, names in _FOLDED.items() for name in (fold_field(field), *names)}


def field_named(name: str) -> str | None:
    """The field of a record that goes by this name."""
    return _FIELD_OF.get(fold_field(name))


def chosen_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Field of a record -> the column that the user has chosen for it. Raises KgError if there is no such field."""
    chosen = {field_named(name) or "": column for name, column in columns.items()}
    if "" in chosen:
        unknown = next(name for name in columns if not field_named(name))
        raise KgError(f"no field {unknown!r} for a column: give one of {', '.join(FIELD_NAMES)}")
    return chosen


def record_from(
    values: Mapping[str, object], line: int, columns: Mapping[str, str], plain: Callable[[str], str] = without_tags
) -> Record:
    """The record of an object or a row, with `columns` of the user's choice (see chosen_columns).

    `plain` takes the mark-up from title and abstract: by default where there are closing tags.
    """
    return _Fields(values, columns).record(line, plain)


def rows_of(values: dict[str, object], columns: Mapping[str, str]) -> list[dict[str, object]]:
    """The records of an object that has a list per column, as pandas and Hugging Face write it; else the object itself.

    Values that are no lists say nothing of a single paper and are dropped.
    """
    lists = {name: value for name, value in values.items() if isinstance(value, list)}
    if len(lists) < 2 or len(set(map(len, lists.values()))) > 1:
        return [values]
    title, abstract = (_list_of(field, lists, columns) for field in ("title", "abstract"))
    # A table of one row is known by its other columns: titles and abstracts of records may be lists of one text.
    if _are_columns(title, abstract) or (title and abstract and len(lists) == len(values)):
        return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]
    return [values]


def _list_of(field: str, lists: Mapping[str, object], columns: Mapping[str, str]) -> object:
    chosen = fold_field(columns.get(field, ""))
    return next(
        (one for name, one in lists.items() if (fold_field(name) == chosen if chosen else field_named(name) == field)),
        None,
    )


def _are_columns(title: object, abstract: object) -> bool:
    """Whether these are the titles and abstracts of several papers; translations are objects that name a language."""
    return all(
        isinstance(column, list) and len(column) > 1 and not any(isinstance(one, dict) for one in column)
        for column in (title, abstract)
    )


class _Fields:
    """The values of an object by the field that they belong to, with remarks on those that are unusable."""

    def __init__(self, values: Mapping[str, object], columns: Mapping[str, str]) -> None:
        bare = {name: _bare(value) for name, value in values.items()}
        self._values = {name: one for name, one in bare.items() if not (isinstance(one, str) and is_missing(one))}
        self._columns = columns
        self._folded: dict[str, tuple[str, object]] = {}
        for name, value in sorted(self._values.items(), key=_is_of_database):
            if value is not None:
                self._folded.setdefault(fold_field(name), (name, value))
        self.remarks: list[str] = []

    def record(self, line: int, plain: Callable[[str], str]) -> Record:
        """The record; raises ValueError if the object is no record but a table of its own."""
        columns = [next(self._found(name), ("", None))[1] for name in ("title", "abstract")]
        keyed = all(isinstance(column, dict) for column in columns) and not text_of(columns[0])
        if keyed or _are_columns(*columns):
            raise ValueError("it holds whole columns: write one object per record (in pandas, orient='records')")
        ids = {fold_field(name): text_of(value) for name, value in self._external_ids()}
        return Record(
            line=line,
            title=plain(self._first("title", text_of, "")),
            abstract=plain(self._first("abstract", whole_text, "")),
            id=self._first("id", text_of, ""),
            arxiv=self._first("arxiv", text_of, "")
            or ids.get("arxiv", "")
            or arxiv_id_of_note(text_of(self._value("extra"))),  # among the notes of Zotero
            url=self._url(),
            doi=self._first("doi", text_of, "") or ids.get("doi", ""),
            dates=tuple(self._dates("published")),
            updated=next((date for _, date in self._dates("updated")), ""),
            authors=self._first("authors", people_of, ()),
            venue=self._first("venue", text_of, ""),
            categories=self._first("categories", subjects_of, ()),
            code=self._code(),
            authors_count=self._first("authors_count", _whole_number, None),
            submitted_by=self._first("submitted_by", text_of, ""),
            remarks=tuple(self.remarks),
        )

    def _found(self, field: str) -> Iterator[tuple[str, object]]:
        """The names and values that belong to a field, the best first."""
        if column := self._columns.get(field):
            if column in self._values:
                yield column, self._values[column]
            elif fold_field(column) in self._folded:
                yield self._folded[fold_field(column)]
            return
        yield from sorted((self._folded[name] for name in _FOLDED[field] if name in self._folded), key=_is_of_database)

    def _first(self, field: str, convert: Callable[[object], Field], nothing: Field) -> Field:
        for name, value in self._found(field):
            usable = field in _NUMBERS_TOO or not isinstance(value, int | float)
            if usable and (converted := convert(value)):
                return converted
            if value:
                self.remarks.append(f"{clean(name)[:40]} ignored: cannot read {_shape_of(value)} here")
        return nothing

    def _dates(self, field: str) -> Iterator[tuple[str, str]]:
        for name, value in self._found(field):
            if date := date_text(value):
                yield clean(name)[:40], date
            elif any_text(value):
                shown = clean(json.dumps(value, ensure_ascii=False, default=str))[:40]
                self.remarks.append(f"{clean(name)[:40]} {shown!r} {UNREADABLE}")

    def _value(self, folded: str) -> object:
        return self._folded.get(folded, ("", None))[1]

    def _external_ids(self) -> Iterator[tuple[str, object]]:
        for ids in map(self._value, ("externalids", "ids")):
            if isinstance(ids, dict):
                yield from ids.items()
            elif isinstance(ids, list):  # a map of Parquet
                yield from (pair for pair in ids if isinstance(pair, tuple) and len(pair) == 2)

    def _url(self) -> str:
        """The link; of OpenReview, whose links are paths on its server, that of the page for the paper."""
        link = self._first("url", link_of, "")
        forum = text_of(self._value("forum"))
        return f"https://openreview.net/forum?id={forum}" if _FORUM.match(forum) and link[:1] in ("", "/") else link

    def _code(self) -> str:
        for name, value in self._found("code"):
            if link := link_of(value).strip():
                hub = fold_field(name).startswith(("github", "repo")) and _OWNER_AND_NAME.fullmatch(link)
                return f"https://github.com/{link}" if hub else link
        return ""


def _bare(value: object) -> object:
    """A value that is printed in a cell, or wrapped as OpenReview does it, as it is."""
    value = printed(value)
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _is_of_database(named: tuple[str, object]) -> bool:
    """Whether a field is named as databases name what is theirs: "_id" is the id only of a record without its own."""
    return named[0].startswith("_")


def _whole_number(value: object) -> int | None:
    text = text_of(value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _shape_of(value: object) -> str:
    return (
        "an object" if isinstance(value, Mapping) else "a list" if isinstance(value, list | tuple) else repr(value)[:40]
    )
