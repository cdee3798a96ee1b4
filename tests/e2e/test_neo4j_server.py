"""Load, query, prune and import with a real server."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from answers import ANSWERS, DATASET, HARDWARE, LEFT_OUT, LIMIT, METHOD, OTHER, YEAR, Facts, evidence_target
from msgspec.structs import replace
from servers import ROOT, Server, empty, need_java, start_server
from synthetic import TITLE, make_graph

from kg.graph import Header, write_graph
from kg.model import Graph, KgError, Label
from kg.query import ask, find_name
from kg.sinks import bolt
from kg.sinks.csv import SCRIPT, write_csv
from kg.sinks.neo4j import Counts, load, load_with
from kg.sinks.networkx import to_networkx
from kg.sinks.properties import edge_properties, node_properties
from kg.statements import read_queries, read_statements

pytestmark = pytest.mark.neo4j

GRAPH = make_graph()
QUERIES = read_queries()
KG = [sys.executable, "-c", "from kg.cli import main; main()"]


def snapshot(driver: neo4j.Driver) -> tuple[list[Any], list[Any]]:
    """Everything in the database, to the property, in an order of its own."""
    with driver.session(database="neo4j") as session:
        nodes = [record[0] for record in session.run("MATCH (n) RETURN n")]
        edges = [record.values() for record in session.run("MATCH (a)-[r]->(b) RETURN a.id, r, b.id")]
    rows = [(sorted(node.labels), sorted(node.items())) for node in nodes]
    links = [(source, edge.type, target, sorted(edge.items())) for source, edge, target in edges]
    return sorted(rows, key=repr), sorted(links, key=repr)


def expected(graph: Graph) -> tuple[list[Any], list[Any]]:
    """What a database with nothing but this graph holds."""
    papers = {node.id: node for node in graph.nodes}
    rows = [
        (sorted(("Entity", node.label.value)), _present({**node_properties(node), "kg": True})) for node in graph.nodes
    ]
    links = [
        (edge.source, edge.type.value, edge.target, _present({**edge_properties(edge, papers), "kg": True}))
        for edge in graph.edges
    ]
    return sorted(rows, key=repr), sorted(links, key=repr)


def _present(properties: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted((name, value) for name, value in properties.items() if value is not None)


def target(server: Server, **other: str) -> bolt.Target:
    """The server as kg is told of it."""
    return bolt.Target(
        **{"uri": server.uri, "user": server.user, "password": server.password, "database": "neo4j", **other}
    )


def fewer(graph: Graph, papers: int) -> Graph:
    """The graph without some of its papers, and what only they name."""
    gone = {f"paper:p{number}" for number in range(papers)}
    edges = tuple(edge for edge in graph.edges if edge.source not in gone)
    kept = {end for edge in edges for end in (edge.source, edge.target)}
    return Graph(tuple(node for node in graph.nodes if node.id in kept), edges)


def run_kg(server: Server, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A kg command in a process of its own."""
    return subprocess.run(
        [*KG, *arguments], env=server.environment() | environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def loaded(driver: neo4j.Driver) -> neo4j.Driver:
    """A database with the graph."""
    load_with(driver, GRAPH, "neo4j")
    return driver


def test_load_writes_the_graph_and_a_second_load_writes_nothing(driver: neo4j.Driver) -> None:
    first = load_with(driver, GRAPH, "neo4j")
    assert first.nodes == Counts(created=len(GRAPH.nodes))
    assert first.edges == Counts(created=len(GRAPH.edges))
    once = snapshot(driver)
    assert once == expected(GRAPH)
    second = load_with(driver, GRAPH, "neo4j", prune=True)
    assert second.nodes == Counts(unchanged=len(GRAPH.nodes))
    assert second.edges == Counts(unchanged=len(GRAPH.edges))
    assert snapshot(driver) == once


def test_load_brings_what_differs_up_to_date(loaded: neo4j.Driver) -> None:
    loaded.execute_query("MATCH (n:Method {name: 'LoRA'}) SET n.name = 'x', n.aliases = ['y']", database_="neo4j")
    loaded.execute_query("MATCH (n:Dataset {name: 'CIFAR-10'}) REMOVE n:Dataset", database_="neo4j")
    loaded.execute_query("MATCH ()-[r]->(:Method {name: 'CNN'}) SET r.starts = [0], r.texts = null", database_="neo4j")
    report = load_with(loaded, GRAPH, "neo4j")
    assert report.nodes.changed == 2
    assert report.edges.changed == sum(edge.target == "method:cnn" for edge in GRAPH.edges)
    assert snapshot(loaded) == expected(GRAPH)


def test_prune_takes_out_what_is_gone_and_nothing_else(loaded: neo4j.Driver) -> None:
    small = fewer(GRAPH, 30)
    report = load_with(loaded, small, "neo4j", prune=True)
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
    load_with(loaded, GRAPH, "neo4j")
    assert loaded.execute_query(KEPT, database_="neo4j").records == before
    report = load_with(loaded, fewer(GRAPH, 30), "neo4j", prune=True)
    assert loaded.execute_query(KEPT, database_="neo4j").records == before
    # The paper, and the edge and its end that the user has added to.
    assert report.nodes.kept >= 1
    assert report.edges.kept == 1


def test_a_node_of_somebody_else_stops_the_load(driver: neo4j.Driver, server: Server) -> None:
    driver.execute_query("CREATE (:Entity {id: 'method:lora', name: 'theirs'})", database_="neo4j")
    with pytest.raises(KgError, match=r"kg did not put there.*method:lora.*another database"):
        load(GRAPH, target(server))
    [record] = driver.execute_query("MATCH (n {id: 'method:lora'}) RETURN n", database_="neo4j").records
    assert dict(record["n"]) == {"id": "method:lora", "name": "theirs"}
    driver.execute_query("MATCH (n {id: 'method:lora'}) DELETE n", database_="neo4j")
    load(GRAPH, target(server))
    assert snapshot(driver) == expected(GRAPH)


def test_a_clash_with_the_constraint_is_one_message(driver: neo4j.Driver, server: Server) -> None:
    driver.execute_query("CREATE (:Entity {id: 'x'}), (:Entity {id: 'x'})", database_="neo4j")
    with pytest.raises(KgError, match="in the way of unique Entity ids") as caught:
        load(GRAPH, target(server))
    assert "\n" not in str(caught.value)


def test_the_constraint_holds(loaded: neo4j.Driver) -> None:
    with pytest.raises(neo4j.exceptions.ConstraintError):
        loaded.execute_query("CREATE (:Entity {id: 'method:lora'})", database_="neo4j")


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"password": "wrong"}, "refuses user neo4j: check --user and NEO4J_PASSWORD"),
        ({"database": "nowhere"}, "has no database 'nowhere': check --database"),
        ({"uri": "bolt://localhost:1"}, "no Neo4j server at bolt://localhost:1 .*refused"),
        ({"uri": "neo4j://localhost:1"}, "no Neo4j server at neo4j://localhost:1"),
        ({"uri": "http://localhost:7474"}, "begins with one of bolt"),
        ({"uri": "localhost"}, "begins with one of bolt"),
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
    with pytest.raises(KgError, match="went away: what was done so far is kept; run the same command again") as caught:
        load(GRAPH, target(server, uri=f"bolt://localhost:{cut.listener.getsockname()[1]}"))
    cut.close()
    assert "\n" not in str(caught.value)
    load(GRAPH, target(server))
    assert snapshot(driver) == expected(GRAPH)


def test_a_killed_load_is_completed_by_the_next(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    graph, path = make_graph(2_500), tmp_path / "graph.jsonl"
    write_graph(graph, path, Header(1, "0", "0", "0"))
    process = subprocess.Popen([*KG, "load", str(path)], env=server.environment(), stderr=subprocess.DEVNULL)
    begin = time.monotonic()
    while not _count(driver, "MATCH ()-[r]->() RETURN count(r)"):
        assert process.poll() is None
        assert time.monotonic() - begin < 60
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < _count(driver, "MATCH ()-[r]->() RETURN count(r)") < len(graph.edges)
    done = run_kg(server, "load", str(path))
    assert done.returncode == 0
    assert snapshot(driver) == expected(graph)


def _count(driver: neo4j.Driver, query: str) -> int:
    return int(driver.execute_query(query, database_="neo4j").records[0][0])


def test_the_load_command_tells_counts(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    write_graph(GRAPH, path, Header(1, "0", "0", "0"))
    done = run_kg(server, "load", str(path), "--prune")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"nodes: {len(GRAPH.nodes)} created, 0 changed, 0 unchanged, 0 removed",
        f"edges: {len(GRAPH.edges)} created, 0 changed, 0 unchanged, 0 removed",
    ]
    assert snapshot(driver) == expected(GRAPH)
    wrong = run_kg(server, "load", str(path), NEO4J_PASSWORD="wrong")
    assert wrong.returncode == 1
    assert wrong.stderr.count("\n") == 1
    assert "NEO4J_PASSWORD" in wrong.stderr


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
        load_with(driver, GRAPH, "neo4j")
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
    assert "only reads" in write.stderr
    broken = run_kg(server, "query", "-c", "RETUR 1")
    assert (broken.returncode, broken.stderr.count("\n")) == (1, 1)
    nobody = run_kg(server, "query", "used_with", "--param", "method=nobody has this")
    assert nobody.returncode == 0
    assert "no Method is called" in nobody.stderr


def _operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from _operators(child)


@pytest.fixture(scope="module")
def large(server: Server) -> Iterator[neo4j.Driver]:
    """A graph that is large enough for the planner to care where it starts."""
    with server.driver() as driver:
        empty(driver)
        load_with(driver, make_graph(2_000), "neo4j")
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


def test_the_files_for_import_make_the_same_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_java()
    folder, home = tmp_path / "graph.csv", tmp_path / "home"
    write_csv(GRAPH, folder)
    tool = f"{sys.executable} {ROOT / 'docker' / 'local' / 'neo4j_local.py'} admin --home {home} --"
    monkeypatch.setenv("NEO4J_ADMIN", tool)
    done = subprocess.run([folder / SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    imported = contextlib.contextmanager(start_server)
    with imported(home) as other, other.driver() as driver:
        assert snapshot(driver) == expected(GRAPH)
        # The load that follows adds the indexes, and finds nothing to change.
        report = load_with(driver, GRAPH, "neo4j", prune=True)
        assert report.nodes == Counts(unchanged=len(GRAPH.nodes))
        assert report.edges == Counts(unchanged=len(GRAPH.edges))
        assert _count(driver, "SHOW CONSTRAINTS YIELD name RETURN count(name)") == 1


def test_an_edge_without_its_node_is_refused(driver: neo4j.Driver, server: Server) -> None:
    broken = replace(GRAPH, nodes=tuple(node for node in GRAPH.nodes if node.label is not Label.DATASET))
    with pytest.raises(KgError, match="no such node: build the graph again"):
        load(broken, target(server))
    assert _count(driver, "MATCH (n) RETURN count(n)") == 0


def test_the_schema_can_be_run_by_hand_twice(driver: neo4j.Driver) -> None:
    for _ in range(2):
        for statement in read_statements("schema.cypher"):
            driver.execute_query(statement, database_="neo4j")
