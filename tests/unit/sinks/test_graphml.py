"""GraphML comes back as the flat graph, and shows names where other tools look for them."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from graphs import edges_of, graphs
from hypothesis import given, settings

import kg
from kg.model import Graph
from kg.sinks.graphml import write_graphml


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphml") / "g.graphml"


@settings(max_examples=30)
@given(graphs())
def test_any_graph_comes_back(file: Path, graph: Graph) -> None:
    write_graphml(graph, file)
    again, flat = nx.read_graphml(file, force_multigraph=True), kg.to_networkx(graph, flat=True)
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    assert edges_of(again) == edges_of(flat)


def test_gephi_shows_names_and_sorts_by_year(graph: Graph, file: Path) -> None:
    write_graphml(graph, file)
    space = {"": "http://graphml.graphdrawing.org/xmlns"}
    root = ElementTree.parse(file).getroot()
    keys = {key.get("id"): (key.get("attr.name"), key.get("attr.type")) for key in root.iterfind("key", space)}
    node = root.find("graph/node[@id='paper:p1']", space)
    assert node is not None
    data = {keys[one.get("key")]: one.text for one in node}
    assert data["label", "string"] == "Zorblax: sparse training of networks"
    assert data["type", "string"] == "Paper"
    assert data["year", "int"] == "2024"
    assert all(edge.get("id") for edge in root.iterfind("graph/edge", space))


def test_gzip_is_read_by_its_name(graph: Graph, tmp_path: Path) -> None:
    for name in ("a.graphml.gz", "b.graphml.gz"):
        write_graphml(graph, tmp_path / name)
    assert (tmp_path / "a.graphml.gz").read_bytes() == (tmp_path / "b.graphml.gz").read_bytes()
    assert len(nx.read_graphml(tmp_path / "a.graphml.gz")) == len(graph.nodes)
