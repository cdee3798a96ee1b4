"""GML comes back as the flat graph, with names as labels that differ."""

from pathlib import Path

import networkx as nx
import pytest
from graphs import edges_of, graphs, read_gml
from hypothesis import given, settings

import kg
from kg.model import Graph, Label, Node
from kg.sinks.gml import write_gml


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gml") / "g.gml"


@settings(max_examples=30)
@given(graphs())
def test_any_graph_comes_back(file: Path, graph: Graph) -> None:
    write_gml(graph, file)
    assert len(read_gml(file)) == len(graph.nodes)
    again, flat = read_gml(file, label="key"), kg.to_networkx(graph, flat=True)
    for _, facts in (*flat.nodes(data=True), *again.nodes(data=True)):
        facts.pop("label", None)
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    read, wanted = edges_of(again), edges_of(flat)
    assert read == {(source, target, facts["type"]): facts for (source, target, _), facts in wanted.items()}


def test_labels_are_names(graph: Graph, file: Path) -> None:
    write_gml(graph, file)
    again = nx.read_gml(file)
    assert set(again) == {node.name for node in graph.nodes}
    assert again.nodes["Zorblax"]["key"] == "method:zorblax"
    assert again.has_edge("Zorblax: sparse training of networks", "Zorblax")


def test_one_name_of_two_nodes_is_told_apart(file: Path) -> None:
    names = {"dataset:x": "X", "method:x": "X", "method:y": "X (method:x)", "method:z": "", "method:zz": "[]"}
    write_gml(Graph(tuple(Node(key, Label.METHOD, name) for key, name in names.items())), file)
    again = nx.read_gml(file)
    assert list(again) == ["X (dataset:x)", "X (method:x)'", "X (method:x)", "(method:z)", "[] (method:zz)"]


def test_it_is_ascii_with_entities_as_in_html(file: Path) -> None:
    write_gml(Graph((Node("method:x", Label.METHOD, 'Gödel & "ω" 😀'),)), file)
    assert '"G&#246;del &amp; &quot;&#969;&quot; &#128512;"' in file.read_text("ascii")
