"""Files to records with their entities, and records to papers."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kg.engines.processes import extract_one
from kg.engines.spark.frames import Stages, TableRow, connected, each, groups, to_bytes, together, unpacking
from kg.graph.identity import bonds_of, says_nothing, title_bonds
from kg.graph.papers import Sourced, grouped_records, joined_paper, longer_id
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, KgError, Paper, Source
from kg.names.ids import title_key
from kg.resolve.joins import ListedNames
from kg.sources import Problem, read_papers
from kg.wording import counted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

MOST_TOLD = 100  # problems with records that are reported one by one
MOST_SLICES = 10_000  # tasks that read
Contents = tuple[bytes, ...]  # of users' lexicons
RECORD = {"rid": "string", "body": "binary", "bonds": "array<string>", "problem": "string", "skipped": "bigint"}
RECORD |= {"generic": "boolean"}


class Inputs(msgspec.Struct, frozen=True):
    """Files that every worker sees under the same path, and how they are read."""

    files: tuple[Path, ...]
    form: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    lexicon: Contents = ()


@cache
def lexicon_files(contents: Contents) -> tuple[Path, ...]:
    """Users' lexicons as paths of this process, loaded from there: workers do not see the driver's files."""
    from kg.nlp import load  # imports spaCy, which the driver need not wait for

    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        paths = tuple(Path(folder, f"lexicon-{place}.jsonl") for place in range(len(contents)))
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        if paths:
            load(paths)  # which is kept, as is its lexicon
    return paths


@cache
def listed_names(contents: Contents) -> ListedNames:
    """The names of the lexicon, which take a second to be indexed."""
    return ListedNames(load_lexicon(lexicon_files(contents)))


def extracted_records(stages: Stages, inputs: Inputs) -> "DataFrame":
    """A row for each record, with its extraction, and for each problem."""
    paths = [str(path.absolute()) for path in inputs.files]
    context = stages.spark.sparkContext
    files = stages.spark.createDataFrame(
        context.parallelize([(path,) for path in paths], min(len(paths), MOST_SLICES)), "path string"
    )
    read = partial(_read, form=inputs.form, columns=dict(inputs.columns))
    papers = each(files, read, {"body": "binary", "problem": "string", "skipped": "bigint"})
    extract = partial(_extract, lexicon=inputs.lexicon)
    return stages.keep("records", each(papers.repartition(stages.partitions), extract, RECORD))


def _read(rows: Iterator[TableRow], form: str | None, columns: Mapping[str, str]) -> Iterator[TableRow]:
    for row in rows:
        problems: list[Problem] = []
        for paper in read_papers(Path(str(row["path"])), form, problems.append, columns):
            yield from _problem_rows(problems)
            yield {"body": to_bytes(paper), "problem": None, "skipped": 0}
        yield from _problem_rows(problems)


def _problem_rows(problems: list[Problem]) -> Iterator[TableRow]:
    for problem in problems:
        text = f"{problem}: skipped" if problem.skipped else str(problem)
        yield {"body": None, "problem": text, "skipped": int(problem.skipped)}
    problems.clear()


def _extract(rows: Iterator[TableRow], lexicon: Contents) -> Iterator[TableRow]:
    decode = unpacking(Paper)
    for row in rows:
        if row["body"] is None:
            yield {"problem": row["problem"], "skipped": row["skipped"]}
        else:
            yield record_row(extract_one(decode(row["body"]), lexicon_files(lexicon)))


def record_row(found: Extraction) -> TableRow:
    """The row of a record; records that differ in their source alone have one `rid`."""
    alone = msgspec.msgpack.encode(replace(found.paper, source=None))
    return {
        "rid": hashlib.blake2b(alone, digest_size=12).hexdigest(),
        "body": to_bytes(found),
        "bonds": sorted(bonds_of(found.paper)),
        "problem": None,
        "skipped": 0,
        "generic": says_nothing(title_key(found.paper.title)),
    }


def report_problems(records: "DataFrame", tell: Callable[[str], None]) -> str:
    """Report the first problems; how many records were read and skipped. Raises KgError if none was read."""
    from pyspark.sql import functions as f

    found = records.where("problem is not null")
    for row in found.orderBy("problem").limit(MOST_TOLD).collect():
        tell(row["problem"])
    count = records.agg(f.count("body"), f.count("problem"), f.sum("skipped")).first()
    if count[1] > MOST_TOLD:
        tell(f"and {count[1] - MOST_TOLD:,} more")
    if not count[0]:
        raise KgError("no papers in the input: if the format was not recognised, give --format")
    return f"{counted(count[0], 'record')} read, {count[2] or 0:,} skipped"


def joined_papers(stages: Stages, records: "DataFrame") -> "DataFrame":
    """The papers (`paper` is the id) of all records, joined as in one process.

    Records that have nothing in common, not even through others, are no one paper: so each component is joined by
    itself. It is as large as the records of some papers of one title, or with the same ids.
    """
    from pyspark.sql import functions as f

    records = records.where("body is not null").select("rid", "body", "bonds", "generic")
    bonds = records.select(f.col("rid").alias("node"), f.explode("bonds").alias("bond"))
    roots = connected(stages, bonds, "records").withColumnRenamed("node", "rid")
    whole = records.join(roots, "rid", "left").select(f.coalesce("root", "rid").alias("root"), "body", "generic")
    open_titles = whole.where("generic").select("root").distinct()
    if not open_titles.isEmpty():
        parts = together(whole.join(open_titles, "root", "left_semi"), "root")
        bonds = each(parts, _title_bonds, {"node": "string", "bond": "string"})
        wider = connected(stages, bonds, "titles").select(f.col("node").alias("root"), f.col("root").alias("wide"))
        whole = whole.join(wider, "root", "left").select(f.coalesce("wide", "root").alias("root"), "body")
    columns = {"paper": "string", "body": "binary"}
    grouped = stages.keep("groups", each(together(whole, "root"), _group, columns))
    shared = grouped.groupBy("paper").count().where("count > 1").select("paper", f.lit(1).alias("shared"))
    return stages.keep("papers", each(grouped.join(shared, "paper", "left"), _join, columns))


def _title_bonds(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    unpack = unpacking(Extraction)
    for values, its in groups(rows, "root"):
        for bond in title_bonds([unpack(row["body"]).paper for row in its]):
            yield {"node": values["root"], "bond": bond}


def _group(rows: Iterator[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(Extraction)
    for _, its in groups(rows, "root"):
        for key, group in grouped_records([decode(row["body"]) for row in its]):
            yield {"paper": key, "body": to_bytes([(record, sorted(sources)) for record, sources in group])}


def _join(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    decode = unpacking(list[tuple[Extraction, set[Source]]])
    for row in rows:
        group: list[Sourced] = decode(row["body"])
        key = str(row["paper"])
        joined = joined_paper(key if row["shared"] is None else longer_id(key, group), group)
        yield {"paper": joined.paper.id, "body": to_bytes(joined)}
