"""What is loaded comes out again, to the property."""

import tempfile
from pathlib import Path

import ladybug
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import make_graph

from kg.databases.embedded.loading import fill, schema
from kg.graph.properties import NODE_TYPES, edge_properties, node_properties, papers_by_id
from kg.model import Edge, Entity, Graph, KgError, Label, Mention, Node, Paper, Relation

HIDDEN = ("_ID", "_LABEL", "_SRC", "_DST")


def stored(graph: Graph, folder: Path) -> tuple[list[object], list[object]]:
    """The nodes and edges of a database that was made of a graph."""
    path = folder / "graph.lbug"
    fill(path, graph)
    assert [file.name for file in folder.iterdir()] == ["graph.lbug"]
    with ladybug.Database(path, read_only=True) as database, ladybug.Connection(database) as connection:
        nodes = [facts(row[0]) for row in connection.execute("MATCH (n) RETURN n")]
        found = connection.execute("MATCH (a)-[e]->(b) RETURN a.id, label(e), b.id, e")
        edges = [(a, kind, b, facts(edge)) for a, kind, b, edge in found]
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def facts(value: dict[str, object]) -> list[tuple[str, object]]:
    return sorted((name, item) for name, item in value.items() if item is not None and name not in HIDDEN)


def expected(graph: Graph) -> tuple[list[object], list[object]]:
    papers = papers_by_id(graph)
    nodes = [facts({**node_properties(node), "kg": True}) for node in graph.nodes]
    edges = [
        (edge.source, edge.type.value, edge.target, facts({**edge_properties(edge, papers), "kg": True}))
        for edge in graph.edges
    ]
    return sorted(nodes, key=repr), sorted(edges, key=repr)


def test_every_node_and_edge_is_there(tmp_path: Path) -> None:
    graph = make_graph(30)
    assert stored(graph, tmp_path) == expected(graph)


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    st.text("\"'\\,;\n\r\t\x1f\x1e01 `[]{}|", min_size=1),
    st.sampled_from(("NULL", "null", '""', "[]", "true", "1", "\x1f0\x1e", "a\x1f0\x1eb\x1f1\x1e", "'); DROP TABLE x")),
)


def hostile(texts: list[str]) -> Graph:
    """A graph with these texts wherever a paper's text may come to be."""
    abstract = " ".join(texts)
    places = [0]
    for text in texts:
        places.append(places[-1] + len(text) + 1)
    mentions = tuple(
        Mention("abstract", place, place + len(text), text, text) for place, text in zip(places, texts, strict=False)
    )
    paper = Paper("p", texts[0], abstract, url=texts[-1], authors=tuple(texts), published="2024")
    claim = Entity(Label.METHOD, texts[0], tuple(texts), Relation.USES, "method:m", mentions, mentions)
    nodes = (
        Node("method:m", Label.METHOD, texts[0], tuple(texts)),
        Node("paper:p", Label.PAPER, texts[0], paper=paper),
    )
    return Graph(nodes, (Edge("paper:p", "method:m", Relation.USES, (claim,)),))


@settings(max_examples=12)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_hostile_texts_come_out_as_they_are(texts: list[str]) -> None:
    graph = hostile(texts)
    with tempfile.TemporaryDirectory() as folder:
        assert stored(graph, Path(folder)) == expected(graph)


def test_a_character_that_no_database_takes_is_replaced(tmp_path: Path) -> None:
    graph = hostile(["a\0b", "\0"])
    replaced = hostile(["a\ufffdb", "\ufffd"])
    assert stored(graph, tmp_path) == expected(replaced)


def test_empty_texts_of_a_list_are_left_out(tmp_path: Path) -> None:
    paper = Node("paper:p", Label.PAPER, "P", paper=Paper("p", "P", "", authors=("", "A", ""), categories=("",)))
    [node], _ = stored(Graph((paper,)), tmp_path)
    assert node == facts({"id": "paper:p", "name": "P", "title": "P", "authors": ["A"], "kg": True})


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / 'it\'s [a] *folder* {1,2} \\ "new" ☃'
    folder.mkdir()
    graph = make_graph(3)
    assert stored(graph, folder) == expected(graph)


def test_the_schema_has_every_property() -> None:
    for label, statement in zip(NODE_TYPES, schema(), strict=False):
        assert statement.startswith(f"CREATE NODE TABLE {label} (")
        assert all(f"`{name}` " in statement for name in NODE_TYPES[label])


def test_an_edge_that_joins_what_it_must_not_is_refused(tmp_path: Path) -> None:
    graph = hostile(["a"])
    wrong = Graph(graph.nodes, (Edge("paper:p", "method:m", Relation.RUNS_ON, graph.edges[0].claims),))
    with pytest.raises(KgError, match="an edge RUNS_ON to a Method: build the graph again"):
        fill(tmp_path / "graph.lbug", wrong)
