"""Node-link JSON is the NetworkX graph again."""

import json
from pathlib import Path

import networkx as nx
import pytest
from graphs import edges_of, graphs
from hypothesis import given, settings

import kg
from kg.model import Graph
from kg.sinks.node_link import write_json


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "g.json"


@settings(max_examples=30)
@given(graphs())
def test_any_graph_comes_back(file: Path, graph: Graph) -> None:
    write_json(graph, file)
    again, whole = nx.node_link_graph(json.loads(file.read_bytes()), edges="edges"), kg.to_networkx(graph)
    read = {
        key: {name: value for name, value in facts.items() if value != "" and name != "records"}
        for key, facts in again.nodes(data=True)
    }
    assert read == dict(whole.nodes(data=True))
    assert edges_of(again, "claims") == edges_of(whole)


def test_a_node_or_an_edge_is_a_line(graph: Graph, file: Path) -> None:
    write_json(graph, file)
    text = file.read_text()
    assert text.count("\n") == len(graph.nodes) + len(graph.edges) + 3
    [line] = [line for line in text.splitlines() if line.startswith('{"id":"method:zorblax"')]
    assert json.loads(line.rstrip(",")) == {
        "id": "method:zorblax",
        "type": "Method",
        "name": "Zorblax",
        "label": "Zorblax",
        "aliases": [],
    }


def test_a_claim_knows_its_mentions(graph: Graph, file: Path) -> None:
    write_json(graph, file)
    for edge, found in zip(graph.edges, json.loads(file.read_text())["edges"], strict=True):
        [claim], [wanted] = found["claims"], edge.claims
        texts = [found["evidence"][place]["text"] for place in claim["mentions"]]
        assert texts == [mention.text for mention in wanted.mentions]
        assert len(claim["cues"]) == len(wanted.cues)
