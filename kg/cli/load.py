"""`kg load`: a graph file into Neo4j."""

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

if TYPE_CHECKING:
    from kg.databases.neo4j import Counts


def load_command(
    graph: GraphFile = None,
    uri: Uri = DEFAULT_URI,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete what kg loaded earlier and is no longer in the graph.")
    ] = False,
    graph_file: GraphOption = None,
) -> None:
    """Load a graph into Neo4j.

    Writes only what differs, and never changes data that kg did not load.
    """
    import gc

    from kg.databases.bolt import connect
    from kg.databases.neo4j import load_graph
    from kg.graph.file import read_graph

    contents = read_graph(graph_path(graph, graph_file))
    target = neo4j_target(uri, user, database)
    gc.freeze()  # the graph lives to the end: without this the collector walks through all of it again and again
    with connect(target) as driver, progress("loading", len(contents.nodes) + len(contents.edges)) as advance:
        report = load_graph(driver, contents, target.database, prune=prune, advance=advance)
    tell(f"nodes: {_counts_line(report.nodes, prune)}")
    tell(f"edges: {_counts_line(report.edges, prune)}")


def _counts_line(counts: "Counts", prune: bool) -> str:
    text = f"{counts.created:,} created, {counts.changed:,} changed, {counts.unchanged:,} unchanged"
    if prune:
        text += f", {counts.removed:,} deleted"
    if counts.kept:
        text += f", {counts.kept:,} no longer in the graph but kept, because somebody else added to them"
    return text
