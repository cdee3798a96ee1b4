"""The newest Neo4j: import, load, prune and every named query, as with the usual one."""

import os
import subprocess
import sys
from collections.abc import Iterator

import neo4j
import pytest
from databases import GRAPH, count, expected, fewer, run_kg, snapshot
from servers import ROOT, Server, need_java, neo4j_local, start_process, version

from kg.databases.neo4j import Counts, load_graph
from kg.databases.statements import read_queries
from kg.sinks.neo4j_csv import SCRIPT, write_csv

pytestmark = pytest.mark.neo4j

NEWEST = neo4j_local.versions()["NEO4J_NEWEST_VERSION"]


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the newest version with the graph, which its import tool put there."""
    need_java(NEWEST)
    folder, home = tmp_path_factory.mktemp("newest") / "graph.csv", tmp_path_factory.mktemp("home")
    write_csv(GRAPH, folder)
    tool = f"{sys.executable} {ROOT / 'docker' / 'local' / 'neo4j_local.py'} admin --home {home} --"
    with version(NEWEST):
        environment = {**os.environ, "NEO4J_ADMIN": tool}
        done = subprocess.run([folder / SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with start_process(home, NEWEST) as (server, _):
        yield server


@pytest.fixture
def newest_driver(newest: Server) -> Iterator[neo4j.Driver]:
    with newest.driver() as driver:
        yield driver


def test_it_is_the_newest(newest_driver: neo4j.Driver) -> None:
    assert newest_driver.get_server_info().agent == f"Neo4j/{NEWEST}"


def test_imported_files_are_the_graph_and_a_load_changes_nothing(newest_driver: neo4j.Driver) -> None:
    assert snapshot(newest_driver) == expected(GRAPH)
    report = load_graph(newest_driver, GRAPH, "neo4j")
    assert report.nodes == Counts(unchanged=len(GRAPH.nodes))
    assert report.edges == Counts(unchanged=len(GRAPH.edges))
    assert count(newest_driver, "SHOW CONSTRAINTS YIELD name RETURN count(name)") == 1


@pytest.mark.parametrize("name", sorted(read_queries()))
def test_a_named_query_runs(newest_driver: neo4j.Driver, name: str) -> None:
    query = read_queries()[name]
    newest_driver.execute_query(query.statement, dict(query.defaults), database_="neo4j")


def test_the_commands_work(newest: Server, newest_driver: neo4j.Driver) -> None:
    load_graph(newest_driver, GRAPH, "neo4j")
    done = run_kg(newest, "query", "used_with", "--param", "method=lora", "--output", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") > 1


def test_loads_prunes_and_unites(newest_driver: neo4j.Driver) -> None:
    small = fewer(GRAPH, 30)
    load_graph(newest_driver, small, "neo4j", prune=True)
    assert snapshot(newest_driver) == expected(small)
    load_graph(newest_driver, GRAPH, "neo4j", name="other")
    report = load_graph(newest_driver, GRAPH, "neo4j", name="one", wipe=True)
    assert report.nodes.removed == 0
    assert snapshot(newest_driver) == expected(GRAPH, "one")
