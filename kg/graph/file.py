"""The graph file: a header, then one node or one edge a line, as JSON."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import msgspec

from kg.compression import decompressed
from kg.files import replacing
from kg.graph.properties import papers_by_id
from kg.graph.readers import other_reader
from kg.memory import uncollected
from kg.model import Edge, Graph, KgError, Node, StrPath, no_graph

FORMAT = 3
BEGIN = b'{"header":{"format":'
AGAIN = "build the graph again"


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a graph file: what wrote it, from which data files and papers, and what follows.

    `nodes` and `edges` are the numbers of lines that follow, `digest` is the SHA-256 of them all.
    """

    format: int
    version: str
    data: str
    inputs: str
    nodes: int = 0
    edges: int = 0
    digest: str = ""


class GraphLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of a graph file: exactly one of the three is set."""

    header: Header | None = None
    node: Node | None = None
    edge: Edge | None = None


def write_graph(graph: Graph, path: StrPath) -> None:
    """Write a graph file; the old one stays until the new one is complete.

    Raises:
        KgError: this is no graph, or it cannot be written.
    """
    if not isinstance(graph, Graph):
        raise no_graph(graph)
    with replacing(Path(path)) as file:
        write_lines(graph, file)


def write_lines(graph: Graph, file: IO[bytes]) -> None:
    """Write what a graph file holds."""
    # Hashed from the graph, whose papers are sorted: the order and the number of runs cannot change it.
    inputs = hashlib.sha256()
    for node in graph.nodes:
        if node.paper:
            inputs.update(input_bytes(node))
    digest = hashlib.sha256()
    for line in _lines(graph):  # made twice, as a large graph is not held in memory twice
        digest.update(line)
    file.write(header_line(graph.data, inputs.hexdigest(), len(graph.nodes), len(graph.edges), digest.hexdigest()))
    file.writelines(_lines(graph))


def header_line(data: str, inputs: str, nodes: int, edges: int, digest: str) -> bytes:
    """The first line, from the hashes of the papers and of all lines that follow."""
    from kg import __version__  # found in the installed package's metadata: readers need not wait for that

    header = Header(FORMAT, __version__, data, inputs[:16], nodes, edges, digest)
    return msgspec.json.encode(GraphLine(header=header)) + b"\n"


def input_bytes(node: Node) -> bytes:
    """What is hashed of a paper."""
    assert node.paper
    return msgspec.json.encode((node.id, node.paper.title, node.paper.abstract, node.records))


def graph_line(item: Node | Edge) -> bytes:
    """The line of a node or an edge."""
    line = GraphLine(node=item) if isinstance(item, Node) else GraphLine(edge=item)
    return msgspec.json.encode(line) + b"\n"


def _lines(graph: Graph) -> Iterator[bytes]:
    yield from map(graph_line, graph.nodes)
    yield from map(graph_line, graph.edges)


@uncollected()
def read_graph(path: StrPath) -> Graph:
    """Read a graph file, or a graph that was exported to JSON or Parquet.

    Raises:
        KgError: the file is missing, is not a graph file, is cut short, or is not as it was written.
    """
    path = Path(path)
    if read := other_reader(path):
        stored = read(path)
        _check_format(path, stored.origin.format)
        papers_by_id(stored.graph)
        return stored.graph
    lines = _read_lines(path)
    _, _, first = next(lines, (0, b"", GraphLine()))
    header = first.header
    if header is None:
        raise KgError(_not_a_graph(path))
    _check_format(path, header.format)
    digest = hashlib.sha256()
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for number, raw, line in lines:
        digest.update(raw + b"\n")
        if line.node:
            if line.node.id in nodes:
                raise _damaged(path, number, f"the node {line.node.id} a second time")
            nodes[line.node.id] = line.node
        elif line.edge:
            edges.append(line.edge)
            for end in (line.edge.source, line.edge.target):
                if end not in nodes:
                    raise _damaged(path, number, f"an edge of {end}, which is not a node")
        else:
            raise _damaged(path, number, "neither a node nor an edge")
    _check_counts(path, header, len(nodes), len(edges))
    if digest.hexdigest() != header.digest:
        raise _damaged(path, _first_change(path), "not as kg wrote it")
    return Graph(tuple(nodes.values()), tuple(edges), header.data)


def is_graph_file(path: Path) -> bool:
    """Whether a file begins as a graph file does, in whatever format and condition the rest of it is."""
    with decompressed(path) as file:
        return file.readline(len(BEGIN)) == BEGIN


def _read_lines(path: Path) -> Iterator[tuple[int, bytes, GraphLine]]:
    """The lines of a graph file that are not blank, with their numbers; one that is cut short is left out."""
    decode = msgspec.json.Decoder(GraphLine).decode
    number, line = 0, b""
    try:
        with decompressed(path) as file:
            for number, line in enumerate(file, 1):
                # Line ends may be changed on the way, by Git for one.
                if raw := line.strip():
                    yield number, raw, decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if number == 1:
            raise KgError(_not_a_graph(path)) from error
        if line.endswith(b"\n"):
            raise _damaged(path, number, str(error)) from error


def _check_counts(path: Path, header: Header, nodes: int, edges: int) -> None:
    found = f"{nodes:,} of {header.nodes:,} nodes and {edges:,} of {header.edges:,} edges"
    if nodes < header.nodes or edges < header.edges:
        raise KgError(f"{path} is cut short, with {found}: {AGAIN}")
    if (nodes, edges) != (header.nodes, header.edges):
        raise KgError(f"{path} has more than was written, with {found}: {AGAIN}")


def _first_change(path: Path) -> int:
    """The first line that kg would write otherwise, or that is out of order; 0 if it cannot be told."""
    encode = msgspec.json.Encoder().encode
    last = (0, "", "")
    for number, raw, line in _read_lines(path):
        key = (1, line.node.id, "") if line.node else (2, line.edge.source, line.edge.target) if line.edge else last
        if encode(line) != raw or key < last:
            return number
        last = key
    return 0


def _damaged(path: Path, line: int, what: str) -> KgError:
    where = f"{path}, line {line}" if line else f"{path}, in one of its lines"
    return KgError(f"{where}: changed or damaged ({what}): {AGAIN}")


def _check_format(path: Path, form: int) -> None:
    if form != FORMAT:
        raise KgError(f"{path} has graph format {form}, but this kg reads format {FORMAT}: {AGAIN}")


def _not_a_graph(path: Path) -> str:
    return f"{path} is not a graph file: make one with kg build PAPERS -o graph.jsonl"
