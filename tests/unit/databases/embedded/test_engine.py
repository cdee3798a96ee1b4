"""Answers have the shapes of Neo4j's, errors are messages, and long queries end."""

import json
import signal
import threading
import time
from contextlib import nullcontext
from pathlib import Path

import pytest
from synthetic import make_graph

from kg.databases.answers import Ask, Value, as_csv, as_json, as_table, shown
from kg.databases.embedded.engine import open_graph
from kg.graph.file import write_graph
from kg.model import KgError

LONG = """
MATCH (a:Method), (b:Method), (c:Method), (d:Method)
WHERE a.name CONTAINS b.name AND c.name CONTAINS d.name
RETURN count(*)
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph that some queries take long on."""
    path = tmp_path_factory.mktemp("large") / "graph.jsonl"
    write_graph(make_graph(300), path)
    with open_graph(path, lambda _: nullcontext(lambda _: None)):
        return path


def test_nodes_edges_and_paths_have_the_shapes_of_neo4j(ask: Ask) -> None:
    statement = (
        "MATCH path = (m:Method {name: 'LoRA'})<-[edge]-(paper:Paper) RETURN edge, path ORDER BY paper.id LIMIT 1"
    )
    [(edge, path)] = ask(statement, {}).rows
    assert isinstance(edge, dict)
    assert isinstance(path, list)
    method, step, paper = path
    assert step == edge
    assert isinstance(method, dict)
    assert isinstance(paper, dict)
    assert (method["labels"], method["id"], method["kg"]) == (["Entity", "Method"], "method:lora", True)
    assert (edge["target"], edge["source"]) == (method["id"], paper["id"])
    assert [*edge][:3] == ["type", "source", "target"]
    assert edge["texts"] == ["LoRA"]
    assert None not in [*method.values(), *edge.values(), *paper.values()]
    assert shown(path) == f"LoRA <-[{edge['type']}]- {paper['name']}"


def test_an_edge_alone_knows_its_ends(ask: Ask) -> None:
    rows = ask("MATCH (a:Paper)-[e]-(b) RETURN a.id, b.id, e, [e] AS list", {}).rows
    assert rows
    for source, target, edge, edges in rows:
        assert isinstance(edge, dict)
        assert (edge["source"], edge["target"]) == (source, target)
        assert edges == [edge]


def test_columns_are_named_as_in_neo4j(ask: Ask) -> None:
    statement = "MATCH (m:Method) RETURN m.name, count(*), max( m.id ) AS `last one`, 1+1 LIMIT 1"
    assert ask(statement, {}).columns == ("m.name", "count(*)", "last one", "1+1")
    assert ask("MATCH (p:Paper)-->(m:Method)<--(a) RETURN * LIMIT 1", {}).columns == ("a", "m", "p")


def test_numbers_are_numbers(ask: Ask) -> None:
    [row] = ask("UNWIND [1, 2] AS n RETURN sum(n), sum(n + 0.5), avg(n), count(n), 7 / 2", {}).rows
    assert [*map(repr, row)] == ["3", "4.0", "1.5", "2", "3"]


def test_what_is_no_number_is_written_alike_everywhere(ask: Ask) -> None:
    answer = ask("RETURN 1.0 / 0.0 AS a, log(0) AS b, 0.0 / 0.0 AS c, [{d: 1.0 / 0.0}] AS e", {})
    texts = ["Infinity", "-Infinity", "NaN"]
    assert json.loads(as_json(answer)) == [dict(zip("abce", [*texts, [{"d": "Infinity"}]], strict=True))]
    assert as_csv(answer).splitlines()[1].split(",")[:3] == texts
    assert as_table(answer).splitlines()[1].split()[:3] == texts
    assert '{"d":"Infinity"}' in as_table(answer)


def test_small_numbers_that_are_given_add_up(ask: Ask) -> None:
    assert ask("RETURN $a + $b, $a * $b, $c ^ 2", {"a": 100, "b": 100, "c": -3}).rows == ((200, 10000, 9.0),)


def test_values_of_all_kinds_are_given(ask: Ask) -> None:
    given: dict[str, Value] = {
        "a": None,
        "b": [True, False],
        "c": {"it's": "`x`", "n": [-1.5, 1e-7]},
        "d": [["a"], ["b"]],
    }
    assert ask("RETURN $a, $b, $c, $d", given).rows == (tuple(given.values()),)
    with pytest.raises(KgError, match=r"\$e has no value: give it with --param e=VALUE"):
        ask("RETURN $e", given)


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("MATCH (m:Method)\nRETURN m.name m.id", "line 2 of the query: unexpected m.id"),
        ("RETURN 1 +", "line 1 of the query: unexpected end"),
        ("MATCH (m:Method) RETURN m.nme", r"m has no property nme: did you mean name\?"),
        ("MATCH (m:Method) RETURN m.year", "m has no property year: it is one of Paper"),
        ("MATCH (m:Method) RETURN m.url", "m has no property url: it is one of Paper and Repository"),
        ("MATCH (m:Method) RETURN m.texts", "m has no property texts: it is one of edges"),
        (
            "MATCH (p:Paper) WHERE 'graph' IN p.graphs RETURN p",
            "p has no property graphs, as there is only one graph without a server: leave it out, or ask Neo4j",
        ),
        ("MATCH (m:Method) RETURN n", "rejected this Cypher: Variable n is not in scope"),
        ("RETURN true + 1", r"^\+ does not take true or false with a number: convert one of them$"),
        ("MATCH (p:Paper) RETURN p + 1", r"^\+ does not take a node with a number: convert one of them$"),
        ("RETURN Labels(1)", r"^labels\(\) does not take a number: give another value$"),
        ("WITH CASE WHEN true THEN 'a' END AS x RETURN abs(x)", r"^abs\(\) does not take a text: convert it$"),
        (
            "WITH CASE WHEN true THEN 2 END AS x RETURN 2 IN x",
            r"^IN does not take a number with a number: convert one of them$",
        ),
        ("RETURN {a: 1} + {b: 2}", r"^\+ does not take a map with a map: convert one of them$"),
        ("MATCH (p:Paper) WHERE p.title RETURN p", "^p.title is a text where true or false is needed: convert it, or"),
        ("RETURN coalesce(1, CASE WHEN true THEN 'a' END)", "^'a' is a text where a number is needed: convert it, or"),
        ("UNWIND 'abc' AS x RETURN x", "^'abc' is a text where a list is needed: convert it, or write another$"),
        ("MATCH (p:Paper) WHERE p.title > 1 RETURN p", "compare texts with texts, and numbers with numbers"),
    ],
)
def test_errors_are_messages(ask: Ask, statement: str, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        ask(statement, {})
    assert str(caught.value).isprintable()


def test_a_query_that_takes_too_long_is_ended(large: Path) -> None:
    begin = time.monotonic()
    with open_graph(large, lambda _: nullcontext(lambda _: None), timeout=0.5) as ask:
        with pytest.raises(KgError, match=r"takes longer than 0\.5 s: start from a name or a label, or give --timeout"):
            ask(LONG, {})
        assert ask("RETURN 1", {}).rows == ((1,),)
    assert time.monotonic() - begin < 30


def test_ctrl_c_ends_a_query(large: Path) -> None:
    begin = time.monotonic()
    threading.Timer(0.5, signal.raise_signal, [signal.SIGINT]).start()
    with open_graph(large, lambda _: nullcontext(lambda _: None)) as ask:
        with pytest.raises(KeyboardInterrupt):
            ask(LONG, {})
        assert ask("RETURN 1", {}).rows == ((1,),)
    assert time.monotonic() - begin < 30


def test_a_case_inside_a_case(ask: Ask) -> None:
    inside = "CASE CASE 1 WHEN 1 THEN 'a' END WHEN 'a' THEN 'yes' ELSE 'no' END AS x"
    given = "CASE 1 WHEN CASE WHEN true THEN 1 END THEN 'yes' END AS y"
    assert ask(f"RETURN {inside}, {given}", {}).rows == (("yes", "yes"),)
