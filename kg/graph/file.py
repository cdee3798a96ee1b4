"""Extractions to one graph and back, and the graph file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import structs

from kg.files import replacing
from kg.knowledge.lexicon import Lexicon
from kg.model import Edge, Entity, Extraction, Graph, KgError, Label, Node, Paper, Source
from kg.names.ids import paper_id, title_key
from kg.resolve import Resolution, resolve

PAPER_FACTS = ("title", "abstract", "published", "url", "authors", "categories", "authors_count", "submitted_by")
FORMAT = 1


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """First line of a graph file: what wrote it, and hashes of the data files and of the papers that went in."""

    format: int
    version: str
    data: str
    inputs: str


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a graph file: exactly one of the three is set."""

    header: Header | None = None
    node: Node | None = None
    edge: Edge | None = None


def build_graph(extractions: Iterable[Extraction], lexicon: Lexicon) -> Graph:
    """The graph of a set of extractions: their order and repetition do not matter."""
    papers = join_papers(extractions)
    resolution = resolve([extraction for extraction, _ in papers], lexicon)
    edges = [edge for extraction, _ in papers for edge in _edges(extraction, resolution)]
    nodes = [_paper_node(extraction.paper, sources) for extraction, sources in papers]
    return Graph(
        tuple(sorted([*nodes, *resolution.nodes], key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
    )


def merge(graphs: Iterable[Graph], lexicon: Lexicon) -> Graph:
    """The graph of all the papers of some graphs; associative, commutative and idempotent."""
    return build_graph((extraction for graph in graphs for extraction in to_extractions(graph)), lexicon)


def to_extractions(graph: Graph) -> Iterator[Extraction]:
    """What a graph was built from: one extraction for every source of every paper."""
    entities: defaultdict[str, list[Entity]] = defaultdict(list)
    for edge in graph.edges:
        entities[edge.source].extend(edge.claims)
    for node in graph.nodes:
        if node.label is not Label.PAPER:
            continue
        facts = {name: getattr(node, name) for name in PAPER_FACTS}
        paper = Paper(id=node.id.removeprefix("paper:"), **facts)
        for source in node.sources:
            yield Extraction(structs.replace(paper, source=source), tuple(entities[node.id]))


def join_papers(extractions: Iterable[Extraction]) -> list[tuple[Extraction, tuple[Source, ...]]]:
    """Records of one paper (same id, or same normalised title) joined: the fullest of them, and all sources."""
    unique = {_canonical(extraction) for extraction in extractions}
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for record in unique:
        first, *others = _keys(record)
        for key in others:
            parent[root(key)] = root(first)
    groups: defaultdict[str, list[Extraction]] = defaultdict(list)
    for record in unique:
        groups[root(_keys(record)[0])].append(record)
    return sorted((_join(group) for group in groups.values()), key=lambda pair: pair[0].paper.id)


def _canonical(extraction: Extraction) -> Extraction:
    """The record with a source that keeps what it was joined by, and its entities in a fixed order."""
    paper = extraction.paper
    source = paper.source or Source("", 0)
    if not source.id:
        source = structs.replace(source, id=paper.id, title=title_key(paper.title))
    entities = sorted(extraction.entities, key=lambda entity: (entity.type, entity.id))
    return Extraction(structs.replace(paper, source=source), tuple(entities))


def _keys(record: Extraction) -> list[str]:
    source = record.paper.source
    assert source is not None
    return [
        f"id {source.id}",
        f"title {source.title}",
        f"id {record.paper.id}",
        f"title {title_key(record.paper.title)}",
    ]


def _join(group: list[Extraction]) -> tuple[Extraction, tuple[Source, ...]]:
    sources = {record.paper.source for record in group if record.paper.source}
    return max(group, key=_fullness), tuple(sorted(sources))


def _fullness(record: Extraction) -> tuple[bool, int, int, bytes]:
    """A total order of records: own id, abstract, metadata, then content, so that ties are the same record."""
    paper = structs.replace(record.paper, source=None)
    facts = sum(bool(getattr(paper, name)) for name in PAPER_FACTS)
    own = paper.id != paper_id(paper.title)
    return own, len(paper.abstract), facts, msgspec.json.encode(Extraction(paper, record.entities))


def _edges(extraction: Extraction, resolution: Resolution) -> Iterator[Edge]:
    """A paper's edges, one for each node, with the first relation of the claims that meet there."""
    claims: defaultdict[str, list[Entity]] = defaultdict(list)
    for entity in extraction.entities:
        claims[resolution.node_id(extraction.paper.id, entity)].append(entity)
    for target, entities in claims.items():
        first = resolution.relation(target, entities)
        yield Edge(f"paper:{extraction.paper.id}", target, first, tuple(entities))


def _paper_node(paper: Paper, sources: tuple[Source, ...]) -> Node:
    facts = {name: getattr(paper, name) for name in PAPER_FACTS}
    return Node(id=f"paper:{paper.id}", label=Label.PAPER, name=paper.title, sources=sources, **facts)


def write_graph(graph: Graph, path: Path, header: Header) -> None:
    """Write a graph file: to a temporary file beside it, synced, then renamed over it."""
    encode = msgspec.json.Encoder().encode
    with replacing(path) as file:
        file.write(encode(Line(header=header)) + b"\n")
        file.writelines(encode(Line(node=node)) + b"\n" for node in graph.nodes)
        file.writelines(encode(Line(edge=edge)) + b"\n" for edge in graph.edges)


def read_graph(path: Path) -> Graph:
    """Read a graph file.

    Raises:
        KgError: the file is missing, is no graph file, or breaks at a line that the message names.
    """
    header, lines = _read_lines(path)
    if header.format != FORMAT:
        raise KgError(f"{path}: graph format {header.format}, this kg reads {FORMAT}: build the graph again")
    return Graph(
        tuple(line.node for line in lines if line.node is not None),
        tuple(line.edge for line in lines if line.edge is not None),
    )


def read_header(path: Path) -> Header:
    """The header of a graph file."""
    return _read_lines(path, limit=1)[0]


def _read_lines(path: Path, limit: int | None = None) -> tuple[Header, list[Line]]:
    decoder = msgspec.json.Decoder(Line)
    lines: list[Line] = []
    try:
        with path.open("rb") as file:
            lines.extend(map(decoder.decode, islice(file, limit)))
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        where = f"{path}, line {len(lines) + 1}"
        raise KgError(f"{where}: no line of a graph file ({error}): build the graph again") from error
    if not lines or lines[0].header is None:
        raise KgError(f"{path} is not a graph file: make one with kg build PAPERS -o {path.name}")
    return lines[0].header, lines[1:]
