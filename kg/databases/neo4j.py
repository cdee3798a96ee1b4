"""Loading a graph into Neo4j: idempotent, resumable, and careful with what else is in the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kg.databases.bolt import Target, connect
from kg.databases.statements import read_statements
from kg.graph.properties import (
    EDGE_TYPES,
    NODE_TYPES,
    Properties,
    Property,
    edge_properties,
    node_properties,
    papers_by_id,
)
from kg.model import Graph, KgError, Label, Paper, Relation

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

# Rows in one transaction: large enough for speed, small enough for a server with default settings.
BATCH = 2_000
# The property of nodes and edges that kg loaded. Everyentity without it is somebody else's.
OWN_MARK = "kg"

Batched = TypeVar("Batched")
# Lists, not maps: half of the time of a load goes into encoding rows, and half of a map is its keys.
Rows = list[list[Property | Properties]]
Advance = Callable[[int], None]


class Counts(msgspec.Struct, frozen=True):
    """What a load did to nodes or to edges; `kept` would have been pruned, but somebody else has added to them."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Counts(*(one + two for one, two in pairs))


class LoadReport(msgspec.Struct, frozen=True):
    """What a load did."""

    nodes: Counts
    edges: Counts


def load_graph(graph: Graph, target: Target, *, prune: bool = False, advance: Advance = lambda _: None) -> LoadReport:
    """Make the database hold the graph; `advance` is called with the size of every batch that is in.

    Raises:
        KgError: the server cannot be used, or the database has nodes of its own with ids of the graph.
    """
    with connect(target) as driver:
        return load_with(driver, graph, target.database, prune=prune, advance=advance)


def load_with(
    driver: "Driver", graph: Graph, database: str, *, prune: bool = False, advance: Advance = lambda _: None
) -> LoadReport:
    """As `load_graph`, with an open driver."""
    papers = papers_by_id(graph)
    for statement in read_statements("schema.cypher"):
        driver.execute_query(statement, database_=database)
    driver.execute_query("CALL db.awaitIndexes(600)", database_=database)
    with driver.session(database=database) as session:
        nodes = edges = Counts()
        for label, rows in _ahead(_node_batches(graph)):
            nodes += session.execute_write(_write_nodes, _statement("load_nodes", label), rows)
            advance(len(rows))
        for kind, rows in _ahead(_edge_batches(graph, papers)):
            edges += session.execute_write(_write_edges, _statement("load_edges", kind), rows)
            advance(len(rows))
        if prune:
            # Edges first: a node goes only when noentity is tied to it any more.
            edges += _prune_edges(session, graph)
            nodes += _prune_nodes(session, graph)
    # Indexes made for an empty database tell the planner that a name finds everyentity, until they are counted again.
    driver.execute_query("CALL db.resampleOutdatedIndexes()", database_=database)
    return LoadReport(nodes, edges)


def _statement(name: str, kind: Label | Relation) -> str:
    """A load statement with its label or type: the only text that ever enters a statement, and from an enum."""
    [text] = read_statements(f"{name}.cypher")
    return text.replace("__LABEL__" if isinstance(kind, Label) else "__TYPE__", kind.value)


def _batches(items: Iterable[Batched]) -> Iterator[list[Batched]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _ahead(items: Iterator[Batched]) -> Iterator[Batched]:
    """The same items, each made while the one before it is in use: rows are made while the server works."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _node_batches(graph: Graph) -> Iterator[tuple[Label, Rows]]:
    for label in Label:
        for nodes in _batches(node for node in graph.nodes if node.label is label):
            yield label, [[node.id, node_properties(node)] for node in nodes]


def _edge_batches(graph: Graph, papers: dict[str, Paper]) -> Iterator[tuple[Relation, Rows]]:
    for kind in Relation:
        for edges in _batches(edge for edge in graph.edges if edge.type is kind):
            yield kind, [[edge.source, edge.target, *edge_properties(edge, papers).values()] for edge in edges]


def _write_nodes(tx: "ManagedTransaction", statement: str, rows: Rows) -> Counts:
    result = tx.run(statement, rows=rows)
    record = result.single(strict=True)
    if record["foreign"]:
        # Raised inside the transaction, so that the batch is rolled back and the other's node stays as it was.
        names = ", ".join(record["foreign"])
        raise KgError(
            f"the database has Entity nodes that kg did not put there, with ids of this graph: {names}: "
            "rename them, or load into another database"
        )
    created = result.consume().counters.nodes_created
    return _count(created, record["written"], rows)


def _write_edges(tx: "ManagedTransaction", statement: str, rows: Rows) -> Counts:
    result = tx.run(statement, rows=rows)
    written = result.single(strict=True)["written"]
    return _count(result.consume().counters.relationships_created, written, rows)


def _count(created: int, written: int, rows: Rows) -> Counts:
    return Counts(created=created, changed=written - created, unchanged=len(rows) - written)


def _prune_edges(session: "Session", graph: Graph) -> Counts:
    wanted = {(edge.source, edge.target, edge.type.value) for edge in graph.edges}
    match = "MATCH (paper:Entity)-[edge {kg: true}]->(entity:Entity)"
    query = f"{match} RETURN paper.id AS source, entity.id AS target, type(edge) AS type"
    stale = session.execute_read(
        lambda tx: [row for row in tx.run(query) if (row["source"], row["target"], row["type"]) not in wanted]
    )
    [statement] = read_statements("prune_edges.cypher")
    own = [OWN_MARK, *EDGE_TYPES]
    removed = 0
    for batch in _batches(stale):
        rows = [row.data() for row in batch]
        removed += session.execute_write(
            lambda tx, rows: tx.run(statement, rows=rows, own=own).consume().counters.relationships_deleted, rows
        )
    return Counts(removed=removed, kept=len(stale) - removed)


def _prune_nodes(session: "Session", graph: Graph) -> Counts:
    wanted = {node.id for node in graph.nodes}
    query = "MATCH (n:Entity) WHERE n.kg RETURN n.id AS id"
    stale = session.execute_read(lambda tx: [row["id"] for row in tx.run(query) if row["id"] not in wanted])
    [statement] = read_statements("prune_nodes.cypher")
    own = sorted({OWN_MARK, *(name for types in NODE_TYPES.values() for name in types)})
    labels = ["Entity", *(label.value for label in Label)]
    removed = 0
    for ids in _batches(stale):
        removed += _delete_nodes(session, statement, ids, own, labels)
    return Counts(removed=removed, kept=len(stale) - removed)


def _delete_nodes(session: "Session", statement: str, ids: Sequence[str], own: list[str], labels: list[str]) -> int:
    def delete(tx: "ManagedTransaction") -> int:
        return tx.run(statement, ids=list(ids), own=own, labels=labels).consume().counters.nodes_deleted

    return session.execute_write(delete)
