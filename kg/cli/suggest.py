"""`kg suggest`: names that the lexicon lacks."""

from typing import Annotated

import typer

from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, Out, Papers, Workers
from kg.cli.reading import Reading, check_output, output, workers_for
from kg.wording import counted


def suggest_command(
    papers: Papers,
    out: Out = None,
    least: Annotated[
        int, typer.Option("--least", metavar="N", min=1, help="Only names that at least N papers use.")
    ] = 2,
    form: Format = None,
    column: Columns = None,
    workers: Workers = None,
    lexicon: Lexicons = None,
) -> None:
    """Suggest names that are not in the lexicon.

    Writes a lexicon for you to edit, with the number of papers and example sentences for each name.
    """
    import msgspec

    from kg.engines import extract
    from kg.knowledge.lexicon import load_lexicon
    from kg.lab.suggest import suggest

    paths = tuple(lexicon or ())
    check_output(out, [*papers, *paths], own=lambda _: False)  # even an older proposal: it may be edited by now
    reading = Reading(papers, form, column)
    found = suggest(
        watched(extract(reading, paths, workers_for(papers, workers)), "reading papers"), load_lexicon(paths), least
    )
    encode = msgspec.json.Encoder().encode
    with output(out) as file:
        file.writelines(encode(line) + b"\n" for line in found)
    tell(f"{reading.summary()}; {counted(len(found), 'name')} suggested")
    if out is not None and out.is_file():
        tell(f"edit {out}, then: kg check {out}; kg build PAPERS --lexicon {out} -o graph.jsonl")
