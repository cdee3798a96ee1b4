"""The named queries on a real server."""

import json
import time
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from answers import ANSWERS, LEFT_OUT
from answers_checks import evidence_target
from databases import GRAPH, run_kg
from facts import DATASET, HARDWARE, LIMIT, METHOD, OTHER, YEAR, Facts
from servers import Server, empty
from synthetic import TITLE, make_graph

from kg.databases.answers import ask, find_name
from kg.databases.neo4j import load_graph
from kg.databases.statements import read_queries
from kg.sinks.networkx_graph import to_networkx

pytestmark = pytest.mark.neo4j

QUERIES = read_queries()


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(to_networkx(GRAPH), TITLE)


def _parameters(name: str, facts: Facts) -> dict[str, Any]:
    values = {"method": METHOD, "other": OTHER, "dataset": DATASET, "hardware": HARDWARE, "paper": TITLE, "year": YEAR}
    values |= {"limit": LIMIT, "entity": facts.name(evidence_target(facts))}
    return {key: values[key] for key in QUERIES[name].defaults}


@pytest.fixture(scope="module")
def standing(server: Server) -> Iterator[neo4j.Driver]:
    """The graph loaded once for all tests that only read."""
    with server.driver() as driver:
        empty(driver)
        load_graph(driver, GRAPH, "neo4j")
        yield driver
        empty(driver)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_query_answers_what_networkx_answers(standing: neo4j.Driver, facts: Facts, name: str) -> None:
    answer = ask(standing, QUERIES[name].statement, _parameters(name, facts), "neo4j")
    places = [place for place, column in enumerate(answer.columns) if column not in LEFT_OUT.get(name, ())]
    got = [tuple(row[place] for place in places) for row in answer.rows]
    wanted = [
        tuple(value or None if isinstance(value, str) else value for value in row) for row in ANSWERS[name](facts)
    ]
    assert wanted, f"the test graph has nothing for {name}"
    assert got == wanted
    assert not answer.remarks


def test_every_query_has_an_answer_to_compare_with() -> None:
    assert QUERIES.keys() - ANSWERS.keys() == {"paper_map", "method_map", "hardware_map"}
    assert len(QUERIES) >= 25


def _picture(standing: neo4j.Driver, name: str, facts: Facts) -> tuple[set[str], set[tuple[str, str, str]]]:
    """The nodes and edges that a query shows in Neo4j Browser."""
    result = standing.execute_query(QUERIES[name].statement, _parameters(name, facts), database_="neo4j")
    graph = standing.execute_query(
        QUERIES[name].statement,
        _parameters(name, facts),
        database_="neo4j",
        result_transformer_=neo4j.Result.graph,
    )
    assert result.records
    ends = {(*(node["id"] for node in edge.nodes), edge.type) for edge in graph.relationships}
    return {node["id"] for node in graph.nodes}, {(source, kind, target) for source, target, kind in ends}


def test_pictures_show_what_networkx_has(standing: neo4j.Driver, facts: Facts) -> None:
    nodes, edges = _picture(standing, "paper_map", facts)
    around = {(s, f["type"], t) for s, t, f in facts.graph.out_edges(facts.paper, data=True)}
    assert edges == around
    assert nodes == {facts.paper, *(t for _, _, t in around)}
    nodes, edges = _picture(standing, "hardware_map", facts)
    runs = [e for e in facts.pairs("Hardware", "RUNS_ON") if HARDWARE in facts.name(e[2])]
    proposed = {(s, "PROPOSES", m) for s, _, _ in runs for m in facts.things(s, "Method", "PROPOSES")}
    papers = {s for s, _, _ in proposed}
    assert edges == proposed | {run for run in runs if run[0] in papers}
    nodes, edges = _picture(standing, "method_map", facts)
    papers = facts.papers(facts.method, "PROPOSES", "USES", "COMPARES_WITH")
    kinds = {"PROPOSES", "EVALUATES_ON", "RUNS_ON"}
    around = {(s, f["type"], t) for s, t, f in facts.edges if s in papers and f["type"] in kinds}
    assert edges == around | {(s, f["type"], t) for s, t, f in facts.edges if t == facts.method and s in papers}


def test_evidence_has_the_sentence_of_each_mention(standing: neo4j.Driver, facts: Facts) -> None:
    answer = ask(standing, QUERIES["evidence"].statement, _parameters("evidence", facts), "neo4j")
    for row in answer.rows:
        shown = dict(zip(answer.columns, row, strict=True))
        assert shown["words"] in shown["sentence"]
        assert shown["sentence"] in facts.get(facts.paper, shown["field"])


def test_names_are_found_as_people_write_them(standing: neo4j.Driver) -> None:
    assert find_name(standing, "Method", "LoRA", "neo4j") == ("LoRA", [])
    assert find_name(standing, "Method", "lora", "neo4j") == ("LoRA", [])
    assert find_name(standing, "Method", "lora V2", "neo4j") == ("LoRA", [])
    found, near = find_name(standing, "Method", "distillation", "neo4j")
    assert found is None
    assert "knowledge distillation" in near
    assert find_name(standing, "Method", '"*:\\', "neo4j") == (None, [])


@pytest.mark.usefixtures("standing")
def test_the_query_command(server: Server, facts: Facts) -> None:
    done = run_kg(server, "query", "used_with", "--param", "method=lora", "--param", "limit=3", "--output", "json")
    assert done.returncode == 0
    assert "'lora' is 'LoRA'" in done.stderr
    rows = [tuple(row.values()) for row in json.loads(done.stdout)]
    assert rows == ANSWERS["used_with"](facts)[:3]
    table = run_kg(server, "query", "top_methods", "--param", "limit=2")
    assert table.stdout.splitlines()[0].split() == ["method", "papers"]
    assert len(table.stdout.splitlines()) == 3
    own = run_kg(
        server, "query", "-c", "MATCH (m:Method {name: $n}) RETURN m.id", "--param", "n=LoRA", "--output", "csv"
    )
    assert own.stdout == "m.id\nmethod:lora\n"
    typo = run_kg(server, "query", "-c", "MATCH (m:Metod) RETURN m.id")
    assert "Metod" in typo.stderr
    write = run_kg(server, "query", "-c", "CREATE (:X)")
    assert write.returncode == 1
    assert "read-only" in write.stderr
    broken = run_kg(server, "query", "-c", "RETUR 1")
    assert (broken.returncode, broken.stderr.count("\n")) == (1, 1)
    nobody = run_kg(server, "query", "used_with", "--param", "method=nobody has this")
    assert nobody.returncode == 0
    assert "no Method matches" in nobody.stderr


def _operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


@pytest.fixture(scope="module")
def large(server: Server) -> Iterator[neo4j.Driver]:
    """A graph that is large enough for the planner to care where it starts."""
    with server.driver() as driver:
        empty(driver)
        load_graph(driver, make_graph(800), "neo4j")
        time.sleep(2)  # the server counts its indexes again in the background
        driver.execute_query("CALL db.clearQueryCaches()", database_="neo4j")
        yield driver
        empty(driver)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_starts_from_an_index(large: neo4j.Driver, facts: Facts, name: str) -> None:
    parameters = _parameters(name, facts)
    profile = large.execute_query(f"PROFILE {QUERIES[name].statement}", parameters, database_="neo4j").summary.profile
    operators = [step["operatorType"].partition("@")[0] for step in _operators(profile)]
    assert "AllNodesScan" not in operators
    assert not [step for step in operators if "Cartesian" in step]
    if parameters.keys() & {"method", "dataset", "paper", "hardware"}:
        assert [step for step in operators if "IndexSeek" in step or step == "NodeIndexContainsScan"]
        assert not [step for step in operators if step.endswith(("ByLabelScan", "ByLabelsScan", "TypeScan"))]
