"""`kg load`: a graph file into Neo4j."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import progress, tell
from kg.cli.options import (
    DEFAULT_NAME,
    DEFAULT_URI,
    Database,
    GraphFile,
    GraphOption,
    Uri,
    User,
    graph_path,
    neo4j_target,
)
from kg.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.databases.neo4j import Counts, LoadReport, Size


def load_command(
    graph: GraphFile = None,
    uri: Uri = DEFAULT_URI,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    name: Annotated[
        str | None,
        typer.Option("--name", metavar="NAME", help="Name of the graph in the database; by default, that of the file."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete what was loaded under this name and is no longer in the graph.")
    ] = False,
    wipe: Annotated[
        bool, typer.Option("--wipe", help="Also delete all other graphs of kg; asks first in a terminal.")
    ] = False,
    graph_file: GraphOption = None,
) -> None:
    """Load a graph into Neo4j.

    Writes only what differs, and never changes data that kg did not load. A database may hold several graphs.
    """
    import gc

    from kg.databases.bolt import connect
    from kg.databases.neo4j import graphs_in, load_graph
    from kg.graph.file import read_graph

    path = graph_path(graph, graph_file)
    name = _file_name(path) if name is None else name.strip()
    if not name.isprintable() or not name:
        raise typer.BadParameter("--name: give a name of printable characters")
    contents = read_graph(path)
    target = neo4j_target(uri, user, database)
    gc.freeze()  # the graph lives to the end: without this the collector walks through all of it again and again
    with connect(target) as driver:
        others = {key: size for key, size in graphs_in(driver, target.database).items() if key != name} if wipe else {}
        if others:
            tell(f"--wipe deletes {_sizes_line(others)}")
            if sys.stdin.isatty():  # somebody can answer
                typer.confirm("delete?", abort=True, err=True)
        with progress("loading", len(contents.nodes) + len(contents.edges)) as advance:
            report = load_graph(driver, contents, target.database, name=name, prune=prune, wipe=wipe, advance=advance)
    _tell_report(report, deleted=prune or wipe)


def _file_name(path: Path) -> str:
    """The file's name without suffixes."""
    from kg.compression import unpacked

    return "".join(filter(str.isprintable, unpacked(path).stem)).strip() or "graph"


def _tell_report(report: "LoadReport", deleted: bool) -> None:
    for remark in report.remarks:
        tell(f"kg: {remark}")
    tell(f"nodes: {_counts_line(report.nodes, deleted)}")
    tell(f"edges: {_counts_line(report.edges, deleted)}")
    if report.nodes.stale or report.edges.stale:
        stale = f"{counted(report.nodes.stale, 'node')}, {counted(report.edges.stale, 'edge')}"
        tell(f"{stale} in the database are no longer in this graph: --prune deletes them")
    if report.others:
        tell(f"also in the database: {_sizes_line(report.others)}")


def _sizes_line(graphs: "Mapping[str, Size]") -> str:
    return "; ".join(
        f"graph {name!r} with {counted(size.nodes, 'node')}, {counted(size.edges, 'edge')}"
        for name, size in graphs.items()
    )


def _counts_line(counts: "Counts", deleted: bool) -> str:
    text = f"{counts.created:,} created, {counts.changed:,} changed, {counts.unchanged:,} unchanged"
    if deleted:
        text += f", {counts.removed:,} deleted"
    if counts.shared:
        text += f", {counts.shared:,} kept because other graphs have them"
    if counts.kept:
        text += f", {counts.kept:,} no longer in the graph but kept, because somebody else added to them"
    return text
