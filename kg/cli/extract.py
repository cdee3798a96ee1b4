"""`kg extract`: abstracts to records of their entities."""

import sys
from pathlib import Path

from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, Out, Papers, Workers
from kg.cli.reading import Reading, check_output, output

LONGEST_RECORD = 1 << 24  # bytes of an older output that are looked at


def extract_command(
    papers: Papers,
    out: Out = None,
    form: Format = None,
    column: Columns = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
) -> None:
    """Write the entities of each paper, one JSON record per line."""
    import msgspec

    from kg.engines import extract
    from kg.model import to_record

    check_output(out, [*papers, *(lexicon or ())], _holds_records)
    reading = Reading(papers, form, column)
    encode = msgspec.json.Encoder().encode
    found = extract(reading, lexicon or (), workers)
    if out is not None or not sys.stdout.isatty():  # no progress bar between records
        found = watched(found, "reading papers")
    with output(out) as file:
        for extraction in found:
            file.write(encode(to_record(extraction)) + b"\n")
    tell(reading.summary())


def _holds_records(path: Path) -> bool:
    with path.open("rb") as file:
        return b'"entities":' in file.readline(LONGEST_RECORD)
