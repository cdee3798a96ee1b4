"""Stages of rows that Python functions make of other rows, partition by partition."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kg.resolve.senses import Claim, Sense

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

TableRow = Mapping[str, object]
ColumnTypes = dict[str, str]  # name -> type, as Spark's SQL writes it
AT_ONCE = 1_000  # rows that are handed over
MOST_SENSES_HELD = 20_000  # that one task adds to, before it hands on what it has

Packed = TypeVar("Packed")

to_bytes = msgspec.msgpack.Encoder().encode


def unpacking(kind: type[Packed]) -> Callable[[object], Packed]:
    """The function that makes what `to_bytes` was given of the value of a column."""
    decode = msgspec.msgpack.Decoder(kind).decode

    def unpack(value: object) -> Packed:
        assert isinstance(value, bytes)
        return decode(value)

    return unpack


def each(
    frame: "DataFrame", function: Callable[[Iterator[TableRow]], Iterable[TableRow]], columns: ColumnTypes
) -> "DataFrame":
    """The rows that a function makes of those of each partition, one after the other."""

    def run(batches: Iterable["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
        import pyarrow as pa

        kinds = {"string": pa.string(), "binary": pa.binary(), "bigint": pa.int64(), "boolean": pa.bool_()}
        kinds["array<string>"] = pa.list_(pa.string())
        schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        rows = iter(function(row for batch in batches for row in batch.to_pylist()))
        while part := list(islice(rows, AT_ONCE)):
            yield pa.RecordBatch.from_pylist(part, schema)

    return frame.mapInArrow(run, ", ".join(f"`{name}` {kind}" for name, kind in columns.items()))


def together(frame: "DataFrame", *names: str) -> "DataFrame":
    """The same rows, those with the same values in some columns one after the other in one partition."""
    return frame.repartition(*names).sortWithinPartitions(*names)


def groups(rows: Iterable[TableRow], *names: str) -> Iterator[tuple[TableRow, Iterator[TableRow]]]:
    """The rows of one partition of `together` by their values in those columns."""
    for values, its in groupby(rows, key=lambda row: tuple(row[name] for name in names)):
        yield dict(zip(names, values, strict=True)), its


class Stages:
    """Intermediate tables in a folder that all workers see: each is made once, and forgets what it was made of."""

    def __init__(self, spark: "SparkSession", folder: Path, partitions: int) -> None:
        self.spark, self.folder, self.partitions = spark, folder, partitions

    def keep(self, name: str, frame: "DataFrame") -> "DataFrame":
        """The table, worked out and written."""
        path = (self.folder / name).absolute().as_uri()
        frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)


def senses_by(claims: "DataFrame", *names: str) -> "DataFrame":
    """The sense (`body`) of all claims with the same values in some columns.

    Claims are merged first within each partition, so that no name is too frequent.
    """
    columns = {**dict.fromkeys(names, "string"), "body": "binary"}
    parts = each(claims.select(*names, "body"), partial(partial_senses, names=names), columns)
    return each(together(parts, *names), partial(whole_senses, names=names), columns)


def partial_senses(claims: Iterable[TableRow], names: tuple[str, ...]) -> Iterator[TableRow]:
    """Claims merged as far as few enough senses are held at a time."""
    decode = unpacking(Claim)
    held: dict[tuple[object, ...], Sense] = {}
    for row in claims:
        key, claim = tuple(row[name] for name in names), decode(row["body"])
        if key not in held:
            if len(held) >= MOST_SENSES_HELD:
                yield from _sense_rows(held, names)
                held.clear()
            held[key] = Sense(claim.entity.type)
        held[key].add(claim)
    yield from _sense_rows(held, names)


def _sense_rows(held: dict[tuple[object, ...], Sense], names: tuple[str, ...]) -> Iterator[TableRow]:
    for key, sense in held.items():
        yield {**dict(zip(names, key, strict=True)), "body": to_bytes(sense)}


def whole_senses(parts: Iterable[TableRow], names: tuple[str, ...]) -> Iterator[TableRow]:
    """Partial senses, sorted by some columns, merged to whole ones."""
    decode = unpacking(Sense)
    for values, its in groups(parts, *names):
        first, *others = (decode(row["body"]) for row in its)
        for other in others:
            first.merge(other)
        yield {**values, "body": to_bytes(first)}


def connected(stages: Stages, bonds: "DataFrame", name: str) -> "DataFrame":
    """The least `node` of the component (`root`) of each `node` that has a `bond` in common with another one.

    Stars are made larger and smaller in turns until they stay the same (Kiveris et al., Connected components in
    MapReduce and beyond, 2014).
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    def least(column: str, by: str) -> "Column":
        return f.min(column).over(Window.partitionBy(by))

    edges = bonds.distinct().select(f.col("node").alias("u"), least("node", "bond").alias("v"))
    edges = stages.keep(f"{name}-edges", edges.where("u <> v").distinct())
    step = 0
    while not _are_stars(edges):
        both = edges.union(edges.select(f.col("v").alias("u"), f.col("u").alias("v")))
        both = both.withColumn("m", f.least("u", least("v", "u")))
        large = both.where("v > u").select(f.col("v").alias("u"), f.col("m").alias("v")).distinct()
        large = large.withColumn("m", least("v", "u"))
        small = large.where("v <> m").select(f.col("v").alias("u"), f.col("m").alias("v"))
        step = 1 - step  # the table that is read is not the one that is written
        edges = stages.keep(f"{name}-{step}", small.union(large.select("u", f.col("m").alias("v"))).distinct())
    return edges.select(f.col("u").alias("node"), f.col("v").alias("root"))


def _are_stars(edges: "DataFrame") -> bool:
    """Whether each component is its least node and edges to it."""
    from pyspark.sql import functions as f

    ends = edges.select(f.col("u").alias("end"), f.lit(1).alias("low"), f.lit(0).alias("high"))
    ends = ends.union(edges.select(f.col("v").alias("end"), f.lit(0).alias("low"), f.lit(1).alias("high")))
    roles = ends.groupBy("end").agg(f.sum("low").alias("low"), f.max("high").alias("high"))
    return bool(roles.where("low + high > 1").isEmpty())
