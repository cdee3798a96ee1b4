"""Answers to queries as plain values, and three ways to print them."""

import csv
import io
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from kg.files import formula_safe
from kg.model import KgError

if TYPE_CHECKING:
    from neo4j import Driver, Session
    from neo4j.graph import Relationship

# The values of parameters and answers.
Value: TypeAlias = "bool | int | float | str | list[Value] | dict[str, Value] | None"


class Answer(msgspec.Struct, frozen=True):
    """Rows of plain values, and the warnings of the server about the query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    remarks: tuple[str, ...] = ()


# Answers a statement with parameters.
Ask: TypeAlias = Callable[[str, Mapping[str, Value]], Answer]


def ask(driver: "Driver", statement: str, parameters: Mapping[str, Value], database: str, timeout: float = 0) -> Answer:
    """Run one query on a server in a read-only transaction; it may take so many seconds, or any time if that is 0."""
    import neo4j

    # The server checks the time; its own limit holds where there is none.
    query = neo4j.Query(statement, timeout=timeout or None)
    with driver.session(database=database, default_access_mode="READ") as session:
        try:
            # Not a managed transaction: those cannot run statements with transactions of their own.
            result = session.run(query, dict(parameters))
            columns = tuple(result.keys())
            found = [record.values() for record in result]
            notes = [note for note in result.consume().gql_status_objects if note.raw_severity == "WARNING"]
            ids = _ids_of_ends(session, found)
        except KeyboardInterrupt:
            driver.close()  # the session would wait for the answer
            raise
        except neo4j.exceptions.ClientError as error:
            if (error.code or "").endswith(".TransactionTimedOutClientConfiguration"):
                raise KgError(takes_too_long(timeout)) from error
            raise
    rows = tuple(tuple(to_value(value, ids) for value in values) for values in found)
    remarks = dict.fromkeys(note.status_description.removeprefix("warn: ") for note in notes)
    return Answer(columns, rows, tuple(remarks))


def takes_too_long(timeout: float) -> str:
    """What is said of a query that was ended after so many seconds."""
    return f"the query takes longer than {timeout:g} s: start from a name or a label, or give --timeout SECONDS"


def _ids_of_ends(session: "Session", found: list[list[object]]) -> dict[str, Value]:
    """The ids of the nodes that edges join, where the answer has nothing else of these nodes."""
    ends = {
        node.element_id for edge in _edges_in(found) for node in edge.nodes if node is not None and "id" not in node
    }
    if not ends:
        return {}
    text = "MATCH (n) WHERE elementId(n) IN $ends RETURN elementId(n), n.id"
    return dict(session.run(text, ends=sorted(ends)).values())


def _edges_in(value: object) -> "Iterator[Relationship]":
    from neo4j.graph import Relationship

    if isinstance(value, Relationship):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _edges_in(item)


def to_value(value: object, ids: Mapping[str, Value]) -> Value:
    """A value of the server as numbers, strings, lists and dicts; `ids` are those of the ends of edges."""
    from neo4j.graph import Node, Path, Relationship

    if isinstance(value, Node):
        return {"labels": [*sorted(value.labels)], **_properties(value, ids)}
    if isinstance(value, Relationship):
        source, target = (None if node is None else node.get("id", ids.get(node.element_id)) for node in value.nodes)
        return {"type": value.type, "source": source, "target": target, **_properties(value, ids)}
    if isinstance(value, Path):
        steps: list[object] = [value.start_node]
        for edge in value.relationships:
            steps += [edge, edge.nodes[1] if edge.nodes[0] == steps[-1] else edge.nodes[0]]
        return [to_value(step, ids) for step in steps]
    if isinstance(value, list):
        return [to_value(item, ids) for item in value]
    if isinstance(value, dict):
        return {name: to_value(item, ids) for name, item in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _properties(owner: Mapping[str, object], ids: Mapping[str, Value]) -> dict[str, Value]:
    return {name: to_value(item, ids) for name, item in sorted(owner.items())}


def shown(value: Value) -> str:
    """A value in one line: nodes by their names, edges by their types, a path as a chain."""
    if value is None:
        return ""
    if isinstance(value, list):
        steps = [step for step in value if isinstance(step, dict)]
        path = len(steps) == len(value) > 1 and all(map(_has_labels, steps[::2])) and all(map(_has_ends, steps[1::2]))
        return _chain(steps) if path else "; ".join(map(shown, value))
    if isinstance(value, dict):
        if _has_labels(value):
            return str(value.get("name") or value.get("id") or value["labels"])
        return f"[{value['type']}]" if _has_ends(value) else msgspec.json.encode(_finite(value)).decode()
    return str(_finite(value))


def _finite(value: Value) -> Value:
    """A value with the texts "NaN", "Infinity" and "-Infinity" for what is no number in JSON."""
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        return {name: _finite(item) for name, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def _has_labels(value: dict[str, Value]) -> bool:
    return isinstance(value.get("labels"), list)


def _has_ends(value: dict[str, Value]) -> bool:
    return value.keys() >= {"type", "source", "target"}


def _chain(steps: Sequence[dict[str, Value]]) -> str:
    """The nodes and edges of a path, with arrows the way the edges go."""
    parts = [shown(steps[0])]
    for before, edge, node in zip(steps[::2], steps[1::2], steps[2::2], strict=False):
        along = edge["source"] == before.get("id")
        parts.append(f" {'-' if along else '<-'}{shown(edge)}{'->' if along else '-'} {shown(node)}")
    return "".join(parts)


def as_json(answer: Answer) -> str:
    """A list of objects, one per row; infinite numbers, which JSON lacks, are the texts "Infinity" and so on."""
    rows = [dict(zip(answer.columns, map(_finite, row), strict=True)) for row in answer.rows]
    return msgspec.json.format(msgspec.json.encode(rows)).decode() + "\n"


def as_csv(answer: Answer) -> str:
    """Comma-separated values for spreadsheets; text that looks like a formula gets an apostrophe in front."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(value) for value in row] for row in answer.rows)
    return output.getvalue()


def _cell(value: Value) -> str | int | float:
    if isinstance(value, int | float):
        return shown(value) if _finite(value) != value else value
    return formula_safe(shown(value))


def as_table(answer: Answer, width: int | None = None) -> str:
    """A table as wide as the terminal, or as wide as it needs to be without one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(answer.columns):
        numbers = all(isinstance(row[index], int | float) for row in answer.rows)
        table.add_column(Text(column), justify="right" if numbers and answer.rows else "left", overflow="fold")
    for row in answer.rows:
        # Papers are other people's text: no control characters reach the terminal, and markup in it is not interpreted.
        table.add_row(*(Text("".join(c if c.isprintable() else " " for c in shown(value))) for value in row))
    output = io.StringIO()
    Console(file=output, width=width or 100_000, markup=False, highlight=False).print(table)
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().splitlines())


OUTPUTS: dict[str, Callable[[Answer], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
