"""GEXF is valid by its schema, with names as labels, relations as kinds and years as numbers."""

from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from graphs import graphs
from hypothesis import given, settings

import kg
from kg.model import Graph
from kg.sinks.gexf import write_gexf

SCHEMA = Path(__file__).parent / "gexf-1.3" / "gexf.xsd"
SPACE = {"": "http://gexf.net/1.3"}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gexf") / "g.gexf"


@settings(max_examples=30)
@given(graphs())
def test_any_graph_comes_back(file: Path, graph: Graph) -> None:
    write_gexf(graph, file)
    again, flat = nx.read_gexf(file), kg.to_networkx(graph, flat=True)
    for _, facts in flat.nodes(data=True):
        facts.setdefault("label", "")
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    read = {(source, target, facts.pop("id")): facts for source, target, facts in again.edges(data=True)}
    for *_, facts in flat.edges(data=True):
        facts["relation"] = facts.pop("type")
    assert read == {(source, target, key): facts for source, target, key, facts in flat.edges(keys=True, data=True)}


@settings(max_examples=15)
@given(graph=graphs())
def test_any_graph_is_valid(file: Path, graph: Graph) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    write_gexf(graph, file)
    xmlschema.XMLSchema(str(SCHEMA)).validate(str(file))


def test_gephi_finds_what_it_needs(graph: Graph, file: Path) -> None:
    write_gexf(graph, file)
    root = ElementTree.parse(file).getroot()
    assert root.get("version") == "1.3"
    [declared] = [
        one for one in root.iterfind("graph/attributes[@class='node']/attribute", SPACE) if one.get("id") == "year"
    ]
    assert (declared.get("title"), declared.get("type")) == ("year", "integer")
    node = root.find("graph/nodes/node[@id='paper:p1']", SPACE)
    assert node is not None
    assert node.get("label") == "Zorblax: sparse training of networks"
    assert {one.get("for"): one.get("value") for one in node.iterfind("attvalues/attvalue", SPACE)}["year"] == "2024"
    edges = root.findall("graph/edges/edge", SPACE)
    assert {edge.get("kind") for edge in edges} == {edge.type for edge in graph.edges}
    assert {edge.get("type") for edge in edges} == {None}  # directed, by default
    nodes, counted = (root.find(f"graph/{kind}", SPACE) for kind in ("nodes", "edges"))
    assert nodes is not None
    assert counted is not None
    assert (nodes.get("count"), counted.get("count")) == (str(len(graph.nodes)), str(len(graph.edges)))


def test_the_same_graph_is_the_same_file_on_any_day(graph: Graph, file: Path) -> None:
    write_gexf(graph, file)
    content = file.read_bytes()
    write_gexf(graph, file)
    assert file.read_bytes() == content
    assert b"date" not in content.partition(b"<graph")[0]
