"""How fast `kg load` is beside the least that Neo4j can be asked to do with the same rows.

    python tests/bench/bench_neo4j.py [GRAPH]      a graph file, or a synthetic graph of 20,000 papers

The bare side is `UNWIND … CREATE` of the same edges with the same evidence: same driver, same batches, same indexes,
rows made beforehand. kg's side is everything that `kg load` does to edges, rows included. The two are run in turn, each
time without the edges of the other, and the best turns compared: what else a machine does only ever adds. Exits 1
where kg's rate is below 0.8 of the bare one, or a second load takes longer than a first. The server: NEO4J_URI with an
empty database, or else one of its own.
"""

import contextlib
import gc
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import neo4j

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

from servers import empty, found_server
from synthetic import make_graph

from kg.databases.neo4j import BATCH, load_graph
from kg.graph.file import read_graph
from kg.graph.properties import edge_properties, papers_by_id
from kg.model import Graph, Relation

TURNS, RATIO = 3, 0.8
BARE = """
UNWIND $rows AS row
MATCH (paper:Entity {id: row.source})
MATCH (thing:Entity {id: row.target})
CREATE (paper)-[edge:__TYPE__]->(thing)
SET edge = row.properties
"""


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    gc.collect()
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def bare_rows(graph: Graph) -> list[tuple[str, list[dict[str, Any]]]]:
    """The batches of the bare side: what is absent is left out, as nobody would send it."""
    papers = papers_by_id(graph)
    batches = []
    for kind in Relation:
        rows = []
        for edge in graph.edges:
            if edge.type is kind:
                facts = {name: value for name, value in edge_properties(edge, papers).items() if value is not None}
                rows.append({"source": edge.source, "target": edge.target, "properties": {"kg": True, **facts}})
        batches += [(BARE.replace("__TYPE__", kind), rows[i : i + BATCH]) for i in range(0, len(rows), BATCH)]
    return batches


def create(driver: neo4j.Driver, batches: list[tuple[str, list[dict[str, Any]]]]) -> None:
    """The bare side."""
    with driver.session(database="neo4j") as session:
        for statement, rows in batches:
            session.execute_write(lambda tx, text, rows: tx.run(text, rows=rows).consume(), statement, rows)


def without_edges(driver: neo4j.Driver) -> None:
    """The state that both sides begin from."""
    with driver.session(database="neo4j") as session:
        session.run("MATCH ()-[edge]->() CALL (edge) { DELETE edge } IN TRANSACTIONS OF 10000 ROWS").consume()


def edge_seconds(driver: neo4j.Driver, graph: Graph) -> float:
    """What a load spends on edges: from the last batch of nodes to the end."""
    left, begin = len(graph.nodes), 0.0

    def advance(count: int) -> None:
        nonlocal left, begin
        left -= count
        if left == 0:
            begin = time.perf_counter()

    gc.collect()
    load_graph(driver, graph, "neo4j", advance=advance)
    return time.perf_counter() - begin


def measure(driver: neo4j.Driver, graph: Graph) -> dict[str, Any]:
    """The figures of all turns."""
    load_graph(driver, graph, "neo4j")  # what a server does for the first time takes longer: not counted
    empty(driver)
    first = seconds(lambda: load_graph(driver, graph, "neo4j"))
    reload = seconds(lambda: load_graph(driver, graph, "neo4j"))
    batches = bare_rows(graph)
    gc.freeze()
    bare, ours = [], []
    for _ in range(TURNS):
        without_edges(driver)
        bare.append(seconds(lambda: create(driver, batches)))
        without_edges(driver)
        ours.append(edge_seconds(driver, graph))
    return {
        "nodes": len(graph.nodes),
        "edges": len(graph.edges),
        "edges_per_second": {"kg": round(len(graph.edges) / min(ours)), "bare": round(len(graph.edges) / min(bare))},
        "ratio": round(min(bare) / min(ours), 2),
        "turns": {"kg": [round(one, 1) for one in ours], "bare": [round(one, 1) for one in bare]},
        "first_load_seconds": round(first, 1),
        "reload_seconds": round(reload, 1),
    }


def main() -> int:
    """Measure, print, judge."""
    graph = read_graph(Path(sys.argv[1])) if len(sys.argv) > 1 else make_graph(20_000, edges=10)
    gc.freeze()
    with (
        tempfile.TemporaryDirectory() as home,
        contextlib.contextmanager(found_server)(Path(home)) as server,
        server.driver() as driver,
    ):
        empty(driver)
        try:
            figures = measure(driver, graph)
        finally:
            empty(driver)
    print(json.dumps(figures, indent=2))
    return int(figures["ratio"] < RATIO or figures["reload_seconds"] > figures["first_load_seconds"])


if __name__ == "__main__":
    sys.exit(main())
