"""Extractions to one graph, and back."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from heapq import merge
from itertools import groupby, takewhile
from operator import attrgetter
from pathlib import Path

import msgspec

from kg.graph.file import read_items
from kg.graph.papers import JoinedPaper, JoinedPapers, records_of
from kg.knowledge.lexicon import Lexicon
from kg.model import Edge, Entity, Extraction, Graph, Label, Node
from kg.resolve import Resolution, resolve, strongest


class Assembly(msgspec.Struct, frozen=True):
    """A graph whose papers and edges are made one after the other; see `Graph`."""

    papers: Mapping[str, JoinedPaper]
    resolution: Resolution
    data: str

    def nodes(self) -> Iterator[Node]:
        """The nodes, sorted by id."""
        by_id = attrgetter("id")
        return merge(sorted(self.resolution.nodes, key=by_id), map(paper_node, self.papers.values()), key=by_id)

    def edges(self) -> Iterator[Edge]:
        """The edges, sorted by source and target."""
        for key, joined in self.papers.items():
            edges = paper_edges(joined, partial(self.resolution.node_id, key), self.resolution.labels)
            yield from sorted(edges, key=attrgetter("target"))


def assemble(papers: Mapping[str, JoinedPaper], lexicon: Lexicon, data: str = "") -> Assembly:
    """The graph of papers, some of which may be of a graph that was built with other data files."""
    return Assembly(papers, resolve(papers, lexicon), "+".join(sorted({lexicon.digest, *data.split("+")} - {""})))


def build_graph(extractions: Iterable[Extraction], lexicon: Lexicon) -> Graph:
    """The graph of a set of extractions; order and repetition do not matter."""
    made = assemble(dict(JoinedPapers(list(extractions))), lexicon)
    return Graph(tuple(made.nodes()), tuple(made.edges()), made.data)


class StoredExtractions(msgspec.Struct, frozen=True):
    """What a graph file was built from, to be read once, and with which data files."""

    data: str
    extractions: Iterator[Extraction]


def read_extractions(path: Path, without: Collection[str] = ()) -> StoredExtractions:
    """What a graph file was built from, but for some papers' nodes: what only they name is gone with them.

    Raises KgError if it is no graph file, or (while it is read) not as it was written.
    """
    (header, first), (_, again) = read_items(path), read_items(path)
    nodes = takewhile(lambda item: isinstance(item, Node), first)
    left = (item for item in nodes if isinstance(item, Node) and item.id not in without)
    edges = (item for item in again if isinstance(item, Edge))
    return StoredExtractions(header.data, extractions_of(left, edges))


def extractions_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Extraction]:
    """One extraction for every source of every record of the papers."""
    by_source = groupby(edges, key=attrgetter("source"))
    source, its = next(by_source, ("", iter(())))
    for node in nodes:
        while source and source < node.id:
            source, its = next(by_source, ("", iter(())))
        if node.paper:
            yield from records_of(node, [claim for edge in its for claim in edge.claims] if source == node.id else ())
    for _ in by_source:
        pass  # a file is checked at its end


def paper_node(joined: JoinedPaper) -> Node:
    """The node of a paper."""
    paper = joined.paper
    return Node(f"paper:{paper.id}", Label.PAPER, paper.title, paper=paper, records=joined.records)


def paper_edges(joined: JoinedPaper, node_id: Callable[[Entity], str], labels: Mapping[str, Label]) -> Iterator[Edge]:
    """A paper's edges: one for each node, with the strongest relation of the claims on it."""
    claims: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in joined.entities:
        claims[node_id(entity)].append(entity)
    for target, entities in claims.items():
        yield Edge(f"paper:{joined.paper.id}", target, strongest(entities, labels[target]), tuple(entities))
