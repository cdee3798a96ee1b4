"""What a database holds after several loads: what is stale, and several graphs side by side."""

import datetime
from pathlib import Path
from typing import Any

import neo4j
import pytest
from databases import count, expected, run_kg, snapshot
from msgspec.structs import replace
from servers import Server

from kg.databases.neo4j import Counts, Size, load_graph
from kg.graph.file import write_graph
from kg.model import Edge, Entity, Graph, Label, Mention, Node, Paper, Relation

pytestmark = pytest.mark.neo4j

PAPER = Paper("paper:p", "Zorblax", "We train FrobNet.", published="2024-05-01", authors=("Ann Bee",))
MENTION = Mention("abstract", 9, 16, "FrobNet", "test")


def paper(key: str, **facts: Any) -> Node:
    """A node of a paper."""
    return Node(key, Label.PAPER, "Zorblax", paper=replace(PAPER, id=key, **facts))


def method(key: str, name: str, *aliases: str) -> Node:
    """A node of a method."""
    return Node(key, Label.METHOD, name, aliases)


def graph_of(*nodes: Node, relation: Relation = Relation.USES) -> Graph:
    """A graph in which each paper names every method."""
    papers = [node for node in nodes if node.label is Label.PAPER]
    methods = [node for node in nodes if node.label is Label.METHOD]
    edges = [edge_between(one, two, relation) for one in papers for two in methods]
    return Graph(tuple(sorted(nodes, key=lambda node: node.id)), tuple(edges))


def edge_between(source: Node, target: Node, relation: Relation) -> Edge:
    """An edge with one mention."""
    claim = Entity(target.label, target.name, (), relation, target.id, (MENTION,))
    return Edge(source.id, target.id, relation, (claim,))


FIRST = graph_of(paper("paper:p"), paper("paper:old"), method("method:frob", "FrobNet", "frob net"))
# Another relation for the same pair, a paper under another id, and a method joined with another.
SECOND = graph_of(
    paper("paper:p"), paper("paper:new"), method("method:frob", "FrobNet"), relation=Relation.COMPARES_WITH
)


def values(driver: neo4j.Driver, query: str, **parameters: Any) -> list[list[Any]]:
    """The rows that a query gives."""
    return [record.values() for record in driver.execute_query(query, parameters, database_="neo4j").records]


def written(graph: Graph, path: Path) -> str:
    """The path of the graph's file."""
    write_graph(graph, path)
    return str(path)


def test_a_load_says_what_is_not_of_the_graph(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    run_kg(server, "load", written(FIRST, path))
    done = run_kg(server, "load", written(SECOND, path))
    assert done.stderr.splitlines()[-1] == (
        "1 node, 2 edges in the database are no longer in this graph: --prune deletes them"
    )
    pruned = run_kg(server, "load", str(path), "--prune")
    assert "1 deleted" in pruned.stderr
    assert "no longer in this graph" not in pruned.stderr
    assert snapshot(driver) == expected(SECOND)
    assert "no longer in this graph" not in run_kg(server, "load", str(path)).stderr


def test_what_is_stale_is_counted_without_what_others_added_to(driver: neo4j.Driver) -> None:
    load_graph(driver, FIRST, "neo4j")
    values(driver, "MATCH (n {id: 'paper:old'}) SET n.rating = 5")
    report = load_graph(driver, SECOND, "neo4j")
    assert (report.nodes.stale, report.nodes.kept) == (0, 1)
    assert report.edges.stale == 2


def test_two_graphs_are_united_and_each_prunes_its_own(driver: neo4j.Driver) -> None:
    one = graph_of(paper("paper:p"), method("method:frob", "FrobNet", "frob net"), method("method:one", "One"))
    two = graph_of(paper("paper:p", published="", url="http://x"), method("method:frob", "Frobnet", "FN"))
    load_graph(driver, one, "neo4j", name="one")
    load_graph(driver, two, "neo4j", name="two")
    frob = "MATCH (n:Method {id: 'method:frob'}) RETURN n.name, n.aliases, n.graphs"
    assert values(driver, frob) == [["Frobnet", ["frob net", "FN", "FrobNet"], ["one", "two"]]]
    both = "MATCH (n:Paper) RETURN n.published, n.url, n.graphs"
    assert values(driver, both) == [[neo4j.time.Date(2024, 5, 1), "http://x", ["one", "two"]]]
    assert load_graph(driver, two, "neo4j", name="two").nodes == Counts(unchanged=2)

    report = load_graph(driver, graph_of(paper("paper:p")), "neo4j", name="two", prune=True)
    assert (report.nodes.shared, report.nodes.removed) == (1, 0)
    assert (report.edges.shared, report.edges.removed) == (1, 0)
    assert report.others == {"one": Size(3, 2)}
    load_graph(driver, graph_of(paper("paper:p")), "neo4j", name="one", prune=True)
    assert count(driver, "MATCH (n) RETURN count(n)") == 1
    # A graph that alone has a node decides on all of it.
    load_graph(driver, one, "neo4j", name="one")
    assert values(driver, frob) == [["FrobNet", ["frob net"], ["one"]]]


def test_the_name_of_a_graph_is_that_of_its_file(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    run_kg(server, "load", written(FIRST, tmp_path / "a.jsonl"))
    done = run_kg(server, "load", written(SECOND, tmp_path / "b.jsonl.gz"), "--prune")
    assert done.stderr.splitlines()[-1] == "also in the database: graph 'a' with 3 nodes, 2 edges"
    assert count(driver, "MATCH (n) RETURN count(n)") == 4
    run_kg(server, "load", str(tmp_path / "b.jsonl.gz"), "--name", "c d")
    assert values(driver, "MATCH (n:Method) RETURN n.graphs") == [[["a", "b", "c d"]]]
    wiped = run_kg(server, "load", str(tmp_path / "b.jsonl.gz"), "--wipe")
    assert wiped.stderr.splitlines()[0] == (
        "--wipe deletes graph 'a' with 3 nodes, 2 edges; graph 'c d' with 3 nodes, 2 edges"
    )
    assert snapshot(driver) == expected(SECOND, "b")
    assert run_kg(server, "load", str(tmp_path / "a.jsonl"), "--name", " ").returncode == 2


def test_nodes_of_an_older_kg_belong_to_the_unnamed_graph(driver: neo4j.Driver) -> None:
    load_graph(driver, FIRST, "neo4j")
    values(driver, "MATCH (n) REMOVE n.graphs")
    values(driver, "MATCH ()-[r]->() REMOVE r.graphs")
    assert load_graph(driver, FIRST, "neo4j").nodes == Counts(unchanged=3)
    assert load_graph(driver, SECOND, "neo4j", prune=True).nodes.removed == 1
    load_graph(driver, FIRST, "neo4j", name="other")
    assert values(driver, "MATCH (n:Method) RETURN n.graphs") == [[["graph", "other"]]]


def test_days_are_dates_and_other_times_are_text(driver: neo4j.Driver) -> None:
    texts = {"a": "2024-05-01", "b": "2024-05", "c": "--11-14", "d": "2024-02-30", "e": "2023-01-02T03:04:05Z"}
    load_graph(driver, graph_of(*(paper(f"paper:{key}", published=text) for key, text in texts.items())), "neo4j")
    found = dict(values(driver, "MATCH (n:Paper) RETURN n.id, n.published"))
    days = {"a": datetime.date(2024, 5, 1), "e": datetime.date(2023, 1, 2)}
    assert {key: found[f"paper:{key}"] for key in texts} == {
        key: neo4j.time.Date.from_native(days[key]) if key in days else text for key, text in texts.items()
    }
    later = "MATCH (n:Paper) WHERE n.published >= date('2024-01-01') RETURN n.id"
    assert values(driver, later) == [["paper:a"]]
    assert values(driver, "MATCH (n:Paper) WHERE n.year > 2023 RETURN count(n)") == [[3]]


THEIRS = {
    "mine_ids": "CREATE CONSTRAINT mine_ids FOR (n:Entity) REQUIRE n.id IS UNIQUE",
    "mine_names": "CREATE CONSTRAINT mine_names FOR (n:Method) REQUIRE n.name IS UNIQUE",
    "mine_texts": "CREATE FULLTEXT INDEX mine_texts FOR (n:Paper|Method|Dataset|Hardware|Repository) "
    "ON EACH [n.name, n.aliases]",
}


def test_indexes_under_other_names_are_used_and_named(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    for statement in THEIRS.values():
        values(driver, statement)
    done = run_kg(server, "load", written(FIRST, tmp_path / "graph.jsonl"))
    assert done.returncode == 0
    for name in THEIRS:
        assert name in done.stderr
    assert snapshot(driver) == expected(FIRST)
    found = run_kg(server, "query", "used_with", "--param", "method=FROB NET")
    assert (found.returncode, "Java" in found.stderr) == (0, False)
    assert "FrobNet" in found.stderr


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("CREATE INDEX mine FOR (n:Entity) ON (n.id)", "DROP INDEX `mine` and then kg load again"),
        (
            "CREATE CONSTRAINT mine FOR (n:Paper) REQUIRE n.title IS UNIQUE",
            "your constraint mine on Paper(title) rejects",
        ),
    ],
)
def test_what_stands_in_the_way_is_named(
    driver: neo4j.Driver, server: Server, tmp_path: Path, before: str, message: str
) -> None:
    values(driver, before)
    done = run_kg(server, "load", written(FIRST, tmp_path / "graph.jsonl"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert message in done.stderr


def test_the_users_own_nodes_are_not_counted(driver: neo4j.Driver, server: Server, tmp_path: Path) -> None:
    run_kg(server, "load", written(FIRST, tmp_path / "graph.jsonl"))
    values(
        driver,
        "MATCH (m:Method) CREATE (:Paper {title: 'x', year: 2024, id: 'x'})-[:USES]->(m),"
        " (:Paper {year: 2024})-[:USES]->(:Method {name: 'mine', id: 'mine'})",
    )
    done = run_kg(server, "query", "top_methods", "--output", "csv")
    assert done.stdout == "method,papers\nFrobNet,2\n"
    years = run_kg(server, "query", "code_by_year", "--output", "csv")
    assert years.stdout == "year,papers,with_code\n2024,2,0\n"
