"""Files of papers to a graph, with Spark: the same bytes as from one process."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from kg.compression import unpacked
from kg.engines.spark.acronyms import open_acronyms, read_acronyms, senses_after_reading
from kg.engines.spark.entities import clusters_of_senses, entity_nodes, ids_of_clusters, linked_papers, with_nodes
from kg.engines.spark.frames import Stages
from kg.engines.spark.meanings import all_claims, components_of_senses
from kg.engines.spark.output import PART_NAMES, PartFiles, copy_parts, write_header, write_parts
from kg.engines.spark.records import Contents, Inputs, extracted_records, joined_papers, lexicon_files, report_problems
from kg.engines.spark.session import spark_session
from kg.files import replacing, replacing_folder
from kg.graph.statistics import Summary
from kg.knowledge.lexicon import load_lexicon
from kg.locks import TEMPORARY, hidden
from kg.model import KgError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

PART_BYTES = 1 << 26  # of the input for each partition
LEAST_PARTITIONS = 4


def build_with_spark(
    inputs: Inputs, out: Path, tell: Callable[[str], None], master: str | None = None, partitions: int | None = None
) -> Summary:
    """Build a graph file (see `is_graph_name`) or else a folder of its parts and of tables.

    Everything that grows with the papers stays with the workers, which must see the input and the output's folder.

    Raises:
        KgError: an input or the output is wrong, or Spark cannot do the work.
        ModuleNotFoundError: Spark is not installed.
    """
    size = sum(path.stat().st_size for path in inputs.files)
    count = partitions or max(LEAST_PARTITIONS, size // PART_BYTES)
    data = load_lexicon(lexicon_files(inputs.lexicon)).digest
    with spark_session(master, count) as spark:
        if is_graph_name(out):
            with replacing(out) as file, _scratch(out) as scratch:
                target = PartFiles(scratch / "parts", scratch / "inputs", data, tables=False)
                target.folder.mkdir()
                summary = _build(Stages(spark, scratch, count), inputs, target, tell)
                copy_parts(target, file)
            return summary
        with replacing_folder(out, PART_NAMES) as folder, _scratch(out) as scratch:
            target = PartFiles(folder, scratch / "inputs", data, tables=True)
            return _build(Stages(spark, scratch, count), inputs, target, tell)


def is_graph_name(out: Path) -> bool:
    """Whether one graph file is to be written, not a folder, which cannot be compressed as a name may say."""
    return unpacked(out) != out or ".jsonl" in map(str.lower, out.suffixes[-2:])


@contextmanager
def _scratch(out: Path) -> Iterator[Path]:
    """A folder for intermediate tables beside the output, where all workers see it."""
    prefix = hidden(out.resolve(), TEMPORARY)
    with tempfile.TemporaryDirectory(dir=out.resolve().parent, prefix=prefix, ignore_cleanup_errors=True) as name:
        yield Path(name)


def _build(stages: Stages, inputs: Inputs, target: PartFiles, tell: Callable[[str], None]) -> Summary:
    records = extracted_records(stages, inputs)
    tell(report_problems(records, tell))
    return graph_of_records(stages, records, inputs.lexicon, target)


def graph_of_records(stages: Stages, records: "DataFrame", lexicon: Contents, target: PartFiles) -> Summary:
    """Write the graph of records (see `record_row`) in parts."""
    papers = joined_papers(stages, records)
    claims = all_claims(stages, papers)
    rooted = components_of_senses(stages, claims, lexicon)
    plans = open_acronyms(stages, rooted, lexicon)
    read = read_acronyms(stages, papers, claims, plans, lexicon)
    meant, unread = senses_after_reading(stages, claims, read)
    clusters = clusters_of_senses(stages, rooted, meant, unread, lexicon)
    nodes = entity_nodes(stages, clusters, ids_of_clusters(stages, clusters, lexicon), lexicon)
    linked = linked_papers(stages, papers, with_nodes(claims, read, clusters, nodes))
    summary = write_parts(stages, nodes, linked, target)
    write_header(target, summary)
    return summary


def files_of(inputs: Sequence[Path]) -> tuple[Path, ...]:
    """The files that are meant: those in folders, and those that patterns such as "papers/*.parquet" find.

    What programs keep beside them (".ipynb_checkpoints", "_temporary") counts only if its name is given. Raises KgError
    if there are none.
    """
    found: dict[Path, None] = {}
    for path in inputs:
        if path.is_dir():
            its = [
                one for one in path.rglob("*") if one.is_file() and not any(map(_is_aside, one.relative_to(path).parts))
            ]
        else:
            its = [path] if path.exists() else _matches(path)
        if not its:
            raise KgError(f"cannot read {path}: {'it has no files' if path.is_dir() else 'No such file or directory'}")
        found |= dict.fromkeys(sorted(its))
    return tuple(found)


def _matches(pattern: Path) -> list[Path]:
    """What a pattern finds; as in a shell, "*" finds nothing hidden, but "_temp*" finds what begins so."""
    if not any(sign in str(pattern) for sign in "*?["):
        return []
    root = Path(pattern.anchor)
    asked = list(filter(_is_aside, pattern.parts))
    return [
        path
        for path in root.glob(str(pattern.relative_to(root)))
        if not any(_is_aside(part) and not any(fnmatchcase(part, one) for one in asked) for part in path.parts)
    ]


def _is_aside(name: str) -> bool:
    """Whether a file or folder is hidden, or is named "_like_this" by Hadoop; "_month=3" is a partition with data."""
    return name.startswith(".") or (name.startswith("_") and "=" not in name)
