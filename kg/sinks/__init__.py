"""Graphs to other formats."""

from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

from kg.model import Graph

# Suffix -> the function that writes it, imported when it is needed: each format has libraries of its own.
SINKS = {
    ".graphml": "kg.sinks.networkx_files:write_graphml",
    ".gexf": "kg.sinks.networkx_files:write_gexf",
    ".json": "kg.sinks.networkx_files:write_json",
    ".html": "kg.sinks.html.writer:write_html",
    ".csv": "kg.sinks.neo4j_csv:write_csv",
}


def find_sink(suffix: str) -> Callable[[Graph, Path], None]:
    """The function that writes files with this suffix, which must be one of SINKS."""
    sink: Callable[[Graph, Path], None] = resolve_name(SINKS[suffix])
    return sink
