"""`kg build --engine spark`: abstracts to a graph file, or to a folder of its parts, with Spark."""

import re
import time
from enum import StrEnum
from pathlib import Path

import typer

from kg.cli.messages import tell
from kg.cli.reading import Reading, check_graph_name, check_packing, check_target

_MASTER = re.compile(r"local(?:\[.+\])?|local-cluster\[.+\]|yarn|(?:spark|k8s|mesos)://.+")


class Engine(StrEnum):
    """What runs the build."""

    LOCAL = "local"
    SPARK = "spark"


def build_on_cluster(
    papers: list[Path],
    out: Path,
    form: str | None,
    columns: list[str],
    lexicon: list[Path],
    master: str | None,
    partitions: int | None,
) -> None:
    """Build a graph with Spark, and say what it holds."""
    from kg.engines.spark.building import build_with_spark, files_of, is_graph_name
    from kg.engines.spark.output import PART_NAMES
    from kg.engines.spark.records import Inputs
    from kg.files import check_folder
    from kg.graph.file import is_graph_file
    from kg.graph.statistics import total_lines
    from kg.knowledge.lexicon import load_lexicon

    if not papers:
        raise typer.BadParameter("give PAPERS")
    if master and not _MASTER.fullmatch(master):
        raise typer.BadParameter(f"--master {master}: give spark://HOST:7077, local[4], yarn or k8s://URL")
    if Path("-") in papers:
        raise typer.BadParameter(
            "- (standard input) cannot be used with --engine spark: give files that all workers can read"
        )
    check_graph_name(out)
    check_packing(out)
    begin = time.monotonic()
    files = files_of(papers)
    reading = Reading(files, form, columns)  # checks the arguments
    load_lexicon(tuple(lexicon))
    if is_graph_name(out):
        check_target(out, [*files, *lexicon], is_graph_file)
    else:
        check_folder(out, PART_NAMES)
    inputs = Inputs(files, form, reading.columns, tuple(path.read_bytes() for path in lexicon))
    summary = build_with_spark(inputs, out, tell, master, partitions)
    tell(f"{time.monotonic() - begin:.1f} seconds")
    for line in total_lines(summary):
        tell(line)
    tell(
        f"wrote {out}: "
        + (f"see kg stats {out}" if is_graph_name(out) else f"to join the parts: cat {out}/graph-*.jsonl > graph.jsonl")
    )
