"""Loading a graph into Neo4j: idempotent, resumable, and without touching other data in the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kg.databases.statements import read_statements
from kg.graph import properties
from kg.graph.properties import edge_properties, node_properties
from kg.model import Graph, KgError, Label, Relation

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

# Rows in one transaction: large enough for speed, small enough for a server with default settings.
BATCH = 2_000
# The property of nodes and edges that kg loaded. Everything without it is somebody else's.
OWN_MARK = "kg"

Batched = TypeVar("Batched")
# Lists, not maps: encoding rows takes half the time of a load, and half of a map is its keys.
Rows = Sequence[Sequence[properties.Property | properties.Properties]]
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


def load_graph(
    driver: "Driver", graph: Graph, database: str, *, prune: bool = False, advance: Advance = lambda _: None
) -> LoadReport:
    """Make the database hold the graph; `advance` is called with the size of every batch that was written.

    Raises:
        KgError: an edge lacks an end, or the database has nodes with ids of the graph that kg did not load.
    """
    papers = properties.papers_by_id(graph)
    for statement in read_statements("schema.cypher"):
        driver.execute_query(statement, database_=database)
    driver.execute_query("CALL db.awaitIndexes(600)", database_=database)
    node_rows: Iterator[tuple[Label, Rows]] = (
        (label, [[node.id, node_properties(node)] for node in batch])
        for label in Label
        for batch in _batches(node for node in graph.nodes if node.label is label)
    )
    edge_rows: Iterator[tuple[Relation, Rows]] = (
        (kind, [[edge.source, edge.target, *edge_properties(edge, papers).values()] for edge in batch])
        for kind in Relation
        for batch in _batches(edge for edge in graph.edges if edge.type is kind)
    )
    nodes = edges = Counts()
    with driver.session(database=database) as session:
        for label, rows in _ahead(node_rows):
            nodes += session.execute_write(_write, _statement("load_nodes", label), rows)
            advance(len(rows))
        for kind, rows in _ahead(edge_rows):
            edges += session.execute_write(_write, _statement("load_edges", kind), rows)
            advance(len(rows))
        if prune:
            # Edges first: a node goes only when nothing is tied to it any more.
            edges += _prune_edges(session, graph)
            nodes += _prune_nodes(session, graph)
    # Indexes made for an empty database tell the planner that a name finds everything, until they are counted again.
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


def _write(tx: "ManagedTransaction", statement: str, rows: Rows) -> Counts:
    result = tx.run(statement, rows=rows)
    record = result.single(strict=True)
    if foreign := record.get("foreign"):
        # Raised inside the transaction, so that the batch is rolled back and the other's node stays as it was.
        raise KgError(
            f"the database has Entity nodes that kg did not load, with ids of this graph: {', '.join(foreign)}: "
            "rename them, or load into another database"
        )
    counters = result.consume().counters
    created = counters.nodes_created + counters.relationships_created
    return Counts(created=created, changed=record["written"] - created, unchanged=len(rows) - record["written"])


def _prune_edges(session: "Session", graph: Graph) -> Counts:
    wanted = {(edge.source, edge.target, edge.type.value) for edge in graph.edges}
    found = "MATCH (paper:Entity)-[edge {kg: true}]->(entity:Entity) RETURN paper.id, entity.id, type(edge)"
    stale = session.execute_read(lambda tx: [row for row in tx.run(found).values() if tuple(row) not in wanted])
    return _delete(session, "prune_edges", stale, own=[OWN_MARK, *properties.EDGE_TYPES])


def _prune_nodes(session: "Session", graph: Graph) -> Counts:
    wanted = {node.id for node in graph.nodes}
    found = "MATCH (n:Entity) WHERE n.kg RETURN n.id"
    stale = session.execute_read(lambda tx: [row for row in tx.run(found).values() if row[0] not in wanted])
    own = sorted({OWN_MARK, *(name for types in properties.NODE_TYPES.values() for name in types)})
    return _delete(session, "prune_nodes", stale, own=own, labels=["Entity", *(label.value for label in Label)])


def _delete(session: "Session", name: str, stale: Rows, **parameters: list[str]) -> Counts:
    """Delete these rows with a statement that leaves what others have added to."""
    [statement] = read_statements(f"{name}.cypher")
    removed = 0
    for batch in _batches(stale):
        counters = session.execute_write(
            lambda tx, rows: tx.run(statement, {"rows": rows, **parameters}).consume().counters, batch
        )
        removed += counters.nodes_deleted + counters.relationships_deleted
    return Counts(removed=removed, kept=len(stale) - removed)
