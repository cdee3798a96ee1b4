"""Which added papers a graph already has, and what matched them."""

from collections.abc import Iterator

import msgspec

from kg.graph.identity import Indexed
from kg.graph.papers import JoinedPapers, Kept
from kg.model import Extraction
from kg.names.ids import title_key
from kg.names.papers import identity_keys

LONGEST_ROW_NUMBER = 6  # digits; those of PubMed and of corpora have more


class Additions(msgspec.Struct, frozen=True):
    """How many papers are new to a graph, how many it had, and the titles of those that only their title joined."""

    new: int
    known: int
    by_title: tuple[str, ...]


def compare_added(papers: JoinedPapers, records: Indexed[Extraction], first: int) -> Additions:
    """What added records, which begin at the place `first`, are to those before them."""
    new, known, titles = 0, 0, []
    for key in papers:
        its = papers.places(key)
        places = [place for _, same in its for place in same]
        if min(places) >= first:
            new += 1
        elif max(places) >= first:
            known += 1
            if not _same_id(its, records, first):
                titles.append(papers[key].paper.title)
    return Additions(new, known, tuple(titles))


def shared_numbers(papers: JoinedPapers, records: Indexed[Extraction]) -> Iterator[tuple[str, list[str]]]:
    """Papers that a short number joins, such as that of a row in each of two files: the number, and their titles."""
    for key in papers:
        kept = papers.places(key)
        if len(kept) > 1 and key.isdecimal() and len(key) <= LONGEST_ROW_NUMBER:
            shown = [records[place].paper.title for place, _ in kept]
            titles = {title_key(title): title for title in sorted(shown)}
            if len(titles) > 1:
                yield key, sorted(titles.values())


def _same_id(its: list[Kept], records: Indexed[Extraction], first: int) -> bool:
    """Whether an added record of a paper has an id of an earlier one, or is the same record."""
    if any(min(same) < first <= max(same) for _, same in its):
        return True
    before, added = set[str](), set[str]()
    for place, _ in its:
        (added if place >= first else before).update(identity_keys(records[place].paper))
    return not before.isdisjoint(added)
