"""Which records are one paper.

Records are one paper if they share an id of their own, an arXiv number or a DOI; or a title, unless both have authors
and share none. Nothing else parts two records, so a preprint and an article of one title and author are one paper.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from typing import Protocol, TypeVar

from kg.model import Paper
from kg.names.ids import title_key
from kg.names.lists import RoleWords, WordRole
from kg.names.papers import author_keys, identity_keys

# A title of these words says nothing ("Discussion", "Reply to the editor"): without an id, an author or an abstract in
# common, papers that bear it are different papers.
GENERIC = RoleWords(WordRole.EMPTY_TITLE)
MOST_TEAMS = 100  # a title that so many have says nothing either, and each record would be compared with all


Member = TypeVar("Member", covariant=True)


class Indexed(Protocol[Member]):
    """Things with numbers, which may be on disk: a list is one."""

    def __len__(self) -> int:
        """How many there are."""
        ...

    def __getitem__(self, place: int, /) -> Member:
        """The one with this number."""
        ...


class _Links:
    """Union-find over the places of records; of each cluster the authors, once they are known."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))
        self.authors: dict[int, set[str]] = {}  # of roots

    def root(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        if first != second:
            self.parent[second] = first
            if authors := self.authors.pop(second, None):
                small, large = sorted((authors, self.authors.get(first, set())), key=len)
                large |= small
                self.authors[first] = large

    def join_sharing(self, keys: Iterable[tuple[str, int]], first: dict[str, int] | None = None) -> None:
        """Join all that have a key in common; `first` has the first place with each."""
        first = {} if first is None else first
        for key, place in keys:
            self.join(first.setdefault(key, place), place)

    def authors_of(self, place: int) -> Set[str]:
        return self.authors.get(self.root(place), frozenset())


def group_records(papers: Indexed[Paper]) -> list[list[int]]:
    """The places of records, those of one paper together; a function of the set, whatever the order."""
    links = _Links(len(papers))
    first: dict[str, int] = {}
    by_title: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(papers)):
        paper = papers[place]
        links.join_sharing(((key, place) for key in identity_keys(paper)), first)
        by_title[title_key(paper.title)].append(place)
    shared = {
        title: places for title, places in sorted(by_title.items()) if len({links.root(place) for place in places}) > 1
    }
    _find_authors({links.root(place) for places in shared.values() for place in places}, papers, links)
    # Each cluster once, before any is joined: one with many records may have many authors.
    known = {root: frozenset(authors) for root, authors in links.authors.items()}
    roots = {title: sorted({links.root(place) for place in places}) for title, places in shared.items()}
    for title, places in shared.items():
        links.join_sharing((key, root) for root in roots[title] for key in known.get(root, ()))
        # The same title and abstract by authors of other names are one paper still, as names have many spellings.
        links.join_sharing((key, place) for place in places if (key := title_key(papers[place].abstract)))
    for title, places in shared.items():
        _join_nameless(title, places, papers, links)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place in range(len(papers)):
        groups[links.root(place)].append(place)
    return list(groups.values())


def bonds_of(paper: Paper) -> set[str]:
    """What a record has in common with any other that is one paper with it, itself or through others.

    If its title says nothing, see `title_bonds` too.
    """
    title = title_key(paper.title)
    return {f"id {key}" for key in identity_keys(paper)} | (set() if says_nothing(title) else {f"title {title}"})


def title_bonds(papers: Sequence[Paper]) -> set[str]:
    """The same of records that have bonds, for their titles that say nothing: there may be very many of these."""
    authors = {key for paper in papers for key in author_keys(paper.authors)}
    titles = {(title_key(paper.title), title_key(paper.abstract)) for paper in papers}
    nothing = {(title, text) for title, text in titles if says_nothing(title)}
    return {f"by {author}: {title}" for title, _ in nothing for author in authors} | {
        f"title {title}: {hashlib.sha256(text.encode()).hexdigest()}" for title, text in nothing
    }


def says_nothing(title: str) -> bool:
    """Whether papers may well have this title (a title key) by chance."""
    return all(word in GENERIC.words for word in title.split())


def _find_authors(roots: set[int], papers: Indexed[Paper], links: _Links) -> None:
    """Find the authors of these clusters; those of all would take long."""
    for place in range(len(papers)):
        if (root := links.root(place)) in roots and (authors := papers[place].authors):
            links.authors.setdefault(root, set()).update(author_keys(authors))


def _join_nameless(title: str, places: list[int], papers: Indexed[Paper], links: _Links) -> None:
    """Join records of one title that have no authors: to those that have, by the likest abstract, or to each other."""
    named = [place for place in places if links.authors_of(place)]
    nameless = [place for place in places if not links.authors_of(place)]
    teams = len({links.root(place) for place in named})
    if teams > MOST_TEAMS or says_nothing(title):
        # Where there is neither an id nor a word of an abstract, nothing distinguishes them.
        same = [place for place in nameless if not (title_key(papers[place].abstract) or identity_keys(papers[place]))]
        links.join_sharing(("", place) for place in same)
        return
    if teams < 2:
        links.join_sharing(("", place) for place in nameless + named)
        return
    words = {place: frozenset(title_key(papers[place].abstract).split()) for place in places}

    def distance(pair: tuple[int, int]) -> tuple[float, str, str, str, str]:
        mine, other = words[pair[0]], words[pair[1]]
        paper = papers[pair[1]]
        return -len(mine & other) / max(1, len(mine | other)), paper.id, paper.abstract, paper.doi, paper.url

    clusters: defaultdict[int, list[int]] = defaultdict(list)
    for place in nameless:
        clusters[links.root(place)].append(place)
    nearest = [min(((a, b) for a in cluster for b in named), key=distance) for cluster in clusters.values()]
    for a, b in nearest:
        links.join(a, b)
