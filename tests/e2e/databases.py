"""What a database holds and what it should hold, for the tests that load graphs."""

import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any, NamedTuple

import neo4j
import pytest
from servers import Server
from synthetic import make_graph

from kg.cli import app
from kg.databases import bolt
from kg.graph.properties import edge_properties, node_properties, papers_by_id, published_date
from kg.model import Graph, Node

GRAPH = make_graph()
KG = [sys.executable, "-c", "from kg.cli.app import main; main()"]
# The command in small steps, so that a small graph is long enough in the making to kill something meanwhile.
_STEPS = "from kg.databases import bolt, neo4j; bolt.RETRY_SECONDS, neo4j.BATCH = 2.0, 20; "
SLOW_KG = [*KG[:2], _STEPS + KG[2]]


def snapshot(driver: neo4j.Driver) -> tuple[list[Any], list[Any]]:
    """Everything in the database, to the property, in an order of its own."""
    with driver.session(database="neo4j") as session:
        nodes = [record[0] for record in session.run("MATCH (n) RETURN n")]
        edges = [record.values() for record in session.run("MATCH (a)-[r]->(b) RETURN a.id, r, b.id")]
    rows = [(sorted(node.labels), sorted(node.items())) for node in nodes]
    links = [(source, edge.type, target, sorted(edge.items())) for source, edge, target in edges]
    return sorted(rows, key=repr), sorted(links, key=repr)


def expected(graph: Graph, name: str = "graph") -> tuple[list[Any], list[Any]]:
    """What a database with nothing but this graph holds."""
    papers = papers_by_id(graph)
    mark = {"kg": True, "graphs": [name]}
    rows = [(sorted(("Entity", node.label.value)), present({**_values(node), **mark})) for node in graph.nodes]
    links = [
        (edge.source, edge.type.value, edge.target, present({**edge_properties(edge, papers), **mark}))
        for edge in graph.edges
    ]
    return sorted(rows, key=repr), sorted(links, key=repr)


def _values(node: Node) -> dict[str, Any]:
    """The properties of a node as Neo4j has them, with dates where the day is known."""
    values: dict[str, Any] = {**node_properties(node)}
    day = published_date(values.get("published") or "")
    return {**values, "published": neo4j.time.Date.from_native(day)} if day else values


def present(properties: dict[str, Any]) -> list[tuple[str, Any]]:
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


class Done(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def run_kg(server: Server, *arguments: str, **environment: str) -> Done:
    """A kg command in this process, as starting another takes longer than most commands."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        for name, value in (server.environment() | environment).items():
            patch.setenv(name, value)
        status = app.run([*arguments])
    return Done(status, out.getvalue(), err.getvalue())


def run_kg_apart(server: Server, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A kg command in a process of its own, with all that it and its libraries write."""
    return subprocess.run(
        [*KG, *arguments], env=server.environment() | environment, capture_output=True, text=True, check=False
    )


def count(driver: neo4j.Driver, query: str) -> int:
    """A number that a query gives."""
    return int(driver.execute_query(query, database_="neo4j").records[0][0])
