"""Loading without a server: rows, statements and messages."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.cli.load import _file_name
from kg.databases.neo4j import Counts, _ahead
from kg.databases.statements import cypher_folder, read_statements
from kg.graph.properties import EDGE_TYPES, NODE_TYPES
from kg.model import KgError, Label


def test_every_value_of_an_edge_has_its_place_in_the_statement() -> None:
    [text] = read_statements("load_edges.cypher")
    places = re.findall(r"(\w+): row\[(\d+)\]", text.partition("WITH edge")[2])
    assert places == [(name, str(number)) for number, name in enumerate(EDGE_TYPES, 2)]


def test_statements_take_nothing_but_a_label_or_a_type() -> None:
    for name in ("load_nodes", "load_edges", "prune_nodes", "prune_edges"):
        [text] = read_statements(f"{name}.cypher")
        assert set(re.findall(r"__\w+?__", text)) <= {"__LABEL__", "__TYPE__"}
        assert "apoc" not in text.lower()


def test_counts_add_up() -> None:
    assert Counts(1, 2, 3) + Counts(1, removed=4, kept=5) == Counts(2, 2, 3, removed=4, kept=5)


def test_what_is_made_ahead_is_the_same_and_fails_the_same() -> None:
    def items() -> Iterator[list[int]]:
        yield from ([1], [], [2])
        raise KgError("no more")

    ahead = _ahead(items())
    assert [next(ahead) for _ in range(3)] == [[1], [], [2]]
    with pytest.raises(KgError, match="no more"):
        next(ahead)
    assert list(_ahead(iter(()))) == []


def test_a_load_without_a_password_says_so(
    graph_file: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert run(["load", str(graph_file)]) == 1
    assert "set NEO4J_PASSWORD" in capsys.readouterr().err


def test_a_load_without_a_server_is_one_line(
    graph_file: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    assert run(["load", str(graph_file), "--uri", "bolt://localhost:1"]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "make neo4j" in err


def test_the_style_knows_every_label() -> None:
    text = (cypher_folder() / "style.grass").read_text(encoding="utf8")
    for label in Label:
        assert f"node.{label} {{" in text


def test_what_graphs_share_has_every_property() -> None:
    [text] = read_statements("load_nodes.cypher")
    united = re.findall(r"^ {4}(\w+): ", text.partition("ELSE {")[2], re.MULTILINE)
    assert {*united, "id"} == {"graphs", *(name for types in NODE_TYPES.values() for name in types)}


@pytest.mark.parametrize(
    ("file", "name"), [("graph.jsonl", "graph"), ("a.b.jsonl.gz", "a.b"), ("x.parquet", "x"), ("\x1b.jsonl", "graph")]
)
def test_the_name_of_a_graph_is_that_of_its_file(file: str, name: str) -> None:
    assert _file_name(Path(file)) == name
