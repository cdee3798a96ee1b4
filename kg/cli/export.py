"""`kg export`: a graph file to another format."""

import re
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell
from kg.cli.options import GraphFile, GraphOption, graph_path
from kg.cli.reading import check_target

if TYPE_CHECKING:
    from kg.graph.selection import Selection


def export_command(
    graph: GraphFile = None,
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="File to write, in the format of its suffix.")
    ] = None,
    max_nodes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Page: only the most linked nodes, at most N [5000].")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="NAME", help="Page: only what is near this node.")] = None,
    hops: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Page: how many edges away --around goes [2].")
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Page: only entities of this type; may be repeated."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Page: only papers since this day, month or year (2025-03).")
    ] = None,
    graph_file: GraphOption = None,
) -> None:
    """Convert a graph to HTML, GraphML, GEXF, JSON or CSV.

    The suffix of OUT says which: .html .graphml .gexf .json (node-link), or .csv for a folder of files for
    neo4j-admin database import.
    """
    from kg.files import refuse_input
    from kg.graph.file import read_graph
    from kg.sinks import SINKS

    if out is None:
        graph, out = None, graph  # a single file is the one to write
    if out is None:
        raise typer.BadParameter("give OUT, the file to write")
    suffix = out.suffix.lower()
    if suffix not in SINKS:
        raise typer.BadParameter(f"OUT has the suffix {out.suffix!r}: give one of {', '.join(SINKS)}")
    source = graph_path(graph, graph_file)
    if suffix == ".csv":  # a folder
        refuse_input(out, [source])
    else:
        check_target(out, [source])
    if not any((max_nodes, around, hops, types, since)):
        resolve_name(SINKS[suffix])(read_graph(source), out)
    elif suffix == ".html":
        selection = _selection(max_nodes, around, hops, types or [], since)
        resolve_name(SINKS[suffix])(read_graph(source), out, selection)
    else:
        raise typer.BadParameter("only a page (.html) can show a part of a graph: leave out the options for pages")
    tell(f"wrote {out}")


def _selection(
    max_nodes: int | None, around: str | None, hops: int | None, types: list[str], since: str | None
) -> "Selection":
    """The options of a page, checked."""
    from kg.graph.selection import HOPS, MAX_NODES, Selection
    from kg.model import ENTITY_LABELS

    if hops and not around:
        raise typer.BadParameter("--hops needs --around NAME")
    if since and not re.fullmatch(r"\d{4}(-\d\d){0,2}", since):
        raise typer.BadParameter(f"--since {since}: write a date like 2025, 2025-03 or 2025-03-14")
    labels = {label.lower(): label for label in ENTITY_LABELS}
    if unknown := [name for name in types if name.lower() not in labels]:
        raise typer.BadParameter(f"--type {unknown[0]}: give one of {', '.join(ENTITY_LABELS)}")
    return Selection(
        max_nodes=max_nodes or MAX_NODES,
        around=around or "",
        hops=hops or HOPS,
        types=tuple(labels[name.lower()] for name in types),
        since=since or "",
    )
