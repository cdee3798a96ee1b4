"""Text saved from daily-paper listing pages.

Three layouts: title, abstract, byline (authors or submitter, a dot, a date), with blank lines; title line and abstract
line in turn; title and abstract with blank lines. Any byline, and parts of the header, may be missing.
"""

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from kg.model import KgError, Paper, Source
from kg.names.ids import paper_id
from kg.sources.dates import MONTH_NUMBERS
from kg.sources.segment import ABSTRACT, ABSTRACT_ON, TITLE, TITLE_ON, PageLine, ended, segment
from kg.sources.text import BAD_BYTES, LONGEST_LINE, Problem, Reporter, SourceText, clean, fault_of

_DAY_MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?P<day>\d{1,2})"
# After the date may come the number of comments: "Mar 21 3" has no year.
_DAY_MONTH += r"(?:, ?(?P<year>\d{4}))?(?: \d{1,4})?"
_DOT = "[·•∙⋅]"
_ONLY_DATE = re.compile(_DAY_MONTH)
_DOTTED = re.compile(rf"{_DOT} ?(?:{_DAY_MONTH})?")
_BULLET = re.compile(rf"{_DOT} ?")
_AUTHOR_COUNT = re.compile(rf"(?:(?:{_DOT}|[*-]) ?)?(?P<count>\d[\d,]*) authors?(?: ?{_DOT} ?(?P<rest>.*))?")
_SUBMITTED = re.compile(rf"(?P<who>.{{1,80}}?) ?{_DOT} {_DAY_MONTH}")

_PAGE = r"get trending papers in your email inbox(?: once a day)?!?|daily papers|by ?ak and the research community"
_FURNITURE = re.compile(_PAGE, re.IGNORECASE)
_BESIDE = re.compile(rf"new|Subscribe|{_DAY_MONTH}")  # furniture in the header, text elsewhere
_BEGINS = re.compile(rf"(?:{_PAGE}|subscribe)", re.IGNORECASE)
# Furniture without the line break after it. A title may begin with "Subscriber".
_GLUED = re.compile(rf"(?:(?i:{_PAGE})|Subscribe(?!(?:r|rs|d|s)?\b))(?=[\w$\"'“‘(\[\\])")


LONGEST_LINK = 2_000  # characters


class Byline(msgspec.Struct):
    """The lines below an abstract: authors or submitter, and date."""

    authors_count: int | None = None
    submitted_by: str = ""
    published: str = ""
    cut: bool = False


def read_daily_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a listing. Raises KgError if no paper is found, or a line is no text in UTF-8."""
    reader = ListingLines(_cleaned(text))
    parts = segment(reader.lines)
    starts = [place for place, part in enumerate(parts) if part == TITLE]
    if not starts:
        raise KgError(f"{text.name} has no papers: is it text saved from a listing page?")
    for ordinal, (start, end) in enumerate(pairwise([*starts, len(parts)]), 1):
        record = list(zip(parts[start:end], (line.text for line in reader.lines[start:end]), strict=True))
        title = _unbroken([words for part, words in record if part in (TITLE, TITLE_ON)])
        abstract = _unbroken([words for part, words in record if part in (ABSTRACT, ABSTRACT_ON)])
        byline = reader.bylines.get(end - 1, Byline(cut=end == len(parts) and not ended(abstract)))
        fault = fault_of(title, abstract)
        if fault or byline.cut:
            message = f"{fault or 'the file seems to be cut short in this record'}: {title[:60]!r}"
            report(Problem(text.name, reader.lines[start].number, message, skipped=bool(fault)))
        if fault:
            continue
        yield Paper(
            id=paper_id(title),
            title=title,
            abstract=abstract,
            published=byline.published,
            authors_count=byline.authors_count,
            submitted_by=byline.submitted_by,
            source=Source(text.name, ordinal),
        )


def _cleaned(text: SourceText) -> list[tuple[int, str]]:
    lines = []
    for number, line in text.lines:
        if bad := BAD_BYTES.search(line):
            byte = ord(bad.group()) - 0xDC00
            raise KgError(f"{text.name}, line {number}: byte 0x{byte:02x} is not UTF-8: save the file as UTF-8")
        if "\0" in line or len(line) > LONGEST_LINE:
            raise KgError(f"{text.name}, line {number}: not text: is the file a listing of papers?")
        lines.append((number, clean(line)))
    return lines


class ListingLines:
    """Lines without page furniture and bylines; bylines are kept by the index of the line that they follow."""

    def __init__(self, lines: list[tuple[int, str]]) -> None:
        self.lines: list[PageLine] = []
        self.bylines: dict[int, Byline] = {}
        self.furnished = False  # whether there was furniture that no other text has
        self._after: Literal["page", "byline", "text"] = "page"
        self._gap = False
        following = [""]
        for _, text in reversed(lines):
            following.append(text or following[-1])
        for (number, text), then in zip(lines, following[-2::-1], strict=True):
            if text:
                self._read(number, text, then)
            self._gap = not text

    def _read(self, number: int, text: str, then: str) -> None:
        while self._after == "page" and (glued := _GLUED.match(text)):
            text = text[glued.end() :]
            self.furnished = self.furnished or len(glued.group()) > len("Subscribe")
        if self._furniture(text, then):
            self._after = "page"
        elif self._byline(text, then):
            self._after = "byline"
        else:
            self.lines.append(PageLine(number, text, self._gap, fresh=self._after != "text"))
            self._after = "text"

    def _furniture(self, text: str, then: str) -> bool:
        if _FURNITURE.fullmatch(text):
            self.furnished = True
            return True
        # A second page may follow the first; the date before it belongs to the last byline.
        beside = self._after == "page" or ((self._after == "text" or text == "new") and bool(_BEGINS.fullmatch(then)))
        return beside and bool(_BESIDE.fullmatch(text))

    def _byline(self, text: str, then: str) -> bool:
        """Whether the line is part of a byline, which is then kept."""
        if not self.lines or self._after == "page":
            return False
        inside = self._after == "byline"
        if authors := _AUTHOR_COUNT.fullmatch(text):
            rest = authors["rest"] or ""
            byline = self._open()
            byline.authors_count = int(authors["count"].replace(",", ""))
            date = _ONLY_DATE.fullmatch(rest)
            byline.cut = not then or bool(rest and not date)
        elif date := _DOTTED.fullmatch(text) or _ONLY_DATE.fullmatch(text):
            self._open().cut = not then
        elif date := _SUBMITTED.fullmatch(text):
            self._open().submitted_by = date["who"]
        elif _DOTTED.fullmatch(then) and len(text) <= 80 and not ended(text) and not inside:
            self._open().submitted_by = text
        elif not then and (_BULLET.match(text) or (inside and not self._gap and len(text) < 14)):
            self._open().cut = True
        else:
            return False
        if date and date["month"]:
            self._open().published = _iso(date)
            self._open().cut = False
        return True

    def _open(self) -> Byline:
        place = len(self.lines) - 1
        self.lines[place] = msgspec.structs.replace(self.lines[place], last=True)
        return self.bylines.setdefault(place, Byline())


def _iso(date: re.Match[str]) -> str:
    """The date in ISO 8601, as much of it as the page gives; empty if there is no such day."""
    month, day, year = MONTH_NUMBERS[date["month"].lower()], int(date["day"]), date["year"]
    if not 1 <= day <= calendar.monthrange(int(year or 2000) or 2000, month)[1]:
        return ""
    return f"{year or '-'}-{month:02}-{day:02}"


def _unbroken(lines: list[str]) -> str:
    """Broken lines joined, as are words broken at a hyphen and links broken at a slash."""
    parts, tail = list[str](), ""  # the tail is the last word so far: a link may be broken more than once
    for line in lines:
        hyphen = re.search(r"\w--?$", tail) and not re.match(r"(and|or|to)\b", line)
        link = tail.endswith("/") and re.search(r"https?://\S", tail) and re.match(r"\w", line)
        glued = not tail or hyphen or link
        parts.append(line if glued else f" {line}")
        word = line.rpartition(" ")[2]
        tail = tail[-LONGEST_LINK:] + word if glued and word == line else word
    return "".join(parts)
