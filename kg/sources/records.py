"""What a format says of one paper, and the paper that it makes."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from kg.model import Paper, Source
from kg.names.ids import paper_id
from kg.names.papers import arxiv_id, bare_doi
from kg.sources.dates import read_date
from kg.sources.text import Problem, Reporter, SourceText, clean, fault_of

# An arXiv number among other words, or as a table keeps it, which takes it for a number and drops its zeros.
_ARXIV_WITHIN = re.compile(r"arxiv:\s?\S+|10\.48550/\S+", re.IGNORECASE)
_ARXIV_AS_NUMBER = re.compile(r"(?P<month>\d{3,4})\.(?P<number>\d{1,5})")
# A line of a note that is an arXiv number: "arXiv:2106.09685v2 [cs.CL]", "arXiv preprint arXiv:2106.09685, 2021".
_ARXIV_LINE = re.compile(
    r"""(?: arxiv (?:\.org)? \s (?:e-?prints?|preprints?|id) [:,]? \s | (?:doi|url|available\ at|preprint) :? \s )?
        (?P<number> (?:arxiv (?:\.org)? (?::\s?|\s))? [^\s,;]+? )
        (?: \s?\[[^\[\]]*\] | \s?\([^()]*\) | ,?\s(?:version:?\s)?\d{1,4} )* \.?""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_ARXIV_LINE = 120  # characters
_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;)]", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|io|net|co|edu|cn|ai)/\S+", re.IGNORECASE)
YEAR = len("2024")
# What follows a comma and is no given name.
_NOT_GIVEN = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|inc|ltd|llc|gmbh|et al)\.?", re.IGNORECASE)


Raw = TypeVar("Raw")


class Record(msgspec.Struct, frozen=True):
    """One paper as its format writes it, not yet cleaned; fields that the format lacks are empty.

    `dates` are the names and values of its date fields, the most telling first; `arxiv` is an arXiv id in any spelling,
    if the format has a field for it; `remarks` say what was wrong with optional fields; `line` is where the record
    begins, counted from 1.
    """

    line: int
    title: str = ""
    abstract: str = ""
    id: str = ""
    arxiv: str = ""
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
    remarks: tuple[str, ...] = ()


def to_papers(
    text: SourceText, parts: Iterable[tuple[int, Raw | str]], make: Callable[[Raw, int], Record], report: Reporter
) -> Iterator[Paper]:
    """The papers of a file, in parts that have the line where they begin and are what `make` makes a record of.

    A text is what is wrong with a part: it is reported, as is what makes a record no paper.
    """
    for ordinal, (line, part) in enumerate(parts, 1):
        try:
            if isinstance(part, str):
                raise ValueError(part)
            paper = to_paper(make(part, line), Source(text.name, ordinal), report)
        except (ValueError, RecursionError) as error:
            report(Problem(text.name, line, str(error)))
        else:
            yield paper


def to_paper(record: Record, source: Source, report: Reporter) -> Paper:
    """The paper of a record; what is wrong with a field other than title and abstract goes to `report`.

    Raises:
        ValueError: title or abstract are missing or too long; the message says which.
    """
    title, abstract = clean(record.title), clean(record.abstract)
    if fault := fault_of(title, abstract):
        raise ValueError(fault)

    def note(message: str) -> None:
        report(Problem(source.file, record.line, message, skipped=False))

    for remark in record.remarks:
        note(remark)
    arxiv = arxiv_id_of(clean(record.arxiv))
    own, url = clean(record.id) or arxiv, clean(record.url) or (f"https://arxiv.org/abs/{arxiv}" if arxiv else "")
    doi = bare_doi(clean(record.doi))
    if record.doi.strip() and not doi:
        note(f"doi {clean(record.doi)[:40]!r} is not a DOI: ignored")
    published, updated = _first_date(record.dates, note), _first_date((("updated", record.updated),), note)
    if arxiv not in f"{own} {url}":  # what joins this record with others would be lost
        doi = doi or f"10.48550/arxiv.{arxiv.lower()}"
    # An arXiv number tells the year better than the last change does.
    numbered = any(map(arxiv_id_of, (own, url, doi)))
    return Paper(
        id=own or paper_id(title),
        title=title,
        abstract=abstract,
        url=url,
        doi=doi,
        published=published or ("" if numbered else updated),
        updated=updated,
        authors=tuple(name for author in record.authors if (name := _given_first(clean(author)))),
        venue=clean(record.venue),
        categories=tuple(filter(None, map(clean, record.categories))),
        code=_code_link(clean(record.code), note),
        authors_count=record.authors_count,
        submitted_by=clean(record.submitted_by),
        source=source,
    )


def arxiv_id_of(text: str) -> str:
    """The bare arXiv id, without version, of a text that is or names one; numbers get back the zeros they have lost."""
    if short := _ARXIV_AS_NUMBER.fullmatch(text):
        month = short["month"].zfill(4)
        text = f"{month}.{short['number'].ljust(5 if month >= '1501' else 4, '0')}"
    within = _ARXIV_WITHIN.search(text)
    found = arxiv_id(text) or (arxiv_id(within.group()) if within else None)
    return found[0] if found else ""


def arxiv_id_of_note(note: str) -> str:
    """The bare arXiv id that a line of a note is; one that a sentence mentions may be another paper's."""
    lines = [clean(line) for line in note.splitlines() if "arxiv" in line.lower()]
    matches = [_ARXIV_LINE.fullmatch(line) for line in lines if len(line) <= _LONGEST_ARXIV_LINE]
    found = {own[0] for line in matches if line and (own := arxiv_id(line["number"]))}
    return found.pop() if len(found) == 1 else ""


def _first_date(dates: Iterable[tuple[str, str]], note: Callable[[str], None]) -> str:
    """The first date that has a year, which may be beside the day in a field of its own; else the first date."""
    day = ""  # without a year
    for name, value in dates:
        text = clean(value)
        date, doubt = read_date(text)
        if doubt:
            note(f"{name} {text[:40]!r} {doubt}")
        if date and not date.startswith("--"):
            return read_date(date + day[1:])[0] if day and len(date) == YEAR else date
        day = day or date
    return day


def _code_link(text: str, note: Callable[[str], None]) -> str:
    if found := _LINK.search(text):
        return found.group()
    if _BARE_LINK.fullmatch(text):
        return f"https://{text}"
    if text:
        note(f"code {text[:40]!r} is not a link: ignored")
    return ""


def _given_first(name: str) -> str:
    """ "Lovelace, Ada" as "Ada Lovelace", so that an author has one name whatever the format."""
    family, comma, given = name.partition(", ")
    if not comma or "," in given or _NOT_GIVEN.fullmatch(given.strip()) or re.search(r"\d", given):
        return name
    return f"{given} {family}".strip()
