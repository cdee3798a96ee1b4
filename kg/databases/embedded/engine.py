"""Questions to the built-in engine: LadybugDB, which runs in this process and needs no server."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from decimal import Decimal
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.databases.answers import Answer, Ask, Value, takes_too_long
from kg.databases.bolt import first_line
from kg.databases.embedded.cache import Watch, database_file
from kg.databases.embedded.complaints import wrong_types
from kg.databases.embedded.loading import address_space, engine_path
from kg.databases.embedded.names import ENTITY_LABEL, GENERATED, PROPERTIES, literal
from kg.databases.embedded.translation import translate
from kg.graph.properties import EDGE_TYPES, NODE_TYPES
from kg.model import KgError

if TYPE_CHECKING:
    from ladybug import Connection, Database

POOL_BYTES = 256 << 20
FEW_NODES = 100  # nodes that are looked for one by one
PATIENCE = 0.05  # seconds between two interrupts of a query: one that comes too early is lost

_PROPERTY = re.compile(r"Cannot find property (\w+) for (\w+)")
_POSITION = re.compile(r"\(line: (\d+), offset: (\d+)\)")
# A node of the engine: the number of its table, and its place there.
NodePlace = tuple[int, int]


@contextlib.contextmanager
def open_graph(path: Path, watch: Watch, timeout: float = 0) -> Iterator[Ask]:
    """A function that answers Cypher on a graph file; a query may take so many seconds, or any time if that is 0.

    Raises:
        KgError: the graph file cannot be read; or, of the function, the query is refused or takes too long.
    """
    import ladybug

    try:
        database = _open(database_file(path, watch))
    except RuntimeError:  # damaged in a way that its size and time do not show
        database = _open(database_file(path, watch, fresh=True))
    with database, ladybug.Connection(database) as connection:
        connection.set_query_timeout(int(timeout * 1000))
        yield lambda statement, parameters: _answer(connection, statement, parameters, timeout)


def _open(file: Path) -> "Database":
    import ladybug

    most = address_space(4 * file.stat().st_size)
    return ladybug.Database(engine_path(file), read_only=True, buffer_pool_size=POOL_BYTES, max_db_size=most)


def _answer(connection: "Connection", statement: str, parameters: Mapping[str, Value], timeout: float) -> Answer:
    translation = translate(statement, parameters)
    try:
        columns, rows = _run(connection, translation.statement)
        names = _ids(connection, rows)
    except RuntimeError as error:
        raise KgError(_explained(str(error), statement, translation.statement, timeout)) from error
    kept = [place for place, column in enumerate(columns) if not column.startswith(GENERATED)]
    if not translation.columns:  # of RETURN *, which Neo4j sorts
        kept.sort(key=columns.__getitem__)
    shown = translation.columns or tuple(columns[place] for place in kept)
    return Answer(shown, tuple(tuple(_as_in_neo4j(row[place], names) for place in kept) for row in rows))


def _run(connection: "Connection", statement: str) -> tuple[list[str], list[list[object]]]:
    """The columns and rows of a statement; Ctrl-C ends it, as it runs in a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(connection.execute, statement)
        try:
            result = future.result()
        except BaseException:
            while not future.done():
                connection.interrupt()
                wait([future], PATIENCE)
            raise
    assert not isinstance(result, list), "one statement has one result"
    with result:
        rows: list[list[object]] = []
        while result.has_next():
            row = result.get_next()
            rows.append([*row.values()] if isinstance(row, dict) else row)
        return result.get_column_names(), rows


def _explained(message: str, written: str, statement: str, timeout: float) -> str:
    """An error of the engine in words that help; `written` is the query, and `statement` what the engine got."""
    kind, _, rest = first_line(message).partition(" exception: ")
    if "Interrupted" in message:
        return takes_too_long(timeout)
    if "Buffer manager" in kind or "bad allocation" in message:
        return "the query needs too much memory: start from a name or a label, or ask Neo4j with --uri"
    if found := _PROPERTY.search(message):
        return f"{found[2]} has no property {found[1]}{_hint(found[1])}"
    if found := _POSITION.search(message):
        line, offset = int(found[1]), int(found[2])
        left = statement.splitlines()[line - 1][offset:].replace("`", "").split()
        return f"line {line} of the query: unexpected {' '.join(left[:3]) or 'end'}"
    if told := wrong_types(message, written):
        return told
    hint = ": compare texts with texts, and numbers with numbers" if "Cast failed" in rest else ""
    # The message may quote a text of a paper.
    return "".join(c for c in f"the built-in engine rejected this Cypher: {rest or kind}{hint}" if c.isprintable())


def _hint(name: str) -> str:
    """What to write instead of a property that is not there."""
    if name == "graphs":
        return ", as there is only one graph without a server: leave it out, or ask Neo4j with --uri"
    owners = [label.value for label, names in NODE_TYPES.items() if name in names]
    if owners or name in EDGE_TYPES:
        return f": it is one of {' and '.join(owners or ['edges'])}"
    near = get_close_matches(name, PROPERTIES, n=1)
    return f": did you mean {near[0]}?" if near else ""


def _ids(connection: "Connection", rows: list[list[object]]) -> dict[NodePlace, str]:
    """The ids of the nodes that the edges in an answer join."""
    wanted: dict[int, set[int]] = {}
    for table, offset in _ends(rows):
        wanted.setdefault(table, set()).add(offset)
    if not wanted:
        return {}
    _, tables = _run(connection, "CALL show_tables() RETURN id, name")
    labels = {row[0]: row[1] for row in tables}
    found: dict[NodePlace, str] = {}
    for table, offsets in wanted.items():
        # Of many it is faster to take all.
        chosen = f"WHERE offset(id(n)) IN {literal([*offsets])}" if len(offsets) <= FEW_NODES else ""
        _, ids = _run(connection, f"MATCH (n:{labels[table]}) {chosen} RETURN offset(id(n)), n.id")
        found |= {(table, int(str(offset))): str(key) for offset, key in ids}
    return found


def _ends(value: object) -> Iterator[NodePlace]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name in ("_SRC", "_DST"):
                yield item["table"], item["offset"]
            else:
                yield from _ends(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ends(item)


def _as_in_neo4j(value: object, ids: Mapping[NodePlace, str]) -> Value:
    """A value of the engine in the shape that those of Neo4j have."""
    if isinstance(value, dict):
        if "_NODES" in value:
            nodes, edges = value["_NODES"], value["_RELS"]
            if len(nodes) <= len(edges):  # a chain, without the nodes at its ends
                return _as_in_neo4j(edges, ids)
            steps = zip(edges, nodes[1:], strict=True)
            return [_as_in_neo4j(step, ids) for step in (nodes[0], *chain.from_iterable(steps))]
        facts = {name: _as_in_neo4j(item, ids) for name, item in value.items()}
        if "_LABEL" not in value:
            return facts
        facts = {name: facts[name] for name in sorted(facts) if facts[name] is not None and not name.startswith("_")}
        if "_SRC" not in value:
            return {"labels": sorted((ENTITY_LABEL, value["_LABEL"])), **facts}
        source, target = (ids[value[end]["table"], value[end]["offset"]] for end in ("_SRC", "_DST"))
        return {"type": value["_LABEL"], "source": source, "target": target, **facts}
    if isinstance(value, list):
        return [_as_in_neo4j(item, ids) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
