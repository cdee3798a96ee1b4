"""Parquet, for pandas, polars, DuckDB and Spark: a folder with three typed tables, written in parts."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.files import replacing_folder
from kg.graph.file import FORMAT
from kg.graph.properties import papers_by_id
from kg.model import Device, Edge, Graph, Node, Paper, RepositoryLink
from kg.sinks.attributes import Attributes, claim_attributes, mention_attributes, whole_node

if TYPE_CHECKING:
    import pyarrow as pa

PARQUET_NAMES = ("nodes.parquet", "edges.parquet", "evidence.parquet")
ROWS_AT_ONCE = 5_000  # that are in memory


def write_parquet(graph: Graph, folder: Path) -> None:
    """Write nodes, edges and evidence as tables; `kg.read_graph` reads the folder.

    `evidence` has a row for each mention and each cue of an edge; `claim` is the place, in the edge's `claims`, of the
    name that it belongs to.

    Raises:
        KgError: the folder holds other files, or cannot be written.
    """
    papers = papers_by_id(graph)
    evidence = (row for edge in graph.edges for row in evidence_rows(edge, papers[edge.source]))
    tables = (map(node_row, graph.nodes), map(edge_row, graph.edges), evidence)
    with replacing_folder(folder, PARQUET_NAMES) as new:
        for name, schema, rows in zip(PARQUET_NAMES, table_schemas(graph.data), tables, strict=True):
            write_table(new / name, schema, rows)


def node_row(node: Node) -> Attributes:
    """A row with the records of a paper, whose fields differ, as JSON."""
    row = whole_node(node)
    return row | {"records": msgspec.json.encode(row["records"]).decode()} if "records" in row else row


def _edge_ends(edge: Edge) -> Attributes:
    return {"source": edge.source, "target": edge.target, "type": edge.type.value}


def edge_row(edge: Edge) -> Attributes:
    """A row with what a paper says about an entity."""
    return {**_edge_ends(edge), "claims": list(map(claim_attributes, edge.claims))}


def evidence_rows(edge: Edge, paper: Paper) -> Iterator[Attributes]:
    """A row for each mention and each cue."""
    for number, claim in enumerate(edge.claims):
        for role, mentions in (("mention", claim.mentions), ("cue", claim.cues)):
            for mention in mentions:
                yield {**_edge_ends(edge), "claim": number, "role": role, **mention_attributes(mention, paper)}


def write_table(path: Path, schema: "pa.Schema", rows: Iterable[Attributes]) -> None:
    """Write rows as a Parquet file."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = iter(rows)
    with path.open("wb") as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while part := list(islice(rows, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(part, schema))


def table_schemas(data: str) -> "tuple[pa.Schema, pa.Schema, pa.Schema]":
    """The columns of nodes, edges and evidence."""
    import pyarrow as pa

    text, number, texts = pa.string(), pa.int32(), pa.list_(pa.string())
    # From the types of the fields, so that a field that is new has a column.
    kinds = {str: text, int: pa.int64(), int | None: number, tuple[str, ...]: texts}
    own = {
        field.name: kinds[field.type]
        for kind in (Paper, Device, RepositoryLink)
        for field in msgspec.structs.fields(kind)
        if field.name not in ("id", "source", "year")
    }
    source = pa.struct([("file", text), ("ordinal", pa.int64())])
    merge = pa.struct([("form", text), ("rule", text), ("papers", texts)])
    claim = pa.struct([("type", text), ("name", text), ("aliases", texts), ("relation", text), ("id", text)])
    ends = [("source", text), ("target", text), ("type", text)]
    nodes = {
        **{"id": text, "type": text, "name": text, "aliases": texts, "year": number, **own},
        **{"released": number, "sources": pa.list_(source), "merges": pa.list_(merge), "records": text},
    }
    mention = {"field": text, "start": number, "end": number, "text": text, "rule": text, "sentence": text}
    return (
        pa.schema(nodes, {"kg": msgspec.json.encode({"format": FORMAT, "data": data})}),
        pa.schema([*ends, ("claims", pa.list_(claim))]),
        pa.schema([*ends, ("claim", number), ("role", text), *mention.items()]),
    )
