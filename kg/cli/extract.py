"""`kg extract`: abstracts to records of what each names."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.build import Format, Lexicons, Papers, Workers
from kg.cli.reading import Reading, output
from kg.cli.messages import tell, watched


def extract(
    papers: Papers,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Standard output if left out.")
    ] = None,
    form: Format = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
) -> None:
    """Write what each paper names, one record a line, in the order of the papers."""
    import msgspec

    from kg.engines.local import extract as extractions
    from kg.knowledge.lexicon import load_lexicon
    from kg.model import to_record

    load_lexicon(tuple(lexicon or ()))  # a bad line is told before the output is touched
    reading = Reading(papers, form)
    encode = msgspec.json.Encoder().encode
    found = extractions(iter(reading), tuple(lexicon or ()), workers)
    if out is not None or not sys.stdout.isatty():  # a bar among the records would be of no use
        found = watched(found, "reading")
    with output(out) as file:
        for extraction in found:
            file.write(encode(to_record(extraction)) + b"\n")
    tell(f"{reading.read:,} records read, {reading.skipped:,} skipped")
