"""`kg load`: a graph file into Neo4j."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.server import DEFAULT_NAME, DEFAULT_URI, Database, Uri, User, target
from kg.cli.stats import Graph
from kg.cli.messages import tell

if TYPE_CHECKING:
    from kg.databases.neo4j import Counts


def load(
    graph: Graph,
    uri: Uri = DEFAULT_URI,
    user: User = DEFAULT_NAME,
    database: Database = DEFAULT_NAME,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out what kg once put in and the graph no longer has.")
    ] = False,
) -> None:
    """Put a graph into Neo4j: only what differs is written, and what is not kg's stays as it is."""
    import gc

    from kg.graph.file import read_graph
    from kg.databases.neo4j import load as load_graph

    where = target(uri, user, database)
    contents = read_graph(graph)
    gc.freeze()  # the graph lives to the end: without this the collector walks through all of it again and again
    with _bar(len(contents.nodes) + len(contents.edges)) as advance:
        report = load_graph(contents, where, prune=prune, advance=advance)
    tell(f"nodes: {_line(report.nodes, prune)}")
    tell(f"edges: {_line(report.edges, prune)}")


def _line(counts: "Counts", prune: bool) -> str:
    text = f"{counts.created:,} created, {counts.changed:,} changed, {counts.unchanged:,} unchanged"
    if prune:
        text += f", {counts.removed:,} removed"
    if counts.kept:
        text += f", {counts.kept:,} no longer in the graph kept, as they carry what others have added"
    return text


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    """A function that moves a progress bar on; the bar is only there where a person is watching."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task("loading", total=total)
        yield lambda count: progress.advance(task, count)
