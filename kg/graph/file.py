"""The graph file: a header, then one node or one edge a line, as JSON."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.files import decompressed, replacing
from kg.graph.properties import papers_by_id
from kg.graph.readers import other_reader
from kg.model import Edge, Graph, KgError, Node, StrPath, no_graph

FORMAT = 3


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a graph file: what wrote it, from which data files and papers, and how much follows."""

    format: int
    version: str
    data: str
    inputs: str
    nodes: int = 0
    edges: int = 0


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
    from kg import __version__  # found in the installed package's metadata: readers need not wait for that

    # Hashed from the graph, whose papers are sorted: the order and the number of runs cannot change it.
    inputs = hashlib.sha256()
    for node in graph.nodes:
        if node.paper:
            inputs.update(msgspec.json.encode((node.id, node.paper.title, node.paper.abstract, node.records)))
    header = Header(
        FORMAT, __version__, graph.data, inputs.hexdigest()[:16], nodes=len(graph.nodes), edges=len(graph.edges)
    )
    encode = msgspec.json.Encoder().encode
    with replacing(Path(path)) as file:
        file.write(encode(GraphLine(header=header)) + b"\n")
        file.writelines(encode(GraphLine(node=node)) + b"\n" for node in graph.nodes)
        file.writelines(encode(GraphLine(edge=edge)) + b"\n" for edge in graph.edges)


def read_graph(path: StrPath) -> Graph:
    """Read a graph file, or a graph that was exported to JSON or Parquet.

    Raises:
        KgError: the file is missing, is not a graph file, is cut short, or has a line that is wrong.
    """
    path = Path(path)
    if read := other_reader(path):
        stored = read(path)
        _check_format(path, stored.origin.format)
        papers_by_id(stored.graph)
        return stored.graph
    lines = _read_lines(path)
    _, first = next(lines, (0, GraphLine()))
    if first.header is None:
        raise KgError(_not_a_graph(path))
    header = first.header
    _check_format(path, header.format)
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for number, line in lines:
        if line.node:
            nodes[line.node.id] = line.node
        elif line.edge:
            edges.append(line.edge)
            for end in (line.edge.source, line.edge.target):
                if end not in nodes:
                    raise KgError(
                        f"{path}, line {number}: an edge of {end}, which is not a node: build the graph again"
                    )
    for kind, found, wanted in (("nodes", len(nodes), header.nodes), ("edges", len(edges), header.edges)):
        if found < wanted:
            raise KgError(f"{path} is cut short, with {found:,} of {wanted:,} {kind}: build the graph again")
        if found > wanted:
            raise KgError(f"{path} has {found:,} {kind}, but its header says {wanted:,}: build the graph again")
    return Graph(tuple(nodes.values()), tuple(edges), header.data)


def _read_lines(path: Path) -> Iterator[tuple[int, GraphLine]]:
    """The lines of a graph file that are not blank, with their numbers."""
    decode = msgspec.json.Decoder(GraphLine).decode
    number = 0
    try:
        with decompressed(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if number > 1 and not line.endswith(b"\n"):
            return  # cut short within a line
        if number == 1:
            raise KgError(_not_a_graph(path)) from error
        raise KgError(f"{path}, line {number}: not a line of a graph file ({error}): build the graph again") from error


def _check_format(path: Path, form: int) -> None:
    if form != FORMAT:
        raise KgError(f"{path} has graph format {form}, but this kg reads format {FORMAT}: build the graph again")


def _not_a_graph(path: Path) -> str:
    return f"{path} is not a graph file: make one with kg build PAPERS -o graph.jsonl"
