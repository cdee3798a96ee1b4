"""Which of the papers that are added to a graph it had before, and by what they were known."""

from collections.abc import Iterable, Iterator

import msgspec

from kg.graph.papers import records_of
from kg.model import Graph, Node, Paper, Source
from kg.names.papers import canonical_id, identity_keys

# A record: where it was read, and its id.
Key = tuple[Source | None, str]


class Additions(msgspec.Struct, frozen=True):
    """How many papers are new to a graph, how many it had, and the titles of those that only their title joined."""

    new: int
    known: int
    by_title: tuple[str, ...]


def compare_added(graph: Graph, earlier: Graph, added: Iterable[Paper]) -> Additions:
    """What the added records are to the earlier graph; `graph` has both."""
    keys = {(paper.source, canonical_id(paper.id)) for paper in added}
    sources = {source for source, _ in keys}
    touched = [node for node in graph.nodes if not sources.isdisjoint(node.sources) and keys & {*_record_keys(node)}]
    near = {source for node in touched for source in node.sources}
    before = {key for node in earlier.nodes if not near.isdisjoint(node.sources) for key in _record_keys(node)}
    known = [node for node in touched if before & {*_record_keys(node)}]
    titles = tuple(node.name for node in known if not _same_id(node, keys, before))
    return Additions(len(touched) - len(known), len(known), titles)


def _record_keys(node: Node) -> Iterator[Key]:
    return (_record_key(record.paper) for record in records_of(node, ()))


def _record_key(paper: Paper) -> Key:
    return paper.source, canonical_id(paper.id)


def _same_id(node: Node, added: set[Key], before: set[Key]) -> bool:
    """Whether an added record of a paper has an id of an earlier one, or is the same record."""
    papers = [record.paper for record in records_of(node, ())]
    if any(_record_key(paper) in added & before for paper in papers):
        return True
    ids = [
        {key for paper in papers if _record_key(paper) in some for key in identity_keys(paper)}
        for some in (added, before)
    ]
    return not ids[0].isdisjoint(ids[1])
