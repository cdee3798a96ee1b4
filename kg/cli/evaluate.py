"""`kg evaluate`: how well extraction agrees with labelled papers."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.messages import watched
from kg.cli.options import AsJson, Lexicons, Workers, print_result
from kg.cli.reading import workers_for


def evaluate_command(
    gold: Annotated[
        Path | None, typer.Argument(metavar="GOLD", help="Labelled papers, one JSON object per line.")
    ] = None,
    errors: Annotated[
        str | None,
        typer.Option("--errors", metavar="TYPE", help="Print every mistake for this entity type, or for all."),
    ] = None,
    predicted: Annotated[
        Path | None,
        typer.Option("--predicted", metavar="FILE", help="Score this output of kg extract instead of extracting."),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="Score labelled pairs of names instead of papers.")
    ] = None,
    workers: Workers = None,
    lexicon: Lexicons = None,
    as_json: AsJson = False,
) -> None:
    """Score extraction against labelled papers.

    Prints precision, recall and F1 of entities and of edges, which are entities with their relation.
    """
    from kg.engines import extract
    from kg.lab.evaluate import as_named, evaluate, mistake_line, read_labelled, table, to_json
    from kg.model import ENTITY_LABELS, Paper

    if (gold is None) == (pairs is None):
        raise typer.BadParameter("give either GOLD, a file of labelled papers, or --pairs FILE")
    types = {label.lower(): label for label in ENTITY_LABELS}
    if errors is not None and errors.lower() not in {*types, "all"}:
        raise typer.BadParameter(f"--errors {errors}: give one of {', '.join(ENTITY_LABELS)}, all")
    if errors is not None and as_json:
        raise typer.BadParameter("give either --errors or --json")
    if pairs is not None and (errors is not None or predicted is not None):
        raise typer.BadParameter("--errors and --predicted are for GOLD, not for --pairs")
    if predicted is not None and (lexicon or workers):
        raise typer.BadParameter("--lexicon and --workers are for extracting: leave out --predicted")
    if gold is None:
        assert pairs is not None
        _evaluate_pairs(pairs, lexicon or [], workers or 1, as_json)
        return
    labelled = read_labelled(gold)
    if predicted is not None:
        found = {key: record.entities for key, record in read_labelled(predicted).items()}
    else:
        papers = (Paper(paper.id, paper.title, paper.abstract) for paper in labelled.values())
        extractions = watched(extract(papers, lexicon or (), workers_for([gold], workers)), "reading papers")
        found = {extraction.paper.id: as_named(extraction.entities) for extraction in extractions}
    evaluation = evaluate(labelled, found)
    for mistake in evaluation.mistakes if errors is not None else ():
        entity = mistake.gold or mistake.predicted
        if entity and types.get(str(errors).lower()) in (None, entity.type):
            print(mistake_line(mistake))
    print_result(to_json(evaluation), table(evaluation), as_json)


def _evaluate_pairs(path: Path, lexicon: list[Path], workers: int, as_json: bool) -> None:
    from kg.engines import build
    from kg.lab.pairs import judge, lines, pairs_to_json, papers_of, read_pairs

    pairs = read_pairs(path)
    verdicts = judge(pairs, build(watched(papers_of(pairs), "reading papers"), lexicon, workers))
    print_result(pairs_to_json(verdicts), lines(verdicts), as_json)
