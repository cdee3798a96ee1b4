"""`kg export`: a graph file to another format."""

import re
import sys
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell
from kg.cli.options import GraphFile, GraphOption, graph_path
from kg.cli.reading import check_target

if TYPE_CHECKING:
    from kg.graph.selection import Selection

PAGE = ".html"
BEGINNING = 1 << 16  # bytes


def export_command(
    graph: GraphFile = None,
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="File to write; its suffix determines the format.")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="NAME", help="Only what is near this node.")] = None,
    hops: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many edges away from the --around node to go [2].")
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only entities of this type; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only papers since this day, month or year (2025-03).")
    ] = None,
    max_nodes: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="For .html: keep at most N nodes, those that most papers name [20000]."),
    ] = None,
    graph_file: GraphOption = None,
) -> None:
    """Convert a graph, or a part of it, to another format.

    The suffix of OUT determines the format.

    \b
    .html             a page to explore
    .gexf .graphml    Gephi, Cytoscape, yEd, igraph
    .gml .dot         the same, and Graphviz
    .json             node-link: NetworkX, D3
    .parquet/         nodes, edges and evidence: pandas, polars, DuckDB
    .csv/             nodes.csv and edges.csv for spreadsheets, along with
                      files for neo4j-admin database import
    .ttl .jsonld      RDF: schema.org and SKOS

    .parquet and .csv are folders. A file whose name ends in .gz or .zst (graph.json.gz) is compressed. JSON and
    Parquet hold the whole graph, and can be used wherever a command takes GRAPH.
    """
    from kg.compression import unpacked
    from kg.files import refuse_input
    from kg.graph.file import read_graph
    from kg.graph.selection import MAX_NODES, select
    from kg.sinks import FOLDERS, SINKS

    if out is None:
        graph, out = None, graph  # a single file is the one to write
    if out is None:
        raise typer.BadParameter("give OUT, the file to write")
    suffix = unpacked(out).suffix.lower()
    if suffix not in SINKS or (unpacked(out) != out and suffix in FOLDERS):
        has = f"the suffix {''.join(out.suffixes)!r}" if out.suffix else "no suffix"
        raise typer.BadParameter(f"{out.name} has {has}: give one of {', '.join(SINKS)}")
    if max_nodes and suffix != PAGE:
        raise typer.BadParameter(f"--max-nodes is for pages ({PAGE}): leave it out")
    limit = max_nodes or (MAX_NODES if suffix == PAGE else sys.maxsize)
    selection = _selection(limit, around, hops, types or [], since)
    source = graph_path(graph, graph_file)
    if suffix in FOLDERS:
        refuse_input(out, [source])
    else:
        check_target(out, [source], partial(_is_export, suffix))
    whole, write = read_graph(source), resolve_name(SINKS[suffix])
    if suffix == PAGE:
        rules = write(whole, out, selection)
    else:
        subset = select(whole, selection) if around or types or since else None
        write(subset.graph if subset else whole, out)
        rules = subset.rules if subset else ()
    for rule in rules:
        tell(rule)
    tell(f"wrote {out}")


def _is_export(suffix: str, path: Path) -> bool:
    """Whether a file is what kg exports under this suffix."""
    from kg.compression import decompressed
    from kg.sinks import MARKS_OF_SINKS

    with decompressed(path) as file:
        return re.search(MARKS_OF_SINKS[suffix], file.read(BEGINNING)) is not None


def _selection(
    max_nodes: int, around: str | None, hops: int | None, types: list[str], since: str | None
) -> "Selection":
    """The options that select a part, checked."""
    from kg.graph.selection import HOPS, Selection, check_since
    from kg.model import ENTITY_LABELS, KgError

    if around is not None and not around.strip():
        raise typer.BadParameter("--around: give the name of a node")
    if hops and not around:
        raise typer.BadParameter("--hops needs --around NAME")
    if since is not None:
        try:
            check_since(since)
        except KgError as error:
            raise typer.BadParameter(f"--{error}") from error
    labels = {label.lower(): label for label in ENTITY_LABELS}
    if unknown := [name for name in types if name.lower() not in labels]:
        raise typer.BadParameter(f"--type {unknown[0]}: give one of {', '.join(ENTITY_LABELS)}")
    return Selection(
        max_nodes=max_nodes,
        around=around or "",
        hops=hops or HOPS,
        types=tuple(labels[name.lower()] for name in types),
        since=since or "",
    )
