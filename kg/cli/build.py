"""`kg build`: abstracts to a graph file."""

import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, Papers, Workers
from kg.cli.reading import Reading, check_target


def build_command(
    papers: Papers,
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The graph file to write.")],
    form: Format = None,
    column: Columns = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
    add: Annotated[bool, typer.Option("--add", help="Add to the papers already in the output file.")] = False,
) -> None:
    """Build a graph from paper abstracts."""
    from kg.engines import extract
    from kg.graph.assemble import build_graph
    from kg.graph.file import read_graph, write_graph
    from kg.graph.statistics import summarise, summary_lines
    from kg.knowledge.lexicon import load_lexicon
    from kg.model import KgError

    begin = time.monotonic()
    check_target(out)
    paths = tuple(lexicon or ())
    reading = Reading(papers, form, column)
    earlier = read_graph(out) if add and out.exists() else None
    graph = build_graph(watched(extract(reading, paths, workers), "reading papers"), load_lexicon(paths), earlier)
    if not graph.nodes:
        files = ", ".join(map(str, papers))
        raise KgError(f"no papers in {files}: {out} was not written; if the format was detected wrongly, give --format")
    if "+" in graph.data:
        tell(f"{out} was started with another lexicon or version of kg, and its papers keep those results;")
        tell("to extract them again, build all papers without --add")
    write_graph(graph, out)
    tell(f"{reading.summary()}, {time.monotonic() - begin:.1f} seconds")
    for line in summary_lines(summarise(graph), shutil.get_terminal_size((100, 24)).columns):
        tell(line)
    tell(f"wrote {out}: look at it with kg stats, kg explain or kg export")
