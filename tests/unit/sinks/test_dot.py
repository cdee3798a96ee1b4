"""DOT that no name can break out of."""

import re
from pathlib import Path

import pytest
from graphs import graphs
from hypothesis import given, settings

import kg
from kg.model import Graph, Label, Node
from kg.sinks.dot import write_dot

STRING = r'"((?:[^"\\]|\\.)*)"'
LIST = rf"\[\w+={STRING}(?: \w+={STRING})*\]"
NODE = re.compile(rf"  {STRING} {LIST}\n", re.DOTALL)
EDGE = re.compile(rf"  {STRING} -> {STRING} {LIST}\n", re.DOTALL)


def unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)


def parse(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The nodes and edges, by the grammar of what kg writes."""
    head = "digraph kg {\n"
    assert text.startswith(head)
    at, nodes, edges = len(head), [], []
    while found := NODE.match(text, at):
        nodes.append(unquoted(found[1]))
        at = found.end()
    while found := EDGE.match(text, at):
        edges.append((unquoted(found[1]), unquoted(found[2])))
        at = found.end()
    assert text[at:] == "}\n"
    return nodes, edges


@settings(max_examples=30)
@given(graphs())
def test_any_graph_stays_in_its_quotes(tmp_path_factory: pytest.TempPathFactory, graph: Graph) -> None:
    file = tmp_path_factory.getbasetemp() / "g.dot"
    write_dot(graph, file)
    nodes, edges = parse(file.read_bytes().decode())
    flat = kg.to_networkx(graph, flat=True)
    assert nodes == list(flat)
    assert edges == list(flat.edges())


def test_names_are_drawn_as_they_are(tmp_path: Path) -> None:
    node = Node("method:x", Label.METHOD, 'a"]; evil [label="b\\N <b>&amp;\n')
    write_dot(Graph((node,)), tmp_path / "g.dot")
    text = (tmp_path / "g.dot").read_text()
    assert r'label="a\"]; evil [label=\"b\\N <b>&amp;amp; "' in text
    assert 'shape="ellipse"' in text


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot calls pyparsing by its old names
def test_a_reader_of_dot_sees_names_and_relations(graph: Graph, tmp_path: Path) -> None:
    pydot = pytest.importorskip("pydot")
    write_dot(graph, tmp_path / "g.dot")
    [read] = pydot.graph_from_dot_file(str(tmp_path / "g.dot"))
    nodes = {node.get_name().strip('"'): node for node in read.get_nodes()}
    assert nodes["paper:p1"].get("year") == '"2024"'
    assert nodes["method:zorblax"].get_label() == '"Zorblax"'
    [edge] = read.get_edge('"paper:p1"', '"method:zorblax"')
    assert edge.get_label() == '"PROPOSES"'
    assert edge.get("tooltip") == '"Zorblax"'
