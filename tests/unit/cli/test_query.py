"""What `kg query` prints and refuses, on a graph file."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.databases.statements import read_queries


@pytest.fixture(autouse=True)
def _at_the_graph(graph_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the graph is graph.jsonl, and no server is known."""
    monkeypatch.chdir(graph_file.parent)
    monkeypatch.delenv("NEO4J_URI", raising=False)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    """The rows of a query."""
    assert run(["query", *arguments, "--output", "json"]) == 0, capsys.readouterr().err
    rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return rows


def test_the_list_has_the_parameters_and_their_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == "kg: the values are defaults: set your own, as in kg query used_with --param method=NAME\n"
    assert len(lines) == len(read_queries()) + 1
    assert next(line for line in lines if line.startswith("used_with ")).endswith("method=LoRA, limit=25")
    assert next(line for line in lines if line.startswith("rivals ")).endswith("method (optional), limit=25")
    rows = {row["name"]: row["parameters"] for row in printed(capsys, "--list")}
    assert rows == {name: query.defaults for name, query in read_queries().items()}


def test_a_named_query_needs_no_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "top_methods"]) == 0
    out, err = capsys.readouterr()
    assert out.split() == ["method", "papers", "FrobNet", "1"]
    assert err == "kg: loading graph.jsonl for querying (16 nodes and edges); later queries skip this\n"
    assert run(["query", "top_methods"]) == 0
    assert capsys.readouterr().err == ""


def test_cypher_of_your_own(capsys: pytest.CaptureFixture[str]) -> None:
    text = "MATCH (p:Paper)-[r]->(m:Method) WHERE p.year = $year RETURN m.name, type(r) ORDER BY m.name"
    rows = printed(capsys, "-c", text, "--param", "year=2024")
    assert rows == [
        {"m.name": "FrobNet", "type(r)": "COMPARES_WITH"},
        {"m.name": "Zorblax", "type(r)": "PROPOSES"},
    ]
    assert run(["query", "-c", text, "--param", "year=2024", "--output", "csv"]) == 0
    assert [*csv.reader(io.StringIO(capsys.readouterr().out))][1] == ["FrobNet", "COMPARES_WITH"]


def test_names_are_found_as_people_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "papers_on_hardware", "--param", "hardware=a100"]) == 0
    out, err = capsys.readouterr()
    assert "Zorblax: sparse training of networks" in out
    assert "kg: 'a100' is 'NVIDIA A100'" in err
    rows = printed(capsys, "evidence", "--param", "paper=sparse networks", "--param", "entity=cifar 10")
    assert [row["words"] for row in rows] == ["CIFAR-10"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["rivals", "--param", "method=Frob"], None),
        (["used_with"], "no method matches 'LoRA'; that is only the default: set your own with --param method=METHOD"),
        (
            ["similar_papers"],
            "no paper matches 'LoRA: Low-Rank Adaptation of Large Language Models'; that is only the default: "
            "set your own with --param paper=PAPER",
        ),
        (
            ["used_with", "--param", "method=Zorblax", "--param", "limit=3"],
            "nothing in the graph matches method=Zorblax",
        ),
        (
            ["new_methods", "--param", "year=2024"],
            "nothing in the graph matches year=2024, and its papers are from 2024",
        ),
        (
            ["new_methods"],
            "nothing in the graph matches year=2026, and its papers are from 2024; 2026 is only the default: "
            "set your own with --param year=YEAR",
        ),
        (["shared_code"], "nothing in the graph matches this query"),
        (["top_methods", "--param", "limit=0"], "limit is 0"),
        (["-c", "MATCH (n:Method {name: 'x'}) RETURN n"], "nothing in the graph matches this query"),
        (["-c", "MATCH (n:Method {name: 'x'}) RETURN count(n)"], None),
    ],
)
def test_an_empty_answer_says_why_in_one_line(
    arguments: list[str], why: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1 + (why is None)
    told = [line for line in err.splitlines() if not line.startswith("kg: ")]
    assert told == ([f"no rows: {why}"] if why else [])
    assert (printed(capsys, *arguments) == []) is bool(why)


def test_rivals_are_of_all_methods_or_of_one(capsys: pytest.CaptureFixture[str]) -> None:
    [pair] = printed(capsys, "rivals")
    assert pair == {"method": "FrobNet", "rival": "Zorblax", "papers": 1}
    assert printed(capsys, "rivals", "--param", "method=") == [pair]
    assert printed(capsys, "rivals", "--param", "method=zorblax") == [{**pair, "method": "Zorblax", "rival": "FrobNet"}]


def test_papers_on_phones_need_not_propose_anything(capsys: pytest.CaptureFixture[str]) -> None:
    [row] = printed(capsys, "on_phones")
    assert (row["paper"], row["relation"], row["proposes"]) == ("Wide networks on phones", "TARGETS", [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-c", "MATCH (n)\nDETACH DELETE n"], "read-only, so it refuses DETACH (line 2)"),
        (["-c", "LOAD FROM '/etc/passwd' RETURN *"], "read-only, so it refuses LOAD (line 1)"),
        (["-c", "MATCH (n:Metod) RETURN n"], "no label is called Metod: did you mean Method?"),
        (["-c", "MATCH (n:Foo) RETURN n"], "is called Foo: give one of Dataset, Hardware, Method, Paper, Repository"),
        (["-c", "RETURN COLLECT { MATCH (n) RETURN n }"], "use OPTIONAL MATCH and collect(), or load the graph into"),
        (
            ["used_with", "--param", "method=FrobNte"],
            "--param method=FrobNte: no method matches 'FrobNte': did you mean FrobNet?",
        ),
        (
            ["used_with", "--param", "method=quasar sums"],
            "--param method=quasar sums: no method matches 'quasar sums'\n",
        ),
        (["rivals", "--param", "method=quasar"], "--param method=quasar: no method matches 'quasar'\n"),
        (["rules", "--graph", "none.jsonl"], "none.jsonl: No such file or directory: make a graph with kg build"),
        (["rules", "--uri", "bolt://localhost:1"], "no Neo4j server at bolt://localhost:1"),
    ],
)
def test_a_query_that_cannot_run_is_one_message(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    assert run(["query", *arguments]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert message in err
    assert len([line for line in err.splitlines() if not line.startswith("kg: loading ")]) == 1


def test_a_server_is_asked_only_where_no_graph_is_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://localhost:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "x")
    assert run(["query", "top_methods"]) == 1
    assert "no Neo4j server at bolt://localhost:1" in capsys.readouterr().err
    assert printed(capsys, "top_methods", "--graph", "graph.jsonl")


def test_without_the_library_the_message_says_how_to_install_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ladybug", None)
    assert run(["query", "top_methods"]) == 1
    assert "needs the library ladybug: run pip install 'kg[cypher]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give exactly one of NAME, -c CYPHER or --list"),
        (["rivals", "-c", "RETURN 1"], "give exactly one of"),
        (["rivals", "--graph", "graph.jsonl", "--uri", "bolt://x"], "give either --graph or --uri"),
        (["rival"], "no query is called 'rival' (did you mean rivals?)"),
        (["rivals", "--output", "xml"], "table, json, csv"),
        (["rivals", "--param", "limit"], "--param limit: write NAME=VALUE"),
        (["rivals", "--param", "size=3"], "--param size: rivals has no such parameter; it has: method, limit"),
        (["rivals", "--param", "limit=x"], "--param limit: 'x' is not a whole number"),
        (["-c", "RETURN 1", "--param", "x"], "write NAME=VALUE"),
        (["rivals", "--param", f"limit={10**18}"], "is not a whole number of at most 18 digits"),
        (["-c", "RETURN $x", "--param", f'x=[1, {{"a": -{10**20}}}]'], "--param x: a whole number may have 18 digits"),
        (["rivals", "--timeout", "-1"], "--timeout"),
        (["rivals", "--timeout", "inf"], "--timeout"),
        (["rivals", "--timeout", "nan"], "--timeout"),
    ],
)
def test_a_wrong_call_says_what_is_right(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments]) == 2
    assert message in capsys.readouterr().err
