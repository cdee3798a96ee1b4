"""`kg explain`: why the graph says what it says."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Lexicons

if TYPE_CHECKING:
    from kg.graph.explanations import Explained


def explain_command(
    paper: Annotated[str | None, typer.Argument(metavar="PAPER", help="Id of a paper, or words of its title.")] = None,
    graph: Annotated[Path, typer.Option("--graph", metavar="FILE", help="The graph file.")] = Path("graph.jsonl"),
    papers: Annotated[
        Path | None,
        typer.Option("--papers", metavar="FILE", help="Look for the paper in a file of papers instead of a graph."),
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Explain an entity instead of a paper.")
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Show where in a paper the edges come from, or explain an entity.

    A paper is shown with every mention and cue marked; an entity with all its forms, and why they were merged.
    """
    from kg.graph.explanations import entity_lines, from_graph, paper_lines
    from kg.graph.file import read_graph

    if (paper is None) == (entity is None):
        raise typer.BadParameter("give either PAPER or --entity NAME")
    if entity is not None:
        if papers is not None:
            raise typer.BadParameter("--entity needs a graph: leave out --papers")
        print("\n".join(entity_lines(read_graph(graph), entity)))
        return
    assert paper is not None
    shown = _from_papers(papers, paper, lexicon or []) if papers else from_graph(read_graph(graph), paper)
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print("\n".join(paper_lines(shown, colour)))


def _from_papers(path: Path, name: str, lexicon: list[Path]) -> "Explained":
    from kg.cli.reading import Reading
    from kg.engines import extract
    from kg.graph.explanations import from_extraction
    from kg.model import Graph, Label, Node
    from kg.names.finding import find_one

    papers = {paper.id: paper for paper in Reading([path])}
    nodes = tuple(Node(key, Label.PAPER, paper.title) for key, paper in papers.items())
    found = find_one(Graph(nodes), name, [Label.PAPER])
    return from_extraction(next(extract([papers[found.id]], lexicon)))
