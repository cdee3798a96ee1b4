"""Identifiers, author keys and dates of paper records."""

import calendar
import re
from collections.abc import Iterable
from urllib.parse import unquote

from msgspec.structs import replace

from kg.model import Label, Node, Paper
from kg.names.ids import is_title_hash, title_key
from kg.names.lists import RoleWords, WordRole

# The parts of arXiv before April 2007, whose papers have numbers such as hep-th/9901001.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga"
    "|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics"
    "|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_ARXIV_NUMBER = re.compile(
    rf"""(?: (?:https?://)? (?: (?:[\w-]+\.){{0,3}} (?:arxiv|alphaxiv|ar5iv)\.org/(?:[a-z]+/){{1,2}}
           | (?:www\.)? (?:huggingface\.co|hf\.co)/papers/ )
         | (?: (?:https?://)?(?:dx\.)?doi\.org/ | doi:\s* )? 10\.48550/arxiv\.
         | (?:oai:)?arxiv (?:\.org)? [\s:/_-]\s* )?
       (?: (?P<new>\d\d(?:0[1-9]|1[0-2])\.\d{{4,5}})
         | (?P<archive>{_ARCHIVES}) (?:\.[a-z]{{2}})? / (?P<old>\d\d(?:0[1-9]|1[0-2])\d{{3}}) )
       (?:v(?P<version>\d{{1,3}}))? (?:\.pdf)? (?:[/?\#\s].*)?""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_DOI = re.compile(r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi:?\s*)?(10\.\d{1,9}(?:\.\d+)*/\S+)", re.IGNORECASE)
MONTHS = 12
_OLD_CENTURY = 91  # arXiv began in 1991
_LAST_INITIALS = re.compile(r"[^\W\d_A-Z]\s+[A-Z]{2,3}$")
_NO_SURNAMES = RoleWords(WordRole.NO_SURNAME)


def arxiv_id(text: str) -> tuple[str, int] | None:
    """The arXiv number that an id, address or DOI has, and its version, or 0; None if it has none."""
    match = _ARXIV_NUMBER.fullmatch(text.strip())
    if not match:
        return None
    number = match["new"] or f"{match['archive'].lower()}/{match['old']}"
    return number, int(match["version"] or 0)


def bare_doi(text: str) -> str:
    """A DOI without its address and in lower case; empty if the text is not a DOI."""
    match = _DOI.fullmatch(unquote(text.strip()))
    return match[1].casefold().rstrip(".,;") if match else ""


def canonical_id(text: str) -> str:
    """An id in the one spelling that its paper has: an arXiv number without version, a bare DOI, or the id itself."""
    arxiv = arxiv_id(text)
    return arxiv[0] if arxiv else bare_doi(text) or text.strip()


def own_id(paper: Paper) -> str:
    """The id that a record brought with it; empty if its id was made from its title."""
    return "" if is_title_hash(paper.id, paper.title) else canonical_id(paper.id)


def arxiv_numbers(paper: Paper) -> dict[str, int]:
    """The arXiv numbers of a record, each with its version, or 0 where no version is given."""
    found: dict[str, int] = {}
    for number, version in filter(None, map(arxiv_id, filter(None, (paper.id, paper.url, paper.doi)))):
        found[number] = max(version, found.get(number, 0))
    return found


def identity_keys(paper: Paper) -> set[str]:
    """The ids of a record; records that share one are one paper."""
    return {own_id(paper), bare_doi(paper.doi), *arxiv_numbers(paper)} - {""}


def author_keys(authors: Iterable[str]) -> frozenset[str]:
    """The surnames of authors, and their full names in any order, as "Zhang Wei" may be Wei Zhang."""
    keys = set()
    for author in authors:
        family, comma, _ = author.partition(",")
        words = [word for word in title_key(author).split() if word not in _NO_SURNAMES.words]
        names = [word for word in title_key(family).split() if len(word) > 1 and word not in _NO_SURNAMES.words]
        # "Curie, Marie", "Marie Curie" and "Curie M" have one surname; "Curie MS" and "Marie CURIE" could be either.
        if names := names or words:
            keys |= {names[-1], " ".join(sorted(words))}
            if not comma and _LAST_INITIALS.search(author):
                keys.add(names[0])
    return frozenset(keys)


def text_date(paper: Paper) -> str:
    """When the text of a record is from, as far as it says: its update, or else its publication."""
    return next((date for date in (paper.updated, paper.published) if date[:4].isdecimal()), "")


def is_newer(paper: Paper, other: Paper) -> bool:
    """Whether a record says that its text is newer than another's, by an arXiv version or a date that both have."""
    versions, others = arxiv_numbers(paper), arxiv_numbers(other)
    for number in sorted(versions.keys() & others.keys()):
        if versions[number] and others[number] and versions[number] != others[number]:
            return versions[number] > others[number]
    dates = text_date(paper), text_date(other)
    length = min(19, *map(len, dates))  # of 2024-05 and 2024-05-17 none is newer; fractions of seconds do not count
    return dates[0][:length] > dates[1][:length]


def paper_year(paper: Paper) -> int | None:
    """The year of a paper's date, or else of its arXiv number."""
    if paper.published[:4].isdecimal():
        return int(paper.published[:4])
    return min((year for year, _ in _arxiv_months(paper)), default=None)


def with_year(paper: Paper) -> Paper:
    """A paper whose date, if it has one, has a year.

    "--06-17" gets that of its arXiv number if that is of this month or of the month before. Otherwise it is dropped, as
    if there were no date: then an update tells the year, unless there is an arXiv number, which does so better.
    """
    day = paper.published
    if not day.startswith("--"):
        return paper
    for year, month in _arxiv_months(paper):
        for passed in range(2):
            later, place = divmod(month - 1 + passed, MONTHS)
            if day[2:4] == f"{place + 1:02}":
                days = calendar.monthrange(year + later, place + 1)[1]
                known = day[5:7] in {f"{number:02}" for number in range(1, days + 1)}
                return replace(paper, published=f"{year + later}{day[1:] if known else day[1:4]}")
    return replace(paper, published="" if arxiv_numbers(paper) else paper.updated)


def _arxiv_months(paper: Paper) -> list[tuple[int, int]]:
    """The years and months of a record's arXiv numbers."""
    digits = [number.rpartition("/")[2][:4] for number in sorted(arxiv_numbers(paper))]
    return [(int(d[:2]) + (1900 if int(d[:2]) >= _OLD_CENTURY else 2000), int(d[2:])) for d in digits]


def paper_ids(node: Node) -> set[str]:
    """The ids that a paper is known by: that of its node, those of its records, and its DOI; none for an entity."""
    if node.label is not Label.PAPER:
        return set()
    own = {canonical_id(record.id) for record in node.records if isinstance(record.id, str)}
    doi = bare_doi(node.paper.doi) if node.paper else ""
    return {node.id.removeprefix("paper:"), doi, *own} - {""}
