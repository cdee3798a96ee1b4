"""`kg diff`: what came, went and changed between two graph files."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import AsJson, print_result


def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The earlier graph file.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later graph file.")],
    top: Annotated[int, typer.Option("--top", metavar="N", min=0, help="Number of changes to print of each kind.")] = 5,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print one row for each change.")] = False,
) -> None:
    """Print what was added, removed and changed between two graphs.

    That is papers, entities, edges and merges: first the counts, then the most linked of each. --json and --csv print
    every change.
    """
    from kg.graph.differences import compare, difference_lines, difference_rows
    from kg.graph.file import read_graph

    if as_json and as_csv:
        raise typer.BadParameter("give either --json or --csv")
    differences = compare(read_graph(old), read_graph(new))
    if as_csv:
        print(difference_rows(differences), end="")
    else:
        width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else None
        print_result(differences, difference_lines(differences, top, width), as_json)
