"""`kg export`: a graph file to another format."""

from pathlib import Path
from typing import Annotated

import typer

from kg.commands.stats import Graph
from kg.report import tell


def export(
    graph: Graph,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="What to write; the suffix says in which format.")],
) -> None:
    """Write a graph in another format, told from the suffix of OUT."""
    from kg.graph import read_graph
    from kg.model import KgError
    from kg.sinks import SINKS

    sink = SINKS.get(out.suffix.lower())
    if sink is None:
        raise typer.BadParameter(
            f"no format {out.suffix or out.name!r}; there are {', '.join(SINKS)}", param_hint="OUT"
        )
    if not out.parent.is_dir():
        raise KgError(f"cannot write {out}: there is no folder {out.parent}: make it first")
    sink(read_graph(graph), out)
    tell(f"{out} is written")
