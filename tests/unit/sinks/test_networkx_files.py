"""A graph in NetworkX, and in the files that NetworkX writes."""

import json
from collections.abc import Callable
from pathlib import Path
from pkgutil import resolve_name

import msgspec
import networkx as nx
import pytest

from kg.model import Graph, Mention
from kg.sinks import SINKS
from kg.sinks.networkx_files import to_networkx, write_gexf, write_graphml, write_json

Write = Callable[[Graph, Path], None]


@pytest.fixture
def hostile(graph: Graph) -> Graph:
    """The graph with characters in a name that XML cannot hold or has a meaning for."""
    nodes = tuple(
        msgspec.structs.replace(node, name='a\x00b\ufffe<&">', aliases=("x", "y")) if node.name == "FrobNet" else node
        for node in graph.nodes
    )
    return Graph(nodes, graph.edges)


def test_nodes_and_edges_carry_the_contract(graph: Graph) -> None:
    out = to_networkx(graph)
    assert isinstance(out, nx.MultiDiGraph)
    assert out.number_of_nodes() == len(graph.nodes)
    assert out.number_of_edges() == len(graph.edges)
    paper = out.nodes["paper:p1"]
    assert paper["label"] == "Paper"
    assert paper["name"] == paper["title"] == "Zorblax: sparse training of networks"
    assert paper["authors"] == ["Ann Bee", "Cy Dee"]
    assert paper["year"] == 2024
    assert "year" not in out.nodes["paper:p2"]
    assert out.nodes["repository:github.com/zed/zorblax"]["owner"] == "zed"
    edge = out.edges["paper:p1", "method:zorblax", "PROPOSES"]
    assert edge["type"] == "PROPOSES"
    assert {mention["text"] for mention in edge["evidence"]} == {"Zorblax"}
    assert [cue["text"] for cue in edge["cues"]] == ["We propose"]


def test_evidence_is_what_the_paper_says(graph: Graph) -> None:
    out = to_networkx(graph)
    for paper, _, edge in out.edges(data=True):
        for found in edge["evidence"]:
            mention = msgspec.convert(found, Mention)
            assert out.nodes[paper][mention.field][mention.start : mention.end] == mention.text


def test_json_is_the_graph_again(hostile: Graph, tmp_path: Path) -> None:
    write_json(hostile, tmp_path / "g.json")
    again = nx.node_link_graph(json.loads((tmp_path / "g.json").read_text()), edges="edges")
    whole = to_networkx(hostile)
    assert dict(again.nodes(data=True)) == dict(whole.nodes(data=True))
    assert sorted(again.edges(keys=True)) == sorted(whole.edges(keys=True))


@pytest.mark.parametrize(
    ("write", "read", "kind", "name", "edge"),
    [
        (write_graphml, nx.read_graphml, "label", "name", "type"),
        (write_gexf, nx.read_gexf, "type", "name", "relation"),
    ],
)
def test_xml_holds_every_node_and_edge(
    hostile: Graph, tmp_path: Path, write: Write, read: Callable[[Path], nx.Graph], kind: str, name: str, edge: str
) -> None:
    write(hostile, tmp_path / "g")
    again = read(tmp_path / "g")
    assert set(again.nodes) == {node.id for node in hostile.nodes}
    assert again.nodes["method:zorblax"][kind] == "Method"
    assert again.nodes["method:frobnet"][name] == 'a\ufffdb\ufffd<&">'
    assert again.nodes["method:frobnet"]["aliases"] == "x | y"
    assert {(source, target, facts[edge]) for source, target, facts in again.edges(data=True)} == {
        (found.source, found.target, found.type.value) for found in hostile.edges
    }
    facts = again.get_edge_data("paper:p1", "method:zorblax")
    assert "title 0-7: Zorblax" in facts["evidence"]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json"])
def test_the_same_graph_is_the_same_file(graph: Graph, tmp_path: Path, suffix: str) -> None:
    resolve_name(SINKS[suffix])(graph, tmp_path / "a")
    resolve_name(SINKS[suffix])(graph, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert b"lastmodified" not in (tmp_path / "a").read_bytes()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json"])
def test_an_empty_graph_is_written(tmp_path: Path, suffix: str) -> None:
    resolve_name(SINKS[suffix])(Graph(), tmp_path / "a")
    assert (tmp_path / "a").stat().st_size > 0
