"""`kg export`: a graph file to another format."""

import re
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell
from kg.cli.options import GraphFile
from kg.cli.reading import check_target

if TYPE_CHECKING:
    from kg.graph.selection import Selection


def export_command(
    graph: GraphFile,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="What to write; the suffix is the format.")],
    max_nodes: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Page: at most this many nodes, the most linked ones [5000].")
    ] = None,
    around: Annotated[
        str | None, typer.Option(metavar="NAME", help="Page: only the surroundings of this node.")
    ] = None,
    hops: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Page: number of steps that --around goes [2].")
    ] = None,
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Page: only this type; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Page: only papers since this day, month or year (2025-03).")
    ] = None,
) -> None:
    """Write a graph in another format, by the suffix of OUT: .html .graphml .gexf .json .csv"""
    from kg.graph.file import read_graph
    from kg.sinks import SINKS

    suffix = out.suffix.lower()
    if suffix not in SINKS:
        raise typer.BadParameter(
            f"no format {out.suffix or out.name!r}; there are {', '.join(SINKS)}", param_hint="OUT"
        )
    if suffix != ".csv":  # a folder
        check_target(out)
    if not any((max_nodes, around, hops, types, since)):
        resolve_name(SINKS[suffix])(read_graph(graph), out)
    elif suffix == ".html":
        selection = _selection(max_nodes, around, hops, types or [], since)
        resolve_name(SINKS[suffix])(read_graph(graph), out, selection)
    else:
        raise typer.BadParameter(
            f"only a page (.html) takes a part of a graph; {out.suffix} is always whole", param_hint="OUT"
        )
    tell(f"{out} is written")


def _selection(
    max_nodes: int | None, around: str | None, hops: int | None, types: list[str], since: str | None
) -> "Selection":
    """The options of a page, checked."""
    from kg.graph.selection import HOPS, MAX_NODES, Selection
    from kg.model import ENTITY_LABELS

    if hops and not around:
        raise typer.BadParameter("steps from what? Give --around NAME too", param_hint="--hops")
    if since and not re.fullmatch(r"\d{4}(-\d\d){0,2}", since):
        raise typer.BadParameter(f"{since!r} is not like 2025, 2025-03 or 2025-03-14", param_hint="--since")
    labels = {label.lower(): label for label in ENTITY_LABELS}
    if unknown := [name for name in types if name.lower() not in labels]:
        raise typer.BadParameter(f"no type {unknown[0]!r}; there are {', '.join(ENTITY_LABELS)}", param_hint="--type")
    return Selection(
        max_nodes=max_nodes or MAX_NODES,
        around=around or "",
        hops=hops or HOPS,
        types=tuple(labels[name.lower()] for name in types),
        since=since or "",
    )
