"""`kg build`: abstracts to a graph file."""

import time
from collections import deque
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.cluster import Engine, build_on_cluster
from kg.cli.messages import tell, watched
from kg.cli.options import Columns, Format, Lexicons, OptionalPapers, Workers
from kg.cli.reading import STDIO, Reading, check_graph_name, check_target, workers_for
from kg.wording import counted, readable

if TYPE_CHECKING:
    from kg.engines.spool import SpoolHeader
    from kg.graph.additions import Additions
    from kg.graph.statistics import Summary

MOST_TITLES = 3  # in a message
MOST_NUMBERS = 3  # ids, each with a message


def build_command(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The graph file to write.")],
    papers: OptionalPapers = None,
    form: Format = None,
    column: Columns = None,
    workers: Workers = None,
    lexicon: Lexicons = None,
    add: Annotated[bool, typer.Option("--add", help="Add to the papers already in the output file.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Continue an interrupted build of the same papers.")] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="ID", help="Remove a paper from the output file; may be repeated."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="local, or spark if there are too many papers for one machine.")
    ] = Engine.LOCAL,
    master: Annotated[
        str | None,
        typer.Option("--master", metavar="URL", help="The Spark cluster, such as spark://HOST:7077 or local[4]."),
    ] = None,
    partitions: Annotated[
        int | None,
        typer.Option("--partitions", metavar="N", min=1, help="Number of Spark partitions; by default, one per 64 MB."),
    ] = None,
) -> None:
    """Build a graph from paper abstracts.

    Records that share an id, arXiv number, DOI or title are one paper, unless they share only the title and their
    authors differ. The newest text is kept, by version or date, or else the longest. With --add, though, a record
    corrects an earlier one that has the same id and fields, unless a date says that it is older.

    With --engine spark, PAPERS may also be folders and patterns, and -o a folder. A name that ends in .jsonl, .gz or
    .zst becomes the same file as without Spark; a folder gets the parts of that file, graph-*.jsonl in the order of
    their names, and Parquet tables. All workers must see the papers and the output folder under the same paths.
    """
    from kg.engines import extract_encoded
    from kg.engines.spool import added_to, extraction_line, spooled
    from kg.files import replacing
    from kg.graph.additions import compare_added, differ_clearly, shared_ids
    from kg.graph.assemble import assemble, read_extractions
    from kg.graph.file import is_graph_file, write_items
    from kg.graph.papers import JoinedPapers
    from kg.knowledge.lexicon import load_lexicon
    from kg.memory import uncollected
    from kg.model import KgError, Paper

    if out == STDIO:
        raise typer.BadParameter("-o -: kg build writes a file: give its name, such as -o graph.jsonl")
    if engine is Engine.SPARK:
        unfit = {"--add": add, "--resume": resume, "--remove": remove, "--workers": workers}
        if given := [name for name, value in unfit.items() if value]:
            raise typer.BadParameter(f"{given[0]} cannot be used with --engine spark")
        build_on_cluster(papers or [], out, form, column or [], lexicon or [], master, partitions)
        return
    if master or partitions:
        raise typer.BadParameter("--master and --partitions are for --engine spark")
    if not papers and not remove:
        raise typer.BadParameter("give PAPERS, or --remove ID")
    if papers and remove and not add:
        raise typer.BadParameter("to combine PAPERS and --remove, give --add: without it the new graph has only PAPERS")
    begin = time.monotonic()
    paths = tuple(lexicon or ())
    named = papers or []
    check_graph_name(out)
    check_target(out, [*named, *paths], is_graph_file)
    reading = Reading(named, form, column)
    removed = _check_earlier(out, remove or []) if add or remove else {}
    files = load_lexicon(paths)
    replaced: list[tuple[Paper, Paper]] = []

    def note(earlier: Paper, newer: Paper) -> None:
        if differ_clearly(earlier, newer):  # most corrections are of little, and may be many
            replaced.append((earlier, newer))

    folder = out.resolve().parent  # where a link points: temporary files are as large as the graph
    aim = [*(["--add"] if add else ()), *(f"--remove {key}" for key in sorted(removed))]
    header = _spool_header(named, files.digest, [str(form), *(column or ())], aim, resume)
    with spooled(out, header, resume) as spool:
        if len(spool):
            tell(f"resuming after {counted(len(spool), 'record')}")
        left = islice(reading, len(spool), None)
        lines = extract_encoded(left, paths, workers_for(named, workers), extraction_line)
        spool.extend(watched(lines, "reading papers", reading.share))
        with uncollected(), replacing(out) as file:  # from here on, nobody else writes it
            earlier = read_extractions(out, removed) if (add or remove) and out.exists() else None
            with added_to(earlier, spool, folder, note) as records:
                joined = JoinedPapers(records)
                made = assemble(joined, files, earlier.data if earlier else "")
                if not made.papers and not remove:
                    names = ", ".join(map(str, named))
                    hint = "" if form else "; if the format was not recognised, give --format"
                    raise KgError(f"no papers in {names}: {out} is not written{hint}")
                summary = write_items(made.nodes(), made.edges(), made.data, file, folder)
                found = compare_added(joined, records, len(records) - len(spool)) if earlier else None
                doubtful = shared_ids(joined, records, replaced)
    for key, title in removed.items():
        tell(f"removed {key} ({title})")
    _tell_shared(doubtful)
    told = _added(found, out) if add and named else ""
    _report(summary, made.data, f"{reading.summary()}, " if named else "", told, out, time.monotonic() - begin)


def _spool_header(papers: list[Path], data: str, options: list[str], aim: list[str], resume: bool) -> "SpoolHeader":
    """What a build must have in common with an earlier one to go on with it."""
    from kg import __version__
    from kg.engines.spool import SpoolHeader

    pipes = [path for path in papers if not path.is_file()]
    if pipes and resume:
        raise typer.BadParameter(f"--resume does not work with pipes: {pipes[0]} cannot be read twice")
    found = [(path, path.stat()) for path in papers if path not in pipes]
    inputs = tuple((readable(str(path.resolve())), stat.st_size, stat.st_mtime_ns) for path, stat in found)
    return SpoolHeader(__version__, data, inputs, tuple(map(readable, options)), tuple(aim))


def _added(found: "Additions | None", out: Path) -> str:
    """What --add has done."""
    if found is None:
        return f"{out} did not exist: it is a new graph"
    text = f"{counted(found.new, 'new paper')}, {found.known:,} already in {out}"
    if found.by_title:
        text += f", {len(found.by_title):,} of them recognised by title alone: {_some_titles(found.by_title)}"
    return text


def _tell_shared(numbers: Sequence[tuple[str, list[str]]]) -> None:
    """Ids that may join papers that are different, with their titles."""
    for key, titles in numbers[:MOST_NUMBERS]:
        tell(f"id {key} is shared by records with different titles: {_some_titles(titles)}")
    if numbers:
        are = "id is" if len(numbers) == 1 else "ids are"
        tell(f"{len(numbers):,} {are} shared in this way; if the papers are different, give them distinct ids")


def _some_titles(titles: Sequence[str]) -> str:
    from kg.model import SHOWN_TITLE

    more = [f"and {len(titles) - MOST_TITLES:,} more"] if len(titles) > MOST_TITLES else []
    return "; ".join([*(title[:SHOWN_TITLE] for title in titles[:MOST_TITLES]), *more])


def _report(summary: "Summary", data: str, read: str, added: str, out: Path, seconds: float) -> None:
    from kg.compression import unpacked
    from kg.graph.statistics import total_lines

    tell(f"{read}{seconds:.1f} seconds")
    if added:
        tell(added)
    if "+" in data:
        tell(f"{out} was started with a different lexicon or version of kg, and its earlier papers keep those results;")
        tell("to update them, build all papers again without --add")
    for line in total_lines(summary):
        tell(line)
    tell(f"wrote {out}: see what it holds with kg stats {out}, or kg export {out} {unpacked(out).with_suffix('.html')}")


def _check_earlier(out: Path, remove: list[str]) -> dict[str, str]:
    """Read the output file through once, so that damage costs no work; ids and titles of the papers to be removed."""
    from kg.graph.file import read_graph, read_items
    from kg.names.finding import paper_with_id

    if not remove:
        if out.exists():
            deque(read_items(out)[1], maxlen=0)
        return {}
    graph = read_graph(out)
    return {node.id: node.name for node in (paper_with_id(graph, key) for key in remove)}
