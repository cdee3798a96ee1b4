"""Graphs to other formats: which suffix is written by which function."""

from collections.abc import Callable
from pathlib import Path

from kg.model import Graph


def _graphml(graph: Graph, path: Path) -> None:
    from kg.sinks.networkx_files import write_graphml

    write_graphml(graph, path)


def _gexf(graph: Graph, path: Path) -> None:
    from kg.sinks.networkx_files import write_gexf

    write_gexf(graph, path)


def _json(graph: Graph, path: Path) -> None:
    from kg.sinks.networkx_files import write_json

    write_json(graph, path)


def _html(graph: Graph, path: Path) -> None:
    from kg.sinks.html.writer import write_html

    write_html(graph, path)


def _csv(graph: Graph, path: Path) -> None:
    from kg.sinks.neo4j_csv import write_csv

    write_csv(graph, path)


# Each function imports its library when it runs: a graph is exported without the libraries of other formats.
SINKS: dict[str, Callable[[Graph, Path], None]] = {
    ".graphml": _graphml,
    ".gexf": _gexf,
    ".json": _json,
    ".html": _html,
    ".csv": _csv,
}
