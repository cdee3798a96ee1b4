"""`kg extract`: abstracts to records of their entities."""

import sys
from pathlib import Path

from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, Out, Papers, Workers
from kg.cli.reading import Reading, check_output, output, workers_for

LONGEST_RECORD = 1 << 24  # bytes of an older output that are looked at


def extract_command(
    papers: Papers,
    out: Out = None,
    form: Format = None,
    column: Columns = None,
    workers: Workers = None,
    lexicon: Lexicons = None,
) -> None:
    """Write the entities of each paper, one JSON record per line."""
    from kg.engines import extract_encoded
    from kg.model import record_line

    check_output(out, [*papers, *(lexicon or ())], _holds_records)
    reading = Reading(papers, form, column)
    found = extract_encoded(reading, lexicon or (), workers_for(papers, workers), record_line)
    if out is not None or not sys.stdout.isatty():  # no progress bar between records
        found = watched(found, "reading papers", reading.share)
    with output(out) as file:
        file.writelines(found)
    tell(reading.summary())


def _holds_records(path: Path) -> bool:
    from kg.compression import decompressed

    with decompressed(path) as file:
        return b'"entities":' in file.readline(LONGEST_RECORD)
