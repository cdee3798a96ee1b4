"""`kg explain`: why the graph says what it says."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import Lexicons

if TYPE_CHECKING:
    from kg.graph.explanations import Explained


def explain(
    paper: Annotated[str | None, typer.Argument(help="Id, title or part of the title of a paper.")] = None,
    graph: Annotated[Path, typer.Option("--graph", metavar="FILE", help="The graph file to look in.")] = Path(
        "graph.jsonl"
    ),
    papers: Annotated[
        Path | None, typer.Option("--papers", metavar="FILE", help="Read this file of papers instead of a graph.")
    ] = None,
    entity: Annotated[
        str | None, typer.Option("--entity", metavar="NAME", help="Explain an entity, not a paper.")
    ] = None,
    lexicon: Lexicons = None,
) -> None:
    """Show a paper with every mention marked, or an entity with the forms that it joins."""
    from kg.graph.explanations import entity_lines, from_graph, paper_lines
    from kg.graph.file import read_graph

    if (paper is None) == (entity is None):
        raise typer.BadParameter("give a paper, or --entity and a name", param_hint="PAPER")
    if entity is not None:
        if papers is not None:
            raise typer.BadParameter("an entity is explained from a graph: leave --papers out", param_hint="--papers")
        print("\n".join(entity_lines(read_graph(graph), entity)))
        return
    assert paper is not None
    shown = (
        from_graph(read_graph(graph), paper) if papers is None else _from_papers(papers, paper, tuple(lexicon or ()))
    )
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print("\n".join(paper_lines(shown, colour)))


def _from_papers(path: Path, query: str, lexicon: tuple[Path, ...]) -> "Explained":
    from kg.engines.local import extract
    from kg.cli.reading import Reading
    from kg.graph.explanations import choose, from_extraction

    papers = list(Reading([path]))
    found = choose([(paper.id, paper.title) for paper in papers], query)
    return from_extraction(next(extract(iter([paper for paper in papers if paper.id == found]), lexicon)))
