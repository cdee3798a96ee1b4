"""Loads while something goes wrong: the next run completes to the same graph, and no secret is shown."""

import contextlib
import logging
import random
import threading
import time
from pathlib import Path

import neo4j
import pytest
from databases import GRAPH, count, expected, run_kg_apart, snapshot, target
from proxy import between
from servers import Server

from kg.databases import bolt
from kg.databases.neo4j import load_graph
from kg.graph.file import write_graph
from kg.model import KgError

pytestmark = pytest.mark.neo4j

BYTES = 170_000  # about what a load of GRAPH sends and gets


def load(server: Server, **other: str) -> None:
    """Load as the command does."""
    where = target(server, **other)
    with bolt.connect(where) as driver:
        load_graph(driver, GRAPH, where.database)


def failure(server: Server, uri: str) -> str:
    """The message of a load, or nothing where it is done."""
    try:
        load(server, uri=uri)
    except KgError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(6))
def test_a_load_gets_over_cuts_or_says_so(
    driver: neo4j.Driver, server: Server, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(bolt, "RETRY_SECONDS", 10.0)
    chance = random.Random(seed)
    # The beginning is a conversation about how to talk: half of the cuts are there.
    cuts = [chance.randrange(chance.choice((3_000, BYTES))) for _ in range(chance.choice((1, 3)))]
    with between(server.uri, cuts) as proxy:
        said = failure(server, proxy.uri)
    if said:
        assert "\n" not in said
        assert "run the same command again" in said
        load(server)
    assert snapshot(driver) == expected(GRAPH)


def test_a_cut_among_the_data_is_got_over(driver: neo4j.Driver, server: Server) -> None:
    with between(server.uri, [BYTES // 2]) as proxy:
        load(server, uri=proxy.uri)
        assert not proxy.cuts
    assert snapshot(driver) == expected(GRAPH)


def test_a_slow_server_is_waited_for(driver: neo4j.Driver, server: Server) -> None:
    with between(server.uri, delay=0.05) as proxy:
        load(server, uri=proxy.uri)
    assert snapshot(driver) == expected(GRAPH)


def test_a_deadlock_is_got_over(driver: neo4j.Driver, server: Server) -> None:
    load_graph(driver, GRAPH, "neo4j")
    driver.execute_query("MATCH (n:Method) SET n.name = 'x'", database_="neo4j")
    methods = sorted(node.id for node in GRAPH.nodes if node.label == "Method")
    change = "MATCH (n:Entity {id: $id}) SET n.name = 'y'"
    done: list[str] = []
    thread = threading.Thread(target=lambda: done.append(failure(server, server.uri)))
    with driver.session(database="neo4j") as session:
        other = session.begin_transaction()
        other.run(change, id=methods[-1]).consume()
        thread.start()
        time.sleep(3)  # until the load waits for the last method
        # Either of the two may have to give way.
        with contextlib.suppress(neo4j.exceptions.TransientError):
            other.run(change, id=methods[0]).consume()
        other.close()
    thread.join(60)
    assert done == [""]
    assert snapshot(driver) == expected(GRAPH)


def test_an_expired_password_is_one_message(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    write_graph(GRAPH, tmp_path / "graph.jsonl")
    driver.execute_query("CREATE USER tired SET PASSWORD 'first-password' CHANGE REQUIRED", database_="system")
    try:
        arguments = ("load", str(tmp_path / "graph.jsonl"), "--user", "tired")
        done = run_kg_apart(server, *arguments, NEO4J_PASSWORD="first-password")
    finally:
        driver.execute_query("DROP USER tired", database_="system")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "requires a new password for tired" in done.stderr


def test_no_secret_is_shown(
    driver: neo4j.Driver, server: Server, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        load(server)
    assert server.password not in caplog.text
    assert server.password not in repr(target(server))
    path = tmp_path / "graph.jsonl"
    write_graph(GRAPH, path)
    for uri in (f"bolt://neo4j:{server.password}@localhost", "bolt://localhost:1", server.uri):
        done = run_kg_apart(server, "--debug", "load", str(path), "--uri", uri, "--database", "nowhere")
        assert done.returncode == 1
        assert server.password not in done.stdout + done.stderr
    assert count(driver, "MATCH (n) RETURN count(n)") == len(GRAPH.nodes)
