"""A graph in bulk into a new database of the built-in engine: a table for each label and each type."""

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kg.databases.embedded.names import literal, quoted
from kg.graph.properties import EDGE_TYPES, NODE_TYPES, Property, edge_properties, node_properties, papers_by_id
from kg.model import RELATIONS, Edge, Graph, KgError, Label, Relation
from kg.wording import readable

if TYPE_CHECKING:
    from ladybug import Connection

TYPES = {"string": "STRING", "int": "INT64", "string[]": "STRING[]", "int[]": "INT64[]"}
ENDS = {"_source": "string", "_target": "string"}
CSV = "header=false, auto_detect=false, delim=',', quote='\"', escape='\"', parallel=false"  # texts have line breaks
LEAST_POOL = 1 << 29
ITEM_BYTES = 1 << 12  # several times what a node or an edge takes
ADVANCED = 500  # rows between two steps of a progress bar


class _SeparatorError(Exception):
    """A text contains the separator."""


class Table(msgspec.Struct, frozen=True):
    """What goes into a table at once: its columns, its rows, and the options of the statement that copies them."""

    name: str
    types: dict[str, str]
    rows: Iterator[Sequence[Property]]
    options: str = ""


def schema() -> list[str]:
    """The statements that create the tables, with the properties that nodes and edges have in Neo4j."""
    nodes = [
        f"CREATE NODE TABLE {label} ({_table_columns(types)}, PRIMARY KEY (id))" for label, types in NODE_TYPES.items()
    ]
    edges = []
    for relation in Relation:
        ends = [f"FROM Paper TO {label}" for label, relations in RELATIONS.items() if relation in relations]
        edges.append(f"CREATE REL TABLE {relation} ({', '.join(ends)}, {_table_columns(EDGE_TYPES)})")
    return nodes + edges


def _table_columns(types: dict[str, str]) -> str:
    return ", ".join([*(f"{quoted(name)} {TYPES[kind]}" for name, kind in types.items()), "kg BOOLEAN"])


def address_space(size: int) -> int:
    """What a database of a size may reserve: the engine would take 8 TB, which some systems refuse."""
    return max(1 << 32, 1 << (size - 1).bit_length())  # the engine takes powers of 2


def engine_path(path: Path) -> str:
    """A path as the engine takes it, in UTF-8; empty if it has other bytes."""
    text = readable(str(path))
    return text if text.encode() == os.fsencode(path) else ""


def fill(path: Path, graph: Graph, advance: Callable[[int], None] = lambda _: None) -> None:
    """Make a database of a graph; `advance` is called with numbers of nodes and edges that are on their way.

    Raises:
        KgError: an edge lacks an end, or joins what its type does not join.
    """
    for number in count():
        try:
            # No text contains all numbers, and no end of a text makes a separator with the beginning of another.
            _fill(path, graph, f"\x1f{number}\x1e", advance)
            return
        except _SeparatorError:
            path.unlink(missing_ok=True)


def _fill(path: Path, graph: Graph, separator: str, advance: Callable[[int], None]) -> None:
    import ladybug

    size = (len(graph.nodes) + len(graph.edges)) * ITEM_BYTES
    pool_size, most = max(LEAST_POOL, size), address_space(2 * size)
    with (
        tempfile.TemporaryDirectory(dir=path.parent) as folder,
        ladybug.Database(engine_path(path), buffer_pool_size=pool_size, max_db_size=most) as database,
        ladybug.Connection(database) as connection,
        ThreadPoolExecutor(1) as pool,
    ):
        try:
            for statement in schema():
                connection.execute(statement)
            copying: Future[None] | None = None
            for place, table in enumerate(_tables(graph)):
                file = Path(folder, f"{place}.csv")
                # A file is written while the one before it is copied.
                _write_file(table, file, separator, advance)
                if copying:
                    copying.result()
                copying = pool.submit(_copy, connection, table, file, separator)
            if copying:
                copying.result()
            connection.execute("CHECKPOINT")
        except BaseException:
            connection.interrupt()
            raise


def _tables(graph: Graph) -> Iterator[Table]:
    for label, types in NODE_TYPES.items():
        nodes = (node for node in graph.nodes if node.label is label)
        yield Table(label, types, ([*node_properties(node).values()] for node in nodes))
    papers, labels = papers_by_id(graph), {node.id: node.label for node in graph.nodes}
    groups: defaultdict[tuple[Relation, Label], list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        groups[edge.type, labels[edge.target]].append(edge)
    for (relation, label), edges in sorted(groups.items()):
        if relation not in RELATIONS.get(label, ()):
            raise KgError(f"the graph has an edge {relation} to a {label}: build the graph again")
        rows = ([edge.source, edge.target, *edge_properties(edge, papers).values()] for edge in edges)
        yield Table(relation, ENDS | EDGE_TYPES, rows, f" (from='Paper', to='{label}')")


def _write_file(table: Table, path: Path, separator: str, advance: Callable[[int], None]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        while rows := [*islice(table.rows, ADVANCED)]:
            file.writelines(",".join(_csv_field(value, separator) for value in row) + "\n" for row in rows)
            advance(len(rows))


def _csv_field(value: Property, separator: str) -> str:
    """A field of a CSV file; what is absent is not quoted."""
    if value is None:
        return ""
    if isinstance(value, list):
        items = [str(item) for item in value if item != ""]  # the engine leaves empty ones out, but not all
        if not items:
            return ""
        value = separator.join(items)
        if value.count(separator) != len(items) - 1:
            raise _SeparatorError
    return '"' + str(value).replace('"', '""').replace("\0", "\ufffd") + '"'


def _copy(connection: "Connection", table: Table, path: Path, separator: str) -> None:
    if path.stat().st_size:
        columns = ", ".join(f"{quoted(name)} STRING" for name in table.types)
        values = ", ".join([*(_copied(name, kind, separator) for name, kind in table.types.items()), "true"])
        # The engine takes a path for a pattern, and no escapes in it; the name of the folder is random.
        pattern = re.sub(r"[^\w/.]", "?", Path(engine_path(path)).as_posix())
        rows = f"LOAD WITH HEADERS ({columns}) FROM {literal(pattern)} ({CSV}) RETURN {values}"
        connection.execute(f"COPY {table.name} FROM ({rows}){table.options}")
    path.unlink()


def _copied(name: str, kind: str, separator: str) -> str:
    text = quoted(name)
    if kind.endswith("[]"):
        text = f"string_split({text}, {literal(separator)})"
    return text if "string" in kind else f"CAST({text} AS {TYPES[kind]})"
