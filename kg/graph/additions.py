"""Which added papers a graph already has, and what matched them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

import msgspec
from msgspec.structs import replace

from kg.graph.identity import Indexed
from kg.graph.papers import JoinedPapers, Kept
from kg.model import Extraction, Paper
from kg.names.ids import title_key
from kg.names.likeness import stem
from kg.names.lists import RoleWords, WordRole
from kg.names.papers import author_keys, identity_keys, own_id

_LITTLE = RoleWords(WordRole.NO_INITIAL)  # words that any two titles may share
ALIKE = 0.7  # likeness of titles by their letters: those of languages that write no spaces have no words


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


def shared_ids(
    papers: JoinedPapers, records: Indexed[Extraction], replaced: Iterable[tuple[Paper, Paper]] = ()
) -> list[tuple[str, list[str]]]:
    """Ids and DOIs that join records whose titles differ clearly, such as row numbers of two files; and the titles.

    `replaced` are earlier records that are no longer among these, each with the one of its id that replaced it, whose
    titles differ clearly.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for earlier, newer in replaced:
        found[own_id(newer)] |= {earlier.title, newer.title}
    for key in papers:
        if len(kept := papers.places(key)) > 1:
            for shared, titles in _clashes(key, [records[place].paper for place, _ in kept]):
                found[shared] |= titles
    return [(key, sorted(titles)) for key, titles in sorted(found.items())]


def _clashes(key: str, papers: Sequence[Paper]) -> Iterator[tuple[str, set[str]]]:
    """The ids that some records of one paper share although their titles differ clearly; each set of titles once."""
    by_key: defaultdict[str, dict[str, Paper]] = defaultdict(dict)
    for paper in sorted(papers, key=lambda paper: (paper.title, -len(paper.authors), paper.authors)):
        title = title_key(paper.title)
        for shared in identity_keys(paper):
            # A title has the authors of the first of its records that has any.
            same = by_key[shared].setdefault(title, paper)
            if paper.authors and not same.authors:
                by_key[shared][title] = replace(same, authors=paper.authors)
    told = set[frozenset[str]]()
    for shared in sorted(by_key, key=lambda shared: (shared != key, shared)):
        first, *others = by_key[shared].values()
        # All are compared with one, not each with each: thousands of files may have a row 1.
        titles = frozenset(other.title for other in others if differ_clearly(first, other)) | {first.title}
        if len(titles) > 1 and titles not in told:
            told.add(titles)
            yield shared, {*titles}


def differ_clearly(paper: Paper, other: Paper) -> bool:
    """Whether two records with one id look like different papers.

    They do if, of the words that say something in the shorter title, at most half are in the other, in any form; the
    titles are not alike by their letters either; and fewer than half of the authors of the shorter list are in the
    other, or a list is missing. So neither a title that was corrected, extended or cut, nor a new one by the same
    authors, is a difference, while one surname in common is not enough among many.
    """
    titles = title_key(paper.title), title_key(other.title)
    if titles[0] == titles[1] or not all(titles):
        return False
    words = sorted((_telling_words(title) for title in titles), key=len)
    if 2 * len(words[0] & words[1]) > len(words[0]):
        return False
    teams = sorted(([keys for name in one.authors if (keys := author_keys([name]))] for one in (paper, other)), key=len)
    known = frozenset[str]().union(*teams[1])
    if teams[0] and 2 * sum(not keys.isdisjoint(known) for keys in teams[0]) >= len(teams[0]):
        return False
    # It depends on the order.
    return SequenceMatcher(None, min(titles), max(titles), autojunk=False).ratio() < ALIKE


def _telling_words(title: str) -> frozenset[str]:
    words = title.split()
    return frozenset(map(stem, [word for word in words if word not in _LITTLE.words] or words))


def _same_id(its: list[Kept], records: Indexed[Extraction], first: int) -> bool:
    """Whether an added record of a paper has an id of an earlier one, or is the same record."""
    if any(min(same) < first <= max(same) for _, same in its):
        return True
    before, added = set[str](), set[str]()
    for place, _ in its:
        (added if place >= first else before).update(identity_keys(records[place].paper))
    return not before.isdisjoint(added)
