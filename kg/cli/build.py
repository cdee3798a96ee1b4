"""`kg build`: abstracts to a graph file."""

import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.reading import Reading, check_target
from kg.cli.messages import tell, watched

if TYPE_CHECKING:
    from kg.graph.file import Header
    from kg.knowledge.lexicon import Lexicon
    from kg.model import Graph

Papers = Annotated[list[Path], typer.Argument(metavar="PAPERS...", help="Files of papers; - is standard input.")]
Format = Annotated[
    str | None, typer.Option("--format", help="Format of the files; told from their beginning if left out.")
]
Workers = Annotated[int, typer.Option("--workers", min=1, help="Processes that read abstracts.")]
Lexicons = Annotated[
    list[Path] | None, typer.Option("--lexicon", metavar="FILE", help="Your own names; may be repeated.")
]


def build(
    papers: Papers,
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The graph file to write.")],
    form: Format = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
    add: Annotated[bool, typer.Option("--add", help="Keep the papers that FILE has.")] = False,
) -> None:
    """Read abstracts and write the graph of what they name."""
    from kg.engines.local import extract
    from kg.graph.file import build_graph, read_graph, read_header, to_extractions, write_graph
    from kg.knowledge.lexicon import load_lexicon
    from kg.model import Graph, KgError

    begin = time.monotonic()
    check_target(out)
    names = load_lexicon(tuple(lexicon or ()))
    reading = Reading(papers, form)
    old, header = (read_graph(out), read_header(out)) if add and out.exists() else (Graph(), None)
    found = watched(extract(iter(reading), tuple(lexicon or ()), workers), "reading")
    graph = build_graph(chain(to_extractions(old), found), names)
    if not any(node.id.startswith("paper:") for node in graph.nodes):
        raise KgError(
            f"no paper in {', '.join(map(str, papers))}: {out} is not written; see kg build --help for --format"
        )
    write_graph(graph, out, _header(graph, names, header))
    _summarise(graph, reading, time.monotonic() - begin)
    tell(f"{out} is written: open it with kg stats, kg explain or kg export")


def _header(graph: "Graph", names: "Lexicon", old: "Header | None") -> "Header":
    """The header of a graph; one that was added to with another lexicon names both, as both are in it."""
    import hashlib
    from importlib.metadata import version

    import msgspec

    from kg.graph.file import FORMAT, Header
    from kg.model import Label

    digests = {names.digest, *(old.data.split("+") if old else ())}
    if len(digests) > 1:
        tell("the graph was begun with other names or another version's: papers in it keep what those found;")
        tell("build all papers again, without --add, to read them with these")
    # Hashed from the graph, whose papers are sorted: the order and the number of the runs cannot change it.
    inputs = hashlib.sha256()
    for node in graph.nodes:
        if node.label is Label.PAPER:
            inputs.update(msgspec.json.encode((node.id, node.title, node.abstract, node.sources)))
    return Header(FORMAT, version("kg"), "+".join(sorted(digests)), inputs.hexdigest()[:16])


def _summarise(graph: "Graph", reading: Reading, seconds: float) -> None:
    import shutil

    from kg.graph.statistics import lines, summarise

    tell(f"{reading.read:,} records read, {reading.skipped:,} skipped, {seconds:.1f} seconds")
    for line in lines(summarise(graph), shutil.get_terminal_size((100, 24)).columns):
        tell(line)
