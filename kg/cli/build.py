"""`kg build`: abstracts to a graph file."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell, watched
from kg.cli.options import Format, Lexicons, Papers, Workers
from kg.cli.reading import Reading, check_owned, check_target

if TYPE_CHECKING:
    from kg.model import Graph


def build_command(
    papers: Papers,
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The graph file to write.")],
    form: Format = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
    add: Annotated[bool, typer.Option("--add", help="Add to the papers already in the output file.")] = False,
) -> None:
    """Build a graph from paper abstracts."""
    from kg.engines import extract
    from kg.files import replacing
    from kg.graph.assemble import build_graph
    from kg.graph.file import read_graph, write_lines
    from kg.knowledge.lexicon import load_lexicon
    from kg.model import KgError

    begin = time.monotonic()
    paths = tuple(lexicon or ())
    _check_out(out, [*papers, *paths])
    reading = Reading(papers, form)
    version = _version_of(out)
    earlier = read_graph(out) if add and version else None
    records = list(watched(extract(reading, paths, workers), "reading papers"))
    with replacing(out) as file:  # from here on, nobody else writes it
        if add and _version_of(out) != version:  # another process has added to it while this one was extracting
            earlier = read_graph(out) if out.exists() else None
        graph = build_graph(records, load_lexicon(paths), earlier)
        if not graph.nodes:
            named = ", ".join(map(str, papers))
            raise KgError(
                f"no papers in {named}: {out} is not written; if the format was not recognised, give --format"
            )
        write_lines(graph, file)
    _report(graph, reading, out, time.monotonic() - begin)


def _check_out(out: Path, inputs: list[Path]) -> None:
    """Refuse what is no place for a graph file, before any work is done."""
    from kg.graph.file import is_graph_file
    from kg.sinks import SINKS

    if out.suffix.lower() in SINKS:
        graph = out.with_suffix(".jsonl")
        raise typer.BadParameter(
            f"-o {out}: kg build writes a graph file, not {out.suffix}: give -o {graph}, then kg export {graph} {out}"
        )
    check_target(out, inputs)
    check_owned(out, is_graph_file)


def _version_of(path: Path) -> tuple[int, int, int] | None:
    """What differs between two versions of a file; None if there is none."""
    if not path.exists():
        return None
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _report(graph: "Graph", reading: Reading, out: Path, seconds: float) -> None:
    from kg.graph.statistics import summarise, total_lines

    tell(f"{reading.summary()}, {seconds:.1f} seconds")
    if "+" in graph.data:
        tell(f"{out} was begun with another lexicon or version of kg, and its earlier papers keep those results:")
        tell("to extract them again, build all papers without --add")
    for line in total_lines(summarise(graph)):
        tell(line)
    tell(f"wrote {out}: see what it holds with kg stats {out}, or kg export {out} {out.with_suffix('.html')}")
