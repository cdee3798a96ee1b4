"""Atom feeds, as the API of arXiv answers, and RSS feeds, as arXiv and journals announce papers."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from kg.model import KgError, Paper
from kg.sources.dates import read_date
from kg.sources.markup import BLOCK_TAGS, without_markup
from kg.sources.records import Record, arxiv_id_of, to_papers
from kg.sources.text import BAD_BYTES, LONGEST_LINE, Problem, Reporter, SourceText, clean, is_missing
from kg.sources.values import people_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Before the abstract in arXiv's RSS: "arXiv:2403.00001v1 Announce Type: new Abstract: …".
_ANNOUNCED = re.compile(r"\s*arXiv:\S+\s+Announce Type: [\w-]+\s+Abstract:\s*", re.IGNORECASE)
_API_ERROR = "arxiv.org/api/errors"
_DEEPEST = 100


class _Feed:
    """Pieces of text as the file that a parser reads; with the line, and the characters of this entry so far."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self.line, self.fed, self.entries = 1, 0, 0
        self._pieces, self._ended = pieces, False

    def read(self, _: int) -> str:
        """The next piece; empty at the end."""
        self.line += self._ended
        piece = next(self._pieces, "")
        self._ended = piece.endswith("\n")
        if bad := BAD_BYTES.search(piece):
            raise ValueError(f"byte 0x{ord(bad[0]) - 0xDC00:02x} is not UTF-8")
        self.fed += len(piece)
        if self.fed > LONGEST_LINE:
            raise ValueError(f"a record of more than {LONGEST_LINE:,} characters is not a paper")
        return piece


def read_atom_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a feed, entry by entry.

    Raises KgError if it has no entry, is no XML up to the first, or declares a document type.
    """
    from defusedxml.common import DefusedXmlException

    feed = _Feed(text.pieces)
    try:
        yield from to_papers(text, _feed_entries(feed), _record_of_element, report)
    except DefusedXmlException as error:
        message = "it has a DOCTYPE, which kg refuses because it can pull in entities and other files"
        raise KgError(f"{text.name}, line {feed.line}: {message}") from error
    except (SyntaxError, ValueError) as error:
        reason = str(error).partition(": line")[0]  # the line is that of the message
        if isinstance(error, SyntaxError):
            cut = reason.startswith("no element found")
            reason = "the XML is cut short" if cut else f"the XML is not well-formed: {reason}"
        if not feed.entries:
            raise KgError(f"{text.name}, line {feed.line}: {reason}") from error
        report(Problem(text.name, feed.line, f"the rest cannot be read: {reason}"))
    else:
        if not feed.entries:
            raise KgError(f"{text.name} has no papers: there is no entry in the feed")


def _feed_entries(feed: _Feed) -> Iterator[tuple[int, "Element"]]:
    """The entries of a feed, each with the line where it begins; none is kept in memory.

    Raises SyntaxError if it is no XML, ValueError if it is refused, or too large or too deep for a feed.
    """
    from defusedxml.ElementTree import iterparse

    parents: list[Element] = []
    line = 0
    for event, element in iterparse(feed, ("start", "end"), forbid_dtd=True):
        if event == "start":
            parents.append(element)
            if len(parents) > _DEEPEST:
                raise ValueError(f"elements are nested {_DEEPEST} deep")
            if _local_name(element) in ("entry", "item"):
                line = feed.line
        else:
            parents.pop()
            if _local_name(element) in ("entry", "item"):
                feed.entries += 1
                yield line, element
                feed.fed = 0
                if parents:
                    parents[-1].clear()


def _local_name(element: "Element") -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _text_of(element: "Element") -> str:
    """The text in an element; blocks of XHTML are kept apart."""
    parts = [element.text or ""]
    for child in element:
        gap = " " if re.fullmatch(BLOCK_TAGS, _local_name(child)) else ""
        parts += [gap, _text_of(child), gap, child.tail or ""]
    return "".join(parts)


def _is_of_month(date: str, number: str) -> bool:
    """Whether a date is in the month that an arXiv number has."""
    day = read_date(clean(date))[0]
    return bool(number) and number.rpartition("/")[2][:4] == day[2:4] + day[5:7]


def _record_of_element(entry: "Element", line: int) -> Record:
    """What an entry of Atom or an item of RSS says. Raises ValueError if it is the error of an API."""
    found: dict[str, list[Element]] = {}
    for child in entry:
        found.setdefault(_local_name(child), []).append(child)

    def every(name: str) -> list[str]:
        return [without_markup(_text_of(child)).strip() for child in found.get(name, ())]

    def get(*names: str) -> str:
        """The first of some elements that is not missing."""
        return next((value for name in names for value in every(name) if not is_missing(value)), "")

    if _API_ERROR in get("id"):
        raise ValueError(f"arXiv returned an error: {clean(get('summary'))[:120]!r}")
    own = get("id", "guid").removeprefix("oai:arXiv.org:")
    links = [link.get("href", "") for link in found.get("link", ()) if link.get("rel", "alternate") == "alternate"]
    names = [name for author in found.get("author", ()) for name in author if _local_name(name) == "name"]
    dates = [(name, get(name)) for name in ("published", "pubDate", "date", "updated")]
    updated = get("updated")
    announced = get("announce_type")  # of arXiv, whose date is that of the announcement
    if announced not in ("", "new") and not any(_is_of_month(date, arxiv_id_of(own)) for _, date in dates):
        updated = updated or next((date for _, date in dates if date), "")
        updated, dates = updated if announced.startswith("replace") else "", []
    return Record(
        line=line,
        title=get("title"),
        abstract=_ANNOUNCED.sub("", get("summary", "description", "content")),
        id="" if arxiv_id_of(own) else own,
        arxiv=own,
        url=next(filter(None, links), "") or get("link"),
        doi=get("doi") or get("identifier").partition("doi:")[2],
        dates=tuple(dates),
        updated=updated,
        authors=(*("".join(name.itertext()) for name in names), *chain(*map(people_of, every("creator")))),
        venue=get("journal_ref", "publicationName"),
        categories=tuple(child.get("term", "") for child in found.get("category", ())) + tuple(every("category")),
    )
