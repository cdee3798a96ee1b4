"""`kg export`: a graph file to another format."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.stats import Graph
from kg.cli.messages import tell

if TYPE_CHECKING:
    from kg.graph.selection import Selection


def export(
    graph: Graph,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="What to write; the suffix says in which format.")],
    max_nodes: Annotated[
        int | None, typer.Option(min=1, help="Page: keep at most so many nodes, the most linked ones [5000].")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="NAME", help="Page: only what surrounds this node.")] = None,
    hops: Annotated[int | None, typer.Option(min=1, help="Page: how many steps --around goes [2].")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="Page: of what papers name, only this; may be repeated.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Page: only papers since this day, month or year (2025-03).")
    ] = None,
) -> None:
    """Write a graph in another format, told from the suffix of OUT."""
    from kg.graph.file import read_graph
    from kg.model import KgError
    from kg.sinks import SINKS

    sink = SINKS.get(out.suffix.lower())
    if sink is None:
        raise typer.BadParameter(
            f"no format {out.suffix or out.name!r}; there are {', '.join(SINKS)}", param_hint="OUT"
        )
    if not out.parent.is_dir():
        raise KgError(f"cannot write {out}: there is no folder {out.parent}: make it first")
    given = {"max_nodes": max_nodes, "around": around, "hops": hops, "types": type_, "since": since}
    if not any(given.values()):
        sink(read_graph(graph), out)
    elif out.suffix.lower() == ".html":
        from kg.sinks.html.writer import write_html

        write_html(read_graph(graph), out, _selection({name: value for name, value in given.items() if value}))
    else:
        raise typer.BadParameter(
            f"only a page (.html) takes a part of a graph, {out.suffix} is always whole", param_hint="OUT"
        )
    tell(f"{out} is written")


def _selection(given: dict[str, Any]) -> "Selection":
    """The options of a page, checked."""
    import re

    from kg.model import ENTITY_LABELS
    from kg.graph.selection import Selection

    if "hops" in given and "around" not in given:
        raise typer.BadParameter("steps from what? Give --around NAME too", param_hint="--hops")
    if "since" in given and not re.fullmatch(r"\d{4}(-\d\d){0,2}", given["since"]):
        raise typer.BadParameter(f"{given['since']!r} is not like 2025, 2025-03 or 2025-03-14", param_hint="--since")
    labels = {label.lower(): label for label in ENTITY_LABELS}
    types = [labels.get(name.lower()) for name in given.pop("types", ())]
    if None in types:
        raise typer.BadParameter(f"there are {', '.join(ENTITY_LABELS)}", param_hint="--type")
    return Selection(types=tuple(label for label in types if label), **given)
