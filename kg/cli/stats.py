"""`kg stats`: what a graph holds."""

from pathlib import Path
from typing import Annotated

import typer

Graph = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file, as kg build writes it.")]


def stats(
    graph: Graph,
    top: Annotated[int, typer.Option("--top", min=0, help="How many names of each type.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of lines to read.")] = False,
) -> None:
    """Print counts of nodes and edges, and the most linked names."""
    import shutil

    import msgspec

    from kg.graph.file import read_graph
    from kg.graph.statistics import lines, summarise

    summary = summarise(read_graph(graph), top)
    if as_json:
        print(msgspec.json.encode(summary).decode())
    else:
        print("\n".join(lines(summary, shutil.get_terminal_size((100, 24)).columns)))
