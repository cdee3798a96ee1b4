"""Extractions to one graph, and back."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from kg.graph.papers import JoinedPaper, join_papers, records_of, without_corrected
from kg.knowledge.lexicon import Lexicon
from kg.model import Edge, Entity, Extraction, Graph, Label, Node
from kg.resolve import resolve, strongest


def build_graph(
    extractions: Iterable[Extraction], lexicon: Lexicon, earlier: Graph | None = None, *, correcting: bool = False
) -> Graph:
    """The graph of a set of extractions, and of the papers of an earlier graph; order and repetition do not matter.

    If `correcting`, an extraction replaces the text of an earlier record with the same id and fields, where no date
    tells which is newer. Otherwise adding to a graph is the same as building from all extractions at once.
    """
    earlier = earlier or Graph()
    records = to_extractions(earlier)
    if correcting:
        extractions = list(extractions)
        records = without_corrected(records, extractions)
    papers = join_papers(chain(records, extractions))
    resolution = resolve([Extraction(joined.paper, joined.entities) for joined in papers], lexicon)
    nodes = map(paper_node, papers)
    edges = [
        edge
        for joined in papers
        for edge in paper_edges(joined, partial(resolution.node_id, joined.paper.id), resolution.labels)
    ]
    return Graph(
        tuple(sorted([*nodes, *resolution.nodes], key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
        "+".join(sorted({lexicon.digest, *earlier.data.split("+")} - {""})),
    )


def to_extractions(graph: Graph) -> Iterator[Extraction]:
    """What a graph was built from: one extraction for every source of every record of its papers."""
    claims: defaultdict[str, list[Entity]] = defaultdict(list)
    for edge in graph.edges:
        claims[edge.source].extend(edge.claims)
    for node in graph.nodes:
        if node.paper:
            yield from records_of(node, claims[node.id])


def without_papers(graph: Graph, ids: Iterable[str]) -> Graph:
    """A graph without some papers' nodes; what only they name is gone when it is built again."""
    left_out = {*ids}
    return Graph(
        tuple(node for node in graph.nodes if node.id not in left_out),
        tuple(edge for edge in graph.edges if edge.source not in left_out),
        graph.data,
    )


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
