"""The graph file: a header, then one node or one edge a line, as JSON."""

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from kg.compression import decompressed
from kg.files import replacing
from kg.graph.properties import papers_by_id
from kg.graph.readers import other_reader
from kg.graph.statistics import Summary, totals
from kg.memory import uncollected
from kg.model import Edge, Graph, KgError, Node, StrPath, no_graph

FORMAT = 3
BEGIN = b'{"header":{"format":'
AGAIN = "build the graph again"
COPIED = 1 << 20  # bytes at a time


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
        write_items(graph.nodes, graph.edges, graph.data, file, Path(path).resolve().parent)


def write_items(nodes: Iterable[Node], edges: Iterable[Edge], data: str, file: IO[bytes], folder: Path) -> Summary:
    """Write sorted nodes and edges as a graph file, and return their counts.

    What follows the header is in a temporary file in a folder first: nothing that grows with the graph is in memory.
    """
    inputs, digest = hashlib.sha256(), hashlib.sha256()
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryFile(dir=folder) as body:

        def write(item: Node | Edge) -> None:
            line = graph_line(item)
            digest.update(line)
            body.write(line)

        for node in nodes:
            write(node)
            counts["node", node.label] += 1
            if node.paper:
                # The papers are sorted: the order of the input and the number of runs cannot change the hash.
                inputs.update(input_bytes(node))
                counts["records", ""] += len(node.sources)
        for edge in edges:
            write(edge)
            counts["edge", edge.type] += 1
        summary = totals(counts)
        sizes = sum(summary.nodes.values()), sum(summary.edges.values())
        file.write(header_line(data, inputs.hexdigest(), *sizes, digest.hexdigest()))
        body.seek(0)
        shutil.copyfileobj(body, file, COPIED)
    return summary


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


@uncollected()
def read_graph(path: StrPath) -> Graph:
    """Read a graph file, or a graph that was exported to JSON or Parquet.

    Raises:
        KgError: the file is missing, is not a graph file, is cut short, or is not as it was written.
    """
    path = Path(path)
    if read := other_reader(path):
        form, graph = read(path)
        _check_format(path, form)
        papers_by_id(graph)
        return graph
    nodes: list[Node] = []
    edges: list[Edge] = []
    header, items = read_items(path)
    for item in items:
        if isinstance(item, Node):
            nodes.append(item)
        else:
            edges.append(item)
    return Graph(tuple(nodes), tuple(edges), header.data)


def read_items(path: Path) -> tuple[Header, Iterator[Node | Edge]]:
    """The header of a graph file, and its nodes and edges one after the other, which are checked as they are read.

    Raises KgError as `read_graph`; that the file is not as it was written may show at its end only.
    """
    lines = _read_lines(path)
    _, _, first = next(lines, (0, b"", GraphLine()))
    if first.header is None:
        raise KgError(_not_a_graph(path))
    _check_format(path, first.header.format)
    return first.header, _checked_items(path, first.header, lines)


def _checked_items(path: Path, header: Header, lines: Iterator[tuple[int, bytes, GraphLine]]) -> Iterator[Node | Edge]:
    digest = hashlib.sha256()
    nodes: set[str] = set()
    edges = 0
    for number, raw, line in lines:
        digest.update(raw + b"\n")
        if line.node:
            if line.node.id in nodes:
                raise _damaged(path, number, f"the node {line.node.id} a second time")
            nodes.add(line.node.id)
            yield line.node
        elif line.edge:
            edges += 1
            for end in (line.edge.source, line.edge.target):
                if end not in nodes:
                    raise _damaged(path, number, f"an edge of {end}, which is not a node")
            yield line.edge
        else:
            raise _damaged(path, number, "neither a node nor an edge")
    _check_counts(path, header, len(nodes), edges)
    if digest.hexdigest() != header.digest:
        raise _damaged(path, _first_change(path), "not as kg wrote it")


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
