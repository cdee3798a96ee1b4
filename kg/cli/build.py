"""`kg build`: abstracts to a graph file."""

import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, Workers
from kg.cli.reading import Reading, check_target

if TYPE_CHECKING:
    from kg.model import Graph


def build_command(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The graph file to write.")],
    papers: Annotated[
        list[Path] | None, typer.Argument(metavar="PAPERS", help="Files of papers; - reads standard input.")
    ] = None,
    form: Format = None,
    column: Columns = None,
    workers: Workers = 1,
    lexicon: Lexicons = None,
    add: Annotated[bool, typer.Option("--add", help="Add to the papers already in the output file.")] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="ID", help="Take a paper out of the output file; may be repeated."),
    ] = None,
) -> None:
    """Build a graph from paper abstracts.

    Records with an id, arXiv number, DOI or title in common are one paper, unless the title alone is shared and the
    authors differ. The text of the newest is kept, by version or date, or else the longest; but with --add, a record
    corrects an earlier one that has the same id and fields, unless a date says that it is older.
    """
    from kg.engines import extract
    from kg.graph.assemble import build_graph
    from kg.graph.file import write_graph
    from kg.graph.statistics import summarise, summary_lines
    from kg.knowledge.lexicon import load_lexicon
    from kg.model import KgError

    if not papers and not remove:
        raise typer.BadParameter("give PAPERS, or --remove ID")
    if papers and remove and not add:
        raise typer.BadParameter("PAPERS with --remove need --add, without which the graph has none but these")
    begin = time.monotonic()
    check_target(out)
    paths = tuple(lexicon or ())
    reading = Reading(papers or [], form, column)
    earlier = _earlier(out, remove or []) if add or remove else None
    extractions = watched(extract(reading, paths, workers), "reading papers")
    graph = build_graph(extractions, load_lexicon(paths), earlier, correcting=True)
    if not graph.nodes and not remove:
        files = ", ".join(map(str, papers or []))
        raise KgError(f"no papers in {files}: {out} was not written; if the format was detected wrongly, give --format")
    if "+" in graph.data:
        tell(f"{out} was started with another lexicon or version of kg, and its papers keep those results;")
        tell("to extract them again, build all papers without --add")
    write_graph(graph, out)
    read = f"{reading.summary()}, " if papers else ""
    tell(f"{read}{time.monotonic() - begin:.1f} seconds")
    for line in summary_lines(summarise(graph), shutil.get_terminal_size((100, 24)).columns):
        tell(line)
    tell(f"wrote {out}: look at it with kg stats, kg explain or kg export")


def _earlier(out: Path, remove: list[str]) -> "Graph | None":
    """The graph in the output file, without the papers to be removed."""
    from kg.graph.assemble import without_papers
    from kg.graph.explanations import printable
    from kg.graph.file import read_graph
    from kg.names.finding import paper_with_id

    if not remove and not out.exists():
        return None
    graph = read_graph(out)
    found = {node.id: node.name for node in (paper_with_id(graph, key) for key in remove)}
    for key, title in found.items():
        tell(printable(f"removed {key} ({title})"))
    return without_papers(graph, found)
