"""Tables for spreadsheets: no cell is a formula, and pandas and polars read them too."""

import csv
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from graphs import graphs
from hypothesis import given, settings

from kg.files import FORMULA_STARTS
from kg.model import Graph, Label, Node
from kg.sinks.attributes import flat_id
from kg.sinks.spreadsheet import write_sheets


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_edges_have_names_beside_ids(graph: Graph, tmp_path: Path) -> None:
    write_sheets(graph, tmp_path)
    found = next(row for row in rows(tmp_path / "edges.csv") if row["type"] == "RUNS_ON")
    assert (found["source"], found["target"]) == ("paper:p1", "hardware:nvidia-a100")
    assert found["source_name"] == "Zorblax: sparse training of networks"
    assert found["target_name"] == "NVIDIA A100"
    assert found["sentences"] == "It beats FrobNet on CIFAR-10 and runs on an NVIDIA A100."


def test_pandas_and_polars_read_the_years_as_numbers(graph: Graph, tmp_path: Path) -> None:
    write_sheets(graph, tmp_path)
    read = pd.read_csv(tmp_path / "nodes.csv").set_index("id")
    assert len(read) == len(graph.nodes)
    assert read.loc["paper:p1", "year"] == 2024
    table = pl.read_csv(tmp_path / "nodes.csv")
    assert table.filter(pl.col("id") == "paper:p1")["year"].item() == 2024


def test_a_name_is_no_formula(tmp_path: Path) -> None:
    write_sheets(Graph((Node("method:x", Label.METHOD, '=HYPERLINK("http://x")', aliases=("@SUM",)),)), tmp_path)
    [row] = rows(tmp_path / "nodes.csv")
    assert (row["name"], row["aliases"]) == ('\'=HYPERLINK("http://x")', "'@SUM")


@settings(max_examples=30)
@given(graphs())
def test_no_cell_of_any_graph_is_a_formula(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    folder = tmp_path_factory.getbasetemp()
    write_sheets(graph, folder)
    nodes, edges = rows(folder / "nodes.csv"), rows(folder / "edges.csv")
    assert [row["id"] for row in nodes] == [flat_id(node.id) for node in graph.nodes]
    assert [row["type"] for row in edges] == [edge.type for edge in graph.edges]
    assert not [cell for row in (*nodes, *edges) for cell in row.values() if cell.startswith(FORMULA_STARTS)]
