"""The named queries on a real server."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from agreement import NAMES, check_free, check_pictures, check_rivals, check_rows, parameters
from answers import ANSWERS
from databases import GRAPH, run_kg
from facts import Facts
from free_queries import FREE
from servers import Server, empty
from synthetic import TITLE, make_graph

from kg.databases.answers import Ask, ask
from kg.databases.naming import NAME_PARAMETERS, find_names
from kg.databases.neo4j import load_graph
from kg.databases.statements import read_queries
from kg.model import KgError
from kg.sinks.networkx_graph import to_networkx

pytestmark = pytest.mark.neo4j

QUERIES = read_queries()
LONG = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = 7 RETURN count(*)"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(to_networkx(GRAPH), TITLE)


@pytest.fixture(scope="module")
def standing(server: Server) -> Iterator[neo4j.Driver]:
    """The graph loaded once for all tests that only read."""
    with server.driver() as driver:
        empty(driver)
        load_graph(driver, GRAPH, "neo4j")
        yield driver
        empty(driver)


@pytest.fixture
def asked(standing: neo4j.Driver) -> Ask:
    return lambda statement, parameters: ask(standing, statement, parameters, "neo4j")


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_query_answers_what_networkx_answers(asked: Ask, facts: Facts, name: str) -> None:
    check_rows(asked(QUERIES[name].statement, parameters(QUERIES[name], facts)), name, facts)


def test_pictures_show_what_networkx_has(asked: Ask, facts: Facts) -> None:
    check_pictures(asked, QUERIES, facts)


def test_there_is_no_shortest_path_from_a_method_to_itself(asked: Ask, facts: Facts) -> None:
    query = QUERIES["shortest_path"]
    given = parameters(query, facts)
    assert asked(query.statement, given).rows
    assert asked(query.statement, {**given, "other": given["method"]}).rows == ()


def test_a_node_that_kg_did_not_load_is_found_by_its_name(standing: neo4j.Driver, asked: Ask) -> None:
    standing.execute_query(
        "CREATE (:Method:Entity {id: 'm-17', name: 'Quuxnet'}), (:Method:Entity {aliases: ['Vyzzt']})"
    )
    try:
        assert find_names(asked, NAME_PARAMETERS["method"], "quuxnet") == ["Quuxnet"]
        with pytest.raises(KgError, match="no method matches 'vyzzt'"):
            find_names(asked, NAME_PARAMETERS["method"], "vyzzt")
    finally:
        standing.execute_query("MATCH (n:Method) WHERE n.id = 'm-17' OR n.id IS NULL DETACH DELETE n")


def test_rivals_may_be_those_of_one_method(asked: Ask, facts: Facts) -> None:
    check_rivals(asked, QUERIES, facts)


@pytest.mark.parametrize("statement", FREE)
def test_free_queries_do_too(asked: Ask, facts: Facts, statement: str) -> None:
    check_free(asked, statement, facts)


def test_a_query_that_takes_too_long_is_ended(standing: neo4j.Driver) -> None:
    with pytest.raises(KgError, match=r"takes longer than 0\.5 s: start from a name or a label, or give --timeout"):
        ask(standing, LONG, {}, "neo4j", 0.5)


def test_ctrl_c_ends_a_query(server: Server) -> None:
    begin = time.monotonic()
    threading.Timer(0.5, signal.pthread_kill, [threading.get_ident(), signal.SIGINT]).start()
    with server.driver() as driver, pytest.raises(KeyboardInterrupt):
        ask(driver, LONG, {}, "neo4j", 60)
    assert time.monotonic() - begin < 30


def test_evidence_has_the_sentence_of_each_mention(asked: Ask, facts: Facts) -> None:
    query = QUERIES["evidence"]
    answer = asked(query.statement, parameters(query, facts))
    for row in answer.rows:
        shown = dict(zip(answer.columns, row, strict=True))
        assert shown["words"] in shown["sentence"]
        assert shown["sentence"] in facts.get(facts.paper, shown["field"])


@pytest.mark.parametrize(("parameter", "written", "meant"), NAMES)
def test_names_are_found_as_people_write_them(asked: Ask, parameter: str, written: str, meant: str) -> None:
    assert find_names(asked, NAME_PARAMETERS[parameter], written)[0] == meant


def test_an_unknown_name_brings_similar_ones(asked: Ask) -> None:
    with pytest.raises(KgError, match=r"no method matches 'distilation': did you mean knowledge distillation"):
        find_names(asked, NAME_PARAMETERS["method"], "distilation")


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
    assert (nobody.returncode, nobody.stdout) == (1, "")
    assert nobody.stderr == "kg: --param method=nobody has this: no method matches 'nobody has this'\n"


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
    given = parameters(QUERIES[name], facts)
    profile = large.execute_query(f"PROFILE {QUERIES[name].statement}", given, database_="neo4j").summary.profile
    operators = [step["operatorType"].partition("@")[0] for step in _operators(profile)]
    assert "AllNodesScan" not in operators
    assert not [step for step in operators if "Cartesian" in step]
    if any(given.get(name) for name in ("method", "dataset", "paper", "hardware")):
        assert [step for step in operators if "IndexSeek" in step or step == "NodeIndexContainsScan"]
        assert not [step for step in operators if step.endswith(("ByLabelScan", "ByLabelsScan", "TypeScan"))]
