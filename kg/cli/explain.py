"""`kg explain`: why the graph says what it says."""

import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Columns, Format, GraphOption, Lexicons, graph_path
from kg.cli.reading import Reading

if TYPE_CHECKING:
    from kg.graph.explanations import Explained
    from kg.model import Graph, Label


def explain_command(
    paper: Annotated[str | None, typer.Argument(metavar="PAPER", help="Id of a paper, or words of its title.")] = None,
    graph: GraphOption = None,
    papers: Annotated[
        Path | None,
        typer.Option("--papers", metavar="FILE", help="Look for the paper in a file of papers instead of a graph."),
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Explain an entity instead of a paper.")
    ] = None,
    form: Format = None,
    column: Columns = None,
    lexicon: Lexicons = None,
) -> None:
    """Show where in a paper the edges come from, or explain an entity.

    A paper is shown with every mention and cue marked. An entity is shown with its forms, why they were merged, and
    its papers by relation, each with its most telling sentence.
    """
    from kg.graph.explanations import entity_lines, from_graph, paper_lines
    from kg.model import ENTITY_LABELS, Label

    if (paper is None) == (entity is None):
        raise typer.BadParameter("give either PAPER or --entity NAME")
    if papers is not None and (entity is not None or graph is not None):
        raise typer.BadParameter("--papers cannot be combined with --entity or --graph: leave out --entity and --graph")
    if papers is None and (lexicon or form or column):
        raise typer.BadParameter("--lexicon, --format and --column need --papers: a graph has been built already")
    if entity is not None:
        print("\n".join(entity_lines(_graph_with(entity, graph_path(graph), ENTITY_LABELS), entity)))
        return
    assert paper is not None
    if papers is not None:
        shown = _from_papers(Reading([papers], form, column), paper, lexicon or [])
    else:
        shown = from_graph(_graph_with(paper, graph_path(graph), [Label.PAPER]), paper)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print("\n".join(paper_lines(shown, colour)))


def _graph_with(name: str, path: Path, labels: Collection["Label"]) -> "Graph":
    """The graph of a file, after a check that one of these labels has the name. The KgError says if another has it."""
    from shlex import quote

    from kg.graph.file import read_graph
    from kg.model import KgError, Label
    from kg.names.finding import find_best

    graph = read_graph(path)
    try:
        find_best(graph, name, labels)
    except KgError as error:
        try:
            other = find_best(graph, name, [label for label in Label if label not in labels])[0]
        except KgError:
            raise error from None
        kind, option = ("entity", "") if other.label is Label.PAPER else ("paper", "--entity ")
        does = f"the {other.label.lower()} {other.name[:50]!r} does: kg explain {option}{quote(name)}"
        raise KgError(f"no {kind} matches {name!r}, but {does}") from error
    return graph


def _from_papers(reading: Reading, name: str, lexicon: list[Path]) -> "Explained":
    from kg.engines import extract
    from kg.graph.explanations import from_extraction
    from kg.model import Graph, Label, Node
    from kg.names.finding import find_one

    papers = {paper.id: paper for paper in reading}
    nodes = tuple(Node(key, Label.PAPER, paper.title, paper=paper) for key, paper in papers.items())
    found = find_one(Graph(nodes), name, [Label.PAPER])
    return from_extraction(next(extract([papers[found.id]], lexicon)))
