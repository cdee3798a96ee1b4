"""A graph in NetworkX, and the files that NetworkX itself writes of it."""

from pathlib import Path

import msgspec
import networkx as nx
import pytest
from graphs import edges_of, graphs, read_gml
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kg
from kg.model import Device, Edge, Graph, KgError, Label, Mention, Node, Paper, Relation
from kg.sinks.attributes import flat_id


def test_nodes_and_edges_carry_the_contract(graph: Graph) -> None:
    out = kg.to_networkx(graph)
    assert isinstance(out, nx.MultiDiGraph)
    assert (out.number_of_nodes(), out.number_of_edges()) == (len(graph.nodes), len(graph.edges))
    paper = out.nodes["paper:p1"]
    assert paper["type"] == "Paper"
    assert paper["name"] == paper["label"] == paper["title"] == "Zorblax: sparse training of networks"
    assert paper["authors"] == ["Ann Bee", "Cy Dee"]
    assert paper["year"] == 2024
    assert "year" not in out.nodes["paper:p2"]
    assert out.nodes["repository:github.com/zed/zorblax"]["owner"] == "zed"
    assert {facts["type"] for _, facts in out.nodes(data=True)} == {*Label}
    assert all(isinstance(facts["aliases"], list) for _, facts in out.nodes(data=True))
    edge = out.edges["paper:p1", "method:zorblax", "PROPOSES"]
    assert edge["type"] == "PROPOSES"
    assert {mention["text"] for mention in edge["evidence"]} == {"Zorblax"}
    assert [cue["text"] for cue in edge["cues"]] == ["We propose"]
    assert edge["cues"][0]["sentence"] == "We propose Zorblax."


def test_evidence_is_what_the_paper_says(graph: Graph) -> None:
    out = kg.to_networkx(graph)
    for paper, _, edge in out.edges(data=True):
        for found in edge["evidence"]:
            around = found.pop("sentence")
            mention = msgspec.convert(found, Mention)
            text = out.nodes[paper][mention.field]
            assert text[mention.start : mention.end] == mention.text
            assert mention.text in around in text


def test_the_year_of_a_paper_is_not_that_of_a_device() -> None:
    nodes = (
        Node("hardware:x", Label.HARDWARE, "x", device=Device("V", "GPU", 2020)),
        Node("paper:2503.12267", Label.PAPER, "t", paper=Paper("2503.12267", "t", "", doi="10.1/x", venue="V")),
    )
    out = kg.to_networkx(Graph(nodes))
    assert (out.nodes["hardware:x"]["released"], "year" in out.nodes["hardware:x"]) == (2020, False)
    paper = out.nodes["paper:2503.12267"]
    assert (paper["year"], paper["doi"], paper["venue"]) == (2025, "10.1/x", "V")


def test_an_edge_without_an_end_is_told(graph: Graph) -> None:
    broken = Graph(graph.nodes, (Edge("paper:p1", "method:gone", Relation.USES, ()),))
    for flat in (False, True):
        with pytest.raises(KgError, match="method:gone, which is not a node"):
            kg.to_networkx(broken, flat=flat)


def test_flat_is_text_and_numbers(graph: Graph) -> None:
    out = kg.to_networkx(graph, flat=True)
    assert set(out) == {node.id for node in graph.nodes}
    kinds = {type(value) for _, facts in out.nodes(data=True) for value in facts.values()}
    kinds |= {type(value) for *_, facts in out.edges(data=True) for value in facts.values()}
    assert kinds == {str, int}
    assert out.nodes["paper:p1"]["authors"] == "Ann Bee | Cy Dee"
    assert out.nodes["paper:p1"]["year"] == 2024
    assert out.nodes["paper:p1"]["sources"] == "a.jsonl:1"
    [edge] = out.get_edge_data("paper:p1", "method:zorblax").values()
    assert edge["type"] == edge["label"] == "PROPOSES"
    assert edge["evidence"] == "abstract 11-18: Zorblax | title 0-7: Zorblax"
    assert edge["sentences"] == "We propose Zorblax. | Zorblax: sparse training of networks"
    assert len({key for *_, key in out.edges(keys=True)}) == len(graph.edges)


def test_ids_stay_apart_where_xml_cannot_hold_them() -> None:
    nodes = tuple(Node(f"method:a{mark}", Label.METHOD, f"a{mark}") for mark in "\x00\x01\ufffd")
    out = kg.to_networkx(Graph(nodes), flat=True)
    assert len(out) == 3
    assert {facts["name"] for _, facts in out.nodes(data=True)} == {"a\ufffd"}


@given(st.sets(st.text("\\u01\x01\n\ufffe"), min_size=2))
@example({"a\x01", "a\\u0001"})
@example({"a\\\x01", "a\\\\u0001"})
def test_no_id_is_how_another_is_written(ids: set[str]) -> None:
    assert len({*map(flat_id, ids)}) == len(ids)


def test_a_backslash_stays_as_it_is() -> None:
    assert flat_id("paper:\\alpha \\u-net") == "paper:\\alpha \\u-net"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("networkx") / "g"


@settings(max_examples=30)
@given(graphs())
def test_graphml_of_networkx(file: Path, graph: Graph) -> None:
    flat = kg.to_networkx(graph, flat=True)
    nx.write_graphml_xml(flat, file)
    again = nx.read_graphml(file, force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    assert edges_of(again) == edges_of(flat)


@settings(max_examples=30)
@given(graphs())
def test_gml_of_networkx(file: Path, graph: Graph) -> None:
    flat = kg.to_networkx(graph, flat=True)
    nx.write_gml(flat, file)
    again = read_gml(file)
    for _, facts in flat.nodes(data=True):
        facts.pop("label", None)  # NetworkX writes the id in its place
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    assert edges_of(again) == edges_of(flat)


@settings(max_examples=30)
@given(graphs())
def test_gexf_of_networkx(file: Path, graph: Graph) -> None:
    flat = kg.to_networkx(graph, flat=True)
    nx.write_gexf(flat, file)
    again = nx.MultiDiGraph(nx.read_gexf(file))
    for key, facts in flat.nodes(data=True):
        facts.setdefault("label", key)
    assert dict(again.nodes(data=True)) == dict(flat.nodes(data=True))
    # GEXF calls an edge directed or undirected by its type; the relation is still its label.
    read = {key[:2]: facts for key, facts in edges_of(again, "id").items()}
    assert read == {key[:2]: facts for key, facts in edges_of(flat, "type").items()}
