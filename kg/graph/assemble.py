"""Extractions to one graph, and back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec
from msgspec.structs import astuple, replace

from kg.knowledge.lexicon import Lexicon
from kg.model import Edge, Entity, Extraction, Graph, Label, Node, Source
from kg.names.ids import paper_id, title_key
from kg.resolve import Resolution, resolve


def build_graph(extractions: Iterable[Extraction], lexicon: Lexicon, earlier: Graph | None = None) -> Graph:
    """The graph of a set of extractions, and of the papers of an earlier graph; order and repetition do not matter."""
    earlier = earlier or Graph()
    records = join_papers(chain(to_extractions(earlier), extractions))
    resolution = resolve([record for record, _ in records], lexicon)
    nodes = [
        Node(f"paper:{paper.id}", Label.PAPER, paper.title, paper=replace(paper, source=None), sources=sources)
        for paper, sources in ((record.paper, sources) for record, sources in records)
    ]
    edges = [edge for record, _ in records for edge in _edges(record, resolution)]
    return Graph(
        tuple(sorted([*nodes, *resolution.nodes], key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
        "+".join(sorted({lexicon.digest, *earlier.data.split("+")} - {""})),
    )


def to_extractions(graph: Graph) -> Iterator[Extraction]:
    """What a graph was built from: one extraction for every source of every paper."""
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    for edge in graph.edges:
        entities[edge.source].extend(edge.claims)
    for node in graph.nodes:
        if node.paper:
            for source in node.sources:
                yield Extraction(replace(node.paper, source=source), tuple(entities[node.id]))


def join_papers(extractions: Iterable[Extraction]) -> list[tuple[Extraction, tuple[Source, ...]]]:
    """For each paper, the fullest of its records and all their sources; records with one id or title are one paper."""
    unique = {_canonical(extraction) for extraction in extractions}
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for record in unique:
        first, *others = _identities(record)
        for key in others:
            parent[root(key)] = root(first)
    groups: defaultdict[str, list[Extraction]] = defaultdict(list)
    for record in unique:
        groups[root(_identities(record)[0])].append(record)
    joined = [
        (max(group, key=_fullness), tuple(sorted({record.paper.source for record in group if record.paper.source})))
        for group in groups.values()
    ]
    return sorted(joined, key=lambda pair: pair[0].paper.id)


def _canonical(record: Extraction) -> Extraction:
    """The record with its original id and title kept in its source, and its entities in a fixed order."""
    paper = record.paper
    source = paper.source or Source("", 0)
    if not source.id:
        source = replace(source, id=paper.id, title=title_key(paper.title))
    entities = sorted(record.entities, key=lambda entity: (entity.type, entity.id))
    return Extraction(replace(paper, source=source), tuple(entities))


def _identities(record: Extraction) -> list[str]:
    """Records that share one of these are one paper."""
    own = [f"id {record.paper.id}", f"title {title_key(record.paper.title)}"]
    source = record.paper.source
    return [*own, f"id {source.id}", f"title {source.title}"] if source else own


def _fullness(record: Extraction) -> tuple[bool, int, int, bytes]:
    """A total order of records: own id, abstract, metadata, then content, so that ties are the same record."""
    paper = replace(record.paper, source=None)
    content = msgspec.json.encode(Extraction(paper, record.entities))
    return paper.id != paper_id(paper.title), len(paper.abstract), sum(map(bool, astuple(paper))), content


def _edges(record: Extraction, resolution: Resolution) -> Iterator[Edge]:
    """A paper's edges: one for each node, with the strongest relation of the claims on it."""
    claims: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in record.entities:
        claims[resolution.node_id(record.paper.id, entity)].append(entity)
    for target, entities in claims.items():
        yield Edge(f"paper:{record.paper.id}", target, resolution.relation(target, entities), tuple(entities))
