"""`kg suggest`: names that the lexicon lacks."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import Format, Lexicons, Papers, Workers
from kg.cli.reading import Reading, output
from kg.cli.messages import tell, watched


def suggest(
    papers: Papers,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Standard output if left out.")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Papers that must name a thing.")] = 2,
    form: Format = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
) -> None:
    """Propose names that the lexicon lacks, with counts and examples, as a lexicon of your own to edit."""
    import msgspec

    from kg.engines.local import extract
    from kg.knowledge.lexicon import load_lexicon
    from kg.lab.suggest import suggest as lines

    names = load_lexicon(tuple(lexicon or ()))  # a bad line is told before the output is touched
    reading = Reading(papers, form)
    found = lines(watched(extract(iter(reading), tuple(lexicon or ()), workers), "reading"), names, least)
    encode = msgspec.json.Encoder().encode
    with output(out) as file:
        file.writelines(encode(line) + b"\n" for line in found)
    tell(f"{reading.read:,} records read, {reading.skipped:,} skipped; {len(found):,} names proposed")
    if out is not None:
        tell(f"edit {out}, then: kg check {out}; kg build PAPERS --lexicon {out} -o graph.jsonl")
