"""`kg stats`: what a graph holds."""

from typing import Annotated

import typer

from kg.cli.options import AsJson, GraphFile, GraphOption, graph_path, print_result


def stats_command(
    graph: GraphFile = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="Number of names to print for each type.")] = 10,
    as_json: AsJson = False,
    graph_file: GraphOption = None,
) -> None:
    """Print counts of nodes and edges, and the most linked names."""
    from kg.graph.file import read_graph
    from kg.graph.statistics import summarise, summary_lines

    summary = summarise(read_graph(graph_path(graph, graph_file)), top)
    print_result(summary, summary_lines(summary), as_json)
