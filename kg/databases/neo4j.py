"""Loading a graph into Neo4j: idempotent, resumable, and without touching other data in the database.

A database may hold several graphs. Each node and edge has the names of the graphs that brought it, so that a load
changes and deletes only what is its own.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

import msgspec

from kg.databases.bolt import run_surely, surely
from kg.databases.schema import clear_conflicts, create_schema
from kg.databases.statements import read_statements
from kg.graph import properties
from kg.graph.properties import edge_properties, node_properties, published_date
from kg.model import Graph, KgError, Label, Node, Relation

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Session

# Rows in one transaction: large enough for speed, small enough for a server with default settings.
BATCH = 2_000
# The property of nodes and edges that kg loaded. Everything without it is somebody else's.
OWN_MARK = "kg"
# The property with the names of the graphs, and the name of one that is given no other.
GRAPHS, GRAPH_NAME = "graphs", "graph"

Batched = TypeVar("Batched")
# Lists, not maps: encoding rows takes half the time of a load, and half of a map is its keys.
RowValue = properties.Property | datetime.date
Rows = Sequence[Sequence[RowValue | dict[str, RowValue]]]
Settings = dict[str, str | bool]  # $graph, $alone and $delete of the statements
Advance = Callable[[int], None]


class Counts(msgspec.Struct, frozen=True):
    """What a load did to nodes or to edges.

    `stale` are in the database but no longer in the graph; --prune takes them out: `shared` stay, as other graphs have
    them, and the others are `removed`. `kept` would have been pruned, but somebody else has added to them.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    stale: int = 0
    removed: int = 0
    shared: int = 0
    kept: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both together."""
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Counts(*(one + two for one, two in pairs))


class Size(msgspec.Struct, frozen=True):
    """How much of a graph a database has."""

    nodes: int
    edges: int


class LoadReport(msgspec.Struct, frozen=True):
    """What a load did; `others` are the graphs beside this one; `remarks` are on indexes of the database."""

    nodes: Counts
    edges: Counts
    others: dict[str, Size] = {}
    remarks: tuple[str, ...] = ()


def load_graph(
    driver: "Driver",
    graph: Graph,
    database: str,
    *,
    name: str = GRAPH_NAME,
    prune: bool = False,
    wipe: bool = False,
    advance: Advance = lambda _: None,
) -> LoadReport:
    """Make the database hold the graph; `advance` is called with the size of every batch that was written.

    `prune` deletes what a graph of this name had and this one has not; `wipe` every other graph of kg, too.

    Raises:
        KgError: an edge lacks an end, or the database has nodes with ids of the graph that kg did not load.
    """
    papers = properties.papers_by_id(graph)
    remarks = create_schema(driver, database)
    own: Settings = {"graph": name, "alone": wipe, "delete": prune or wipe}
    node_rows: Iterator[tuple[Label, Rows]] = (
        (label, [[node.id, _node_values(node)] for node in batch])
        for label in Label
        for batch in _batches(node for node in graph.nodes if node.label is label)
    )
    edge_rows: Iterator[tuple[Relation, Rows]] = (
        (kind, [[edge.source, edge.target, *edge_properties(edge, papers).values()] for edge in batch])
        for kind in Relation
        for batch in _batches(edge for edge in graph.edges if edge.type is kind)
    )
    nodes = edges = Counts()
    with driver.session(database=database) as session, clear_conflicts(driver, database):
        for label, rows in _ahead(node_rows):
            nodes += surely(session.execute_write, _write, _statement("load_nodes", label), rows, own)
            advance(len(rows))
        for kind, rows in _ahead(edge_rows):
            edges += surely(session.execute_write, _write, _statement("load_edges", kind), rows, own)
            advance(len(rows))
        found = graphs_in(driver, database)
        # Edges first: a node goes only when nothing is tied to it any more.
        edges += _stale(
            session, "edges", {(edge.source, edge.target, edge.type.value) for edge in graph.edges}, found, own
        )
        nodes += _stale(session, "nodes", {(node.id,) for node in graph.nodes}, found, own)
    # Indexes made for an empty database tell the planner that a name finds everything, until they are counted again.
    run_surely(driver, "CALL db.resampleOutdatedIndexes()", database)
    others = {} if wipe else {other: size for other, size in found.items() if other != name}
    return LoadReport(nodes, edges, others, remarks)


def graphs_in(driver: "Driver", database: str) -> dict[str, Size]:
    """The graphs that kg loaded into a database, by name."""
    [statement] = read_statements("graphs.cypher")
    rows = run_surely(driver, statement, database).records
    names = sorted({row["graph"] for row in rows})
    return {
        name: Size(*(sum(row[kind] for row in rows if row["graph"] == name) for kind in ("nodes", "edges")))
        for name in names
    }


def _node_values(node: Node) -> dict[str, RowValue]:
    """The properties of a node, with a date where the day of publication is known."""
    values: dict[str, RowValue] = {**node_properties(node)}
    if "published" in values:
        values["published"] = published_date(str(values["published"] or "")) or values["published"]
    return values


def _statement(name: str, kind: Label | Relation) -> str:
    """A load statement with its label or type: the only text that ever enters a statement, and from an enum."""
    [text] = read_statements(f"{name}.cypher")
    return text.replace("__LABEL__" if isinstance(kind, Label) else "__TYPE__", kind.value)


def _batches(items: Iterable[Batched]) -> Iterator[list[Batched]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _ahead(items: Iterator[Batched]) -> Iterator[Batched]:
    """The same items, prepared one ahead in a thread, so that rows are built while the server works."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = pool.submit(next, items, None)
            yield item


def _write(tx: "ManagedTransaction", statement: str, rows: Rows, own: Settings) -> Counts:
    result = tx.run(statement, {"rows": rows, **own})
    record = result.single(strict=True)
    if foreign := record.get("foreign"):
        # Raised inside the transaction, so that the batch is rolled back and the other's node stays as it was.
        raise KgError(
            f"Entity nodes that kg did not load have the same ids as nodes of this graph ({', '.join(foreign)}): "
            "change their ids, or load into another database"
        )
    counters = result.consume().counters
    created = counters.nodes_created + counters.relationships_created
    return Counts(created=created, changed=record["written"] - created, unchanged=len(rows) - record["written"])


_STORED = {
    "nodes": """
        MATCH (n:Entity)
        WHERE n.kg AND ($alone OR $graph IN coalesce(n.graphs, ['graph']))
        RETURN n.id
    """,
    "edges": """
        MATCH (paper:Entity)-[edge {kg: true}]->(entity:Entity)
        WHERE $alone OR $graph IN coalesce(edge.graphs, ['graph'])
        RETURN paper.id, entity.id, type(edge)
    """,
}
_WRITTEN = {
    "own": sorted({OWN_MARK, GRAPHS, *(name for types in properties.NODE_TYPES.values() for name in types)}),
    "own_edge": [OWN_MARK, GRAPHS, *properties.EDGE_TYPES],
    "labels": ["Entity", *(label.value for label in Label)],
}


def _stale(
    session: "Session", kind: str, wanted: set[tuple[str, ...]], found: Mapping[str, Size], own: Settings
) -> Counts:
    """Count what the database has beyond the graph, or delete it, but not what others have added to."""
    here = getattr(found.get(str(own["graph"])), kind, 0)
    if here <= len(wanted) and not (own["alone"] and len(found) > 1):
        return Counts()  # as always but after a change: the numbers are known without reading what they count
    stale = surely(
        session.execute_read,
        lambda tx: [row for row in tx.run(_STORED[kind], own).values() if tuple(row) not in wanted],
    )
    [statement] = read_statements(f"prune_{kind}.cypher")
    parameters = {**own, **_WRITTEN}
    counts = Counts()
    for batch in _batches(stale):
        record = session.execute_write(
            lambda tx, rows: tx.run(statement, {"rows": rows, **parameters}).single(strict=True), batch
        )
        found_here, shared = record["stale"], record["shared"]
        kept = len(batch) - found_here
        if own["delete"]:
            counts += Counts(removed=found_here - shared, shared=shared, kept=kept)
        else:
            counts += Counts(stale=found_here, kept=kept)
    return counts
