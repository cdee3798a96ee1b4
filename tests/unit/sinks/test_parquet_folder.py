"""Tables of Parquet, as pyarrow, pandas and polars read them."""

from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from msgspec.structs import replace
from pyarrow import parquet

from kg.model import Graph, KgError, Label
from kg.sinks.parquet import PARQUET_NAMES, write_parquet


@pytest.fixture
def folder(graph: Graph, tmp_path: Path) -> Path:
    write_parquet(graph, tmp_path / "g.parquet")
    return tmp_path / "g.parquet"


def test_columns_have_types(folder: Path) -> None:
    nodes, edges, evidence = (parquet.read_schema(folder / name) for name in PARQUET_NAMES)
    assert nodes.field("year").type == pa.int32()
    assert nodes.field("aliases").type == nodes.field("authors").type == pa.list_(pa.string())
    assert {"doi", "venue", "updated", "code", "vendor", "released", "host"} <= set(nodes.names)
    assert edges.names == ["source", "target", "type", "claims"]
    assert evidence.field("start").type == pa.int32()
    assert evidence.names[-6:] == ["field", "start", "end", "text", "rule", "sentence"]


def test_pandas_and_polars_read_the_same(graph: Graph, folder: Path) -> None:
    papers = pd.read_parquet(folder / "nodes.parquet").set_index("id").loc["paper:p1"]
    assert (papers["name"], papers["year"], list(papers["authors"])) == (
        "Zorblax: sparse training of networks",
        2024,
        ["Ann Bee", "Cy Dee"],
    )
    nodes, edges, evidence = (pl.read_parquet(folder / name) for name in PARQUET_NAMES)
    assert (nodes.height, edges.height) == (len(graph.nodes), len(graph.edges))
    assert evidence.filter(pl.col("role") == "mention").height == sum(len(edge.evidence) for edge in graph.edges)
    runs = evidence.filter((pl.col("type") == "RUNS_ON") & (pl.col("role") == "mention"))
    joined = runs.join(nodes, left_on="target", right_on="id").select("name", "sentence").rows()
    assert joined == [("NVIDIA A100", "It beats FrobNet on CIFAR-10 and runs on an NVIDIA A100.")]


def test_the_same_graph_is_the_same_files(graph: Graph, folder: Path, tmp_path: Path) -> None:
    write_parquet(graph, tmp_path / "again.parquet")
    for name in PARQUET_NAMES:
        assert (tmp_path / "again.parquet" / name).read_bytes() == (folder / name).read_bytes()


def test_more_nodes_than_fit_in_a_part(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.sinks.parquet.ROWS_AT_ONCE", 3)
    write_parquet(graph, tmp_path / "g.parquet")
    assert parquet.read_table(tmp_path / "g.parquet" / "nodes.parquet")["id"].to_pylist() == [
        node.id for node in graph.nodes
    ]


def test_an_older_export_is_replaced_and_other_files_are_not(graph: Graph, folder: Path) -> None:
    methods = replace(graph, nodes=tuple(node for node in graph.nodes if node.label is Label.METHOD), edges=())
    write_parquet(methods, folder)
    assert parquet.read_table(folder / "edges.parquet").num_rows == 0
    (folder / "thesis.parquet").write_bytes(b"mine")
    with pytest.raises(KgError, match=r"contains thesis\.parquet.*give a new folder"):
        write_parquet(graph, folder)
    assert (folder / "thesis.parquet").read_bytes() == b"mine"
