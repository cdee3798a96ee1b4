"""Nodes and edges in order to parts of a graph file and of tables, which workers write into one folder."""

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import msgspec

from kg.engines.spark.frames import ColumnTypes, Stages, TableRow, each, unpacking
from kg.graph.assemble import paper_edges, paper_node
from kg.graph.file import COPIED, graph_line, header_line, input_bytes
from kg.graph.papers import JoinedPaper
from kg.graph.statistics import Summary, totals
from kg.model import Edge, Entity, Label, Node
from kg.sinks.attributes import Attributes
from kg.sinks.parquet import ROWS_AT_ONCE, edge_row, evidence_rows, node_row, table_schemas

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter
    from pyspark.sql import DataFrame

# What a folder holds: read in the order of their names, the parts are the graph file.
PART_NAMES = ("graph-*.jsonl", "nodes-*.parquet", "edges-*.parquet", "evidence-*.parquet")
HEADER = "graph-0.jsonl"
TABLES = ("nodes", "edges", "evidence")
UNDONE = ".undone"
_COUNT: ColumnTypes = {"what": "string", "name": "string", "count": "bigint"}


class PartFiles(msgspec.Struct, frozen=True):
    """Where parts are written, with tables or without; `papers` is a folder for what is hashed of the papers."""

    folder: Path
    papers: Path
    data: str
    tables: bool


class TaskOutput:
    """What one task writes, under its names once it is complete, so a failed task can be retried."""

    def __init__(self, target: PartFiles, place: int) -> None:
        from pyspark import TaskContext

        context = TaskContext.get()
        assert context
        self._number, self._target = f"{place}-{context.partitionId():05}", target
        self._attempt = f"{UNDONE}-{context.taskAttemptId()}"
        self._files: dict[Path, IO[bytes]] = {}
        self._writers: dict[str, ParquetWriter] = {}
        self._rows: dict[str, list[Attributes]] = {name: [] for name in TABLES}
        self.counts: Counter[tuple[str, str]] = Counter()

    def node(self, node: Node) -> None:
        """Write a node."""
        self._open(self._target.folder / f"graph-{self._number}.jsonl").write(graph_line(node))
        if node.paper:
            self._open(self._target.papers / self._number).write(input_bytes(node))
            self.counts["records", ""] += len(node.sources)
        self.counts["node", node.label] += 1
        if self._target.tables:
            self._add("nodes", [node_row(node)])

    def edges(self, edges: Iterable[Edge], joined: JoinedPaper) -> None:
        """Write the edges of a paper."""
        for edge in edges:
            # After all nodes, whichever task wrote them.
            self._open(self._target.folder / f"graph-4-{self._number[2:]}.jsonl").write(graph_line(edge))
            self.counts["edge", edge.type] += 1
            if self._target.tables:
                self._add("edges", [edge_row(edge)])
                self._add("evidence", evidence_rows(edge, joined.paper))

    def close(self) -> Iterator[TableRow]:
        """Give all files their names; what was written, counted."""
        for name in TABLES:
            self._flush(name)
        for writer in self._writers.values():
            writer.close()
        for path, file in self._files.items():
            file.flush()
            os.fsync(file.fileno())
            file.close()
            Path(file.name).replace(path)
        for (what, name), count in self.counts.items():
            yield {"what": what, "name": name, "count": count}

    def _open(self, path: Path) -> IO[bytes]:
        if path not in self._files:
            self._files[path] = path.with_name(path.name + self._attempt).open("wb")
        return self._files[path]

    def _add(self, table: str, rows: Iterable[Attributes]) -> None:
        self._rows[table].extend(rows)
        if len(self._rows[table]) >= ROWS_AT_ONCE:
            self._flush(table)

    def _flush(self, table: str) -> None:
        import pyarrow
        from pyarrow.parquet import ParquetWriter

        if not (rows := self._rows[table]):
            return
        schema = table_schemas(self._target.data)[TABLES.index(table)]
        if table not in self._writers:
            file = self._open(self._target.folder / f"{table}-{self._number}.parquet")
            self._writers[table] = ParquetWriter(file, schema, compression="zstd")
        self._writers[table].write_table(pyarrow.Table.from_pylist(rows, schema))
        rows.clear()


def write_parts(stages: Stages, nodes: "DataFrame", linked: "DataFrame", target: PartFiles) -> Summary:
    """Write all nodes and edges in order; what there is, as the tasks counted it."""
    from pyspark.sql import functions as f

    target.papers.mkdir()
    # Ids begin with the label, in lower case: what is no paper comes before or after all papers.
    entities = nodes.select("id", "body")
    low, high = entities.where("id < 'paper:'"), entities.where("id > 'paper:'")
    written = [
        each(low.orderBy("id"), partial(_write_nodes, target=target, place=1), _COUNT),
        each(linked.orderBy("paper"), partial(_write_papers, target=target), _COUNT),
        each(high.orderBy("id"), partial(_write_nodes, target=target, place=3), _COUNT),
    ]
    total: Counter[tuple[str, str]] = Counter()
    for place, frame in enumerate(written):
        counted = stages.keep(f"written-{place}", frame).groupBy("what", "name").agg(f.sum("count").alias("count"))
        for row in counted.collect():  # a few labels and types
            total[row["what"], row["name"]] += row["count"]
    return totals(total)


def _write_nodes(rows: Iterable[TableRow], target: PartFiles, place: int) -> Iterator[TableRow]:
    part, unpack = TaskOutput(target, place), unpacking(Node)
    for row in rows:
        part.node(unpack(row["body"]))
    yield from part.close()


def _write_papers(rows: Iterable[TableRow], target: PartFiles) -> Iterator[TableRow]:
    part, unpack = TaskOutput(target, 2), unpacking(JoinedPaper)
    for row in rows:
        joined = unpack(row["body"])
        part.node(paper_node(joined))
        targets = msgspec.convert(row["targets"] or [], list[LinkedEntity])
        ids = {one.entity: one.id for one in targets}
        labels = {one.id: one.label for one in targets}
        edges = paper_edges(joined, partial(_id_of, ids), labels)
        part.edges(sorted(edges, key=lambda edge: edge.target), joined)
    yield from part.close()


class LinkedEntity(msgspec.Struct, frozen=True):
    """An entity of a paper, and its node."""

    entity: str
    id: str
    label: Label


def _id_of(ids: dict[str, str], entity: Entity) -> str:
    return ids[entity.id]


def write_header(target: PartFiles, summary: Summary) -> None:
    """Write the first line, for which the driver reads all parts through once, in pieces."""
    for folder in (target.folder, target.papers):
        for path in folder.glob(f"*{UNDONE}-*"):  # of tasks that failed, and were done again
            path.unlink()
    inputs, digest = hashlib.sha256(), hashlib.sha256()
    for total, paths in ((inputs, target.papers.iterdir()), (digest, target.folder.glob("graph-*.jsonl"))):
        for path in sorted(paths):
            with path.open("rb") as file:
                while piece := file.read(COPIED):
                    total.update(piece)
    counts = sum(summary.nodes.values()), sum(summary.edges.values())
    line = header_line(target.data, inputs.hexdigest(), *counts, digest.hexdigest())
    (target.folder / HEADER).write_bytes(line)


def copy_parts(target: PartFiles, file: IO[bytes]) -> None:
    """Write the parts as one file."""
    for path in sorted(target.folder.glob("graph-*.jsonl")):
        with path.open("rb") as part:
            shutil.copyfileobj(part, file, COPIED)
