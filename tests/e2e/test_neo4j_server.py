"""Load and prune with a real server."""

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import neo4j
import pytest
from databases import GRAPH, SLOW_KG, count, expected, fewer, run_kg, snapshot, target
from msgspec.structs import replace
from servers import Server
from synthetic import make_graph

from kg.databases import bolt
from kg.databases.neo4j import Counts, LoadReport, load_graph
from kg.databases.statements import read_statements
from kg.graph.file import write_graph
from kg.model import Graph, KgError, Label

pytestmark = pytest.mark.neo4j


def load(graph: Graph, where: bolt.Target) -> LoadReport:
    """Load as the command does."""
    with bolt.connect(where) as driver:
        return load_graph(driver, graph, where.database)


@pytest.fixture
def loaded(driver: neo4j.Driver) -> neo4j.Driver:
    """A database with the graph."""
    load_graph(driver, GRAPH, "neo4j")
    return driver


def test_load_writes_the_graph_and_a_second_load_writes_nothing(driver: neo4j.Driver) -> None:
    first = load_graph(driver, GRAPH, "neo4j")
    assert first.nodes == Counts(created=len(GRAPH.nodes))
    assert first.edges == Counts(created=len(GRAPH.edges))
    once = snapshot(driver)
    assert once == expected(GRAPH)
    second = load_graph(driver, GRAPH, "neo4j", prune=True)
    assert second.nodes == Counts(unchanged=len(GRAPH.nodes))
    assert second.edges == Counts(unchanged=len(GRAPH.edges))
    assert snapshot(driver) == once


def test_load_brings_what_differs_up_to_date(loaded: neo4j.Driver) -> None:
    loaded.execute_query("MATCH (n:Method {name: 'LoRA'}) SET n.name = 'x', n.aliases = ['y']", database_="neo4j")
    loaded.execute_query("MATCH (n:Dataset {name: 'CIFAR-10'}) REMOVE n:Dataset", database_="neo4j")
    loaded.execute_query("MATCH ()-[r]->(:Method {name: 'CNN'}) SET r.starts = [0], r.texts = null", database_="neo4j")
    report = load_graph(loaded, GRAPH, "neo4j")
    assert report.nodes.changed == 2
    assert report.edges.changed == sum(edge.target == "method:cnn" for edge in GRAPH.edges)
    assert snapshot(loaded) == expected(GRAPH)


def test_prune_takes_out_what_is_gone_and_nothing_else(loaded: neo4j.Driver) -> None:
    small = fewer(GRAPH, 30)
    report = load_graph(loaded, small, "neo4j", prune=True)
    assert report.nodes.removed == len(GRAPH.nodes) - len(small.nodes)
    assert report.edges.removed == len(GRAPH.edges) - len(small.edges)
    assert snapshot(loaded) == expected(small)


OWN = """
MATCH (paper:Paper {id: 'paper:p0'})-[edge]->(thing)
WITH paper, edge, thing ORDER BY thing.id LIMIT 1
SET paper.rating = 5, paper:Favourite, edge.checked = true
CREATE (me:Person {id: 'paper:p0', kg: true})-[:READS {since: 2020}]->(paper)
CREATE (paper)-[:USES {note: 'mine'}]->(:Method {name: 'no Entity', id: 'method:own'})
WITH paper, thing
CREATE (paper)-[:USES {note: 'mine too'}]->(thing)
CREATE (:Entity:Note {id: 'note:1'})
"""
# What of the database is the user's, for comparing before and after.
KEPT = """
MATCH (p:Paper {id: 'paper:p0'})-[u:USES {note: 'mine too'}]->(t), (p)-[o:USES {note: 'mine'}]->(m),
      (me:Person)-[r:READS]->(p), (n:Note)
OPTIONAL MATCH (p)-[e {checked: true}]->(t)
RETURN p.rating, p:Favourite, properties(u), properties(o), properties(m), properties(me), properties(r),
       properties(n), e.checked, labels(m)
"""


def test_what_is_the_users_stays(loaded: neo4j.Driver) -> None:
    loaded.execute_query(OWN, database_="neo4j")
    before = loaded.execute_query(KEPT, database_="neo4j").records
    assert len(before) == 1
    load_graph(loaded, GRAPH, "neo4j")
    assert loaded.execute_query(KEPT, database_="neo4j").records == before
    report = load_graph(loaded, fewer(GRAPH, 30), "neo4j", prune=True)
    assert loaded.execute_query(KEPT, database_="neo4j").records == before
    # The paper, and the edge and its end that the user has added to.
    assert report.nodes.kept >= 1
    assert report.edges.kept == 1


def test_a_node_of_somebody_else_stops_the_load(driver: neo4j.Driver, server: Server) -> None:
    driver.execute_query("CREATE (:Entity {id: 'method:lora', name: 'theirs'})", database_="neo4j")
    with pytest.raises(KgError, match=r"kg did not load.*method:lora.*another database"):
        load(GRAPH, target(server))
    [record] = driver.execute_query("MATCH (n {id: 'method:lora'}) RETURN n", database_="neo4j").records
    assert dict(record["n"]) == {"id": "method:lora", "name": "theirs"}
    driver.execute_query("MATCH (n {id: 'method:lora'}) DELETE n", database_="neo4j")
    load(GRAPH, target(server))
    assert snapshot(driver) == expected(GRAPH)


def test_a_clash_with_the_constraint_is_one_message(driver: neo4j.Driver, server: Server) -> None:
    driver.execute_query("CREATE (:Entity {id: 'x'}), (:Entity {id: 'x'})", database_="neo4j")
    with pytest.raises(KgError, match="conflicts with unique Entity ids") as caught:
        load(GRAPH, target(server))
    assert "\n" not in str(caught.value)


def test_the_constraint_holds(loaded: neo4j.Driver) -> None:
    with pytest.raises(neo4j.exceptions.ConstraintError):
        loaded.execute_query("CREATE (:Entity {id: 'method:lora'})", database_="neo4j")


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"password": "wrong"}, "rejected user neo4j: check --user and NEO4J_PASSWORD"),
        ({"database": "nowhere"}, "has no database 'nowhere': check --database"),
        ({"uri": "bolt://localhost:1"}, "no Neo4j server at bolt://localhost:1 .*refused"),
        ({"uri": "neo4j://localhost:1"}, "no Neo4j server at neo4j://localhost:1"),
        ({"uri": "http://localhost:7474"}, "a Neo4j address begins with bolt://"),
        ({"uri": "localhost"}, "a Neo4j address begins with bolt://"),
    ],
)
def test_a_server_that_cannot_be_used_is_one_message(server: Server, other: dict[str, str], message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        load(GRAPH, target(server, **other))
    assert "\n" not in str(caught.value)


class Cut:
    """A way to the server that is cut after so many bytes."""

    def __init__(self, port: int, after: int) -> None:
        self.port, self.left = port, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.sockets: list[socket.socket] = [self.listener]
        self.threads = [threading.Thread(target=self._accept, daemon=True)]
        self.threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("localhost", self.port))
                self.sockets += [client, server]
                for pair in ((client, server), (server, client)):
                    self.threads.append(threading.Thread(target=self._copy, args=pair, daemon=True))
                    self.threads[-1].start()

    def _copy(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.left -= len(data)
                if self.left < 0:
                    self.close()
                    return
                sink.sendall(data)

    def close(self) -> None:
        """Cut it."""
        for one in self.sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def test_a_server_that_goes_away_is_one_message(
    driver: neo4j.Driver, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bolt, "RETRY_SECONDS", 1.0)
    cut = Cut(int(server.uri.rpartition(":")[2]), after=150_000)
    with pytest.raises(
        KgError, match=r"lost the connection.*what was done so far is kept; run the same command again"
    ) as caught:
        load(GRAPH, target(server, uri=f"bolt://localhost:{cut.listener.getsockname()[1]}"))
    cut.close()
    assert "\n" not in str(caught.value)
    load(GRAPH, target(server))
    assert snapshot(driver) == expected(GRAPH)


def test_a_killed_load_is_completed_by_the_next(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    graph, path = make_graph(200), tmp_path / "graph.jsonl"
    write_graph(graph, path)
    process = subprocess.Popen([*SLOW_KG, "load", str(path)], env=server.environment(), stderr=subprocess.DEVNULL)
    begin = time.monotonic()
    while not count(driver, "MATCH ()-[r]->() RETURN count(r)"):
        assert process.poll() is None
        assert time.monotonic() - begin < 60
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < count(driver, "MATCH ()-[r]->() RETURN count(r)") < len(graph.edges)
    done = run_kg(server, "load", str(path))
    assert done.returncode == 0
    assert snapshot(driver) == expected(graph)


def test_the_load_command_tells_counts(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    write_graph(GRAPH, path)
    done = run_kg(server, "load", str(path), "--prune")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"nodes: {len(GRAPH.nodes)} created, 0 changed, 0 unchanged, 0 deleted",
        f"edges: {len(GRAPH.edges)} created, 0 changed, 0 unchanged, 0 deleted",
    ]
    assert snapshot(driver) == expected(GRAPH)
    wrong = run_kg(server, "load", str(path), NEO4J_PASSWORD="wrong")
    assert wrong.returncode == 1
    assert wrong.stderr.count("\n") == 1
    assert "NEO4J_PASSWORD" in wrong.stderr


def test_an_edge_without_its_node_is_refused(driver: neo4j.Driver, server: Server) -> None:
    broken = replace(GRAPH, nodes=tuple(node for node in GRAPH.nodes if node.label is not Label.DATASET))
    with pytest.raises(KgError, match="which is not a node: build the graph again"):
        load(broken, target(server))
    assert count(driver, "MATCH (n) RETURN count(n)") == 0


def test_the_schema_can_be_run_by_hand_twice(driver: neo4j.Driver) -> None:
    for _ in range(2):
        for statement in read_statements("schema.cypher"):
            driver.execute_query(statement, database_="neo4j")
