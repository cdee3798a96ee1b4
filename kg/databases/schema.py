"""The indexes and constraints of a database: kg's own, and what its owner has in their places."""

import contextlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.databases.bolt import first_line, run_surely
from kg.databases.statements import read_statements
from kg.model import KgError, Label

if TYPE_CHECKING:
    from neo4j import Driver

_NAME = re.compile(r"(CONSTRAINT|INDEX) (\w+)")
_SAME = re.compile(r"specified by '((?:\w+ )?(?:INDEX|CONSTRAINT) (\S+) .+)' already exists")
_ON_IDS = "SHOW INDEXES YIELD name, labelsOrTypes, properties WHERE labelsOrTypes = ['Entity'] AND properties = ['id']"
_CONSTRAINTS = """
SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties
WHERE any(label IN labelsOrTypes WHERE label IN $labels) AND NOT (labelsOrTypes = ['Entity'] AND properties = ['id'])
"""


def create_schema(driver: "Driver", database: str) -> tuple[str, ...]:
    """Create kg's constraint and indexes, and wait until they can be used.

    An index or constraint that serves the same purpose under another name is used; what is returned names it.

    Raises:
        KgError: ids cannot be unique, as an index or nodes stand in the way.
    """
    from neo4j.exceptions import Neo4jError

    remarks = []
    for statement in read_statements("schema.cypher"):
        kind, name = _NAME.findall(statement)[0]
        try:
            notes = run_surely(driver, statement, database).summary.gql_status_objects
        except Neo4jError as error:
            if ".Schema." not in (error.code or ""):
                raise
            if kind == "CONSTRAINT":
                raise KgError(
                    _no_constraint(driver, database, first_line(" ".join((error.message or "").split())))
                ) from error
            remarks.append(f"no index {name}: {first_line(error.message or '')}; queries may be slow")
            continue
        found = [match for note in notes if (match := _SAME.search(note.status_description)) and match[2] != name]
        remarks += [f"your {match[1]} serves as {name}" for match in found]
    run_surely(driver, "CALL db.awaitIndexes(600)", database)
    return tuple(remarks)


def _no_constraint(driver: "Driver", database: str, reason: str) -> str:
    """Why ids cannot be unique, and what to do."""
    if indexes := [row["name"] for row in run_surely(driver, _ON_IDS, database).records]:
        return (
            f"your index {indexes[0]} on Entity(id) stands where kg needs a unique constraint: "
            f"run DROP INDEX `{indexes[0]}` and then kg load again"
        )
    return f"the database has data or an index that conflicts with unique Entity ids: {reason}"


@contextlib.contextmanager
def clear_conflicts(driver: "Driver", database: str) -> Iterator[None]:
    """Name the constraints of the database that may have rejected a node of the graph."""
    from neo4j.exceptions import ConstraintError

    try:
        yield
    except ConstraintError as error:
        labels = ["Entity", *(label.value for label in Label)]
        rows = run_surely(driver, _CONSTRAINTS, database, labels=labels).records
        names = [f"{row['name']} on {':'.join(row['labelsOrTypes'])}({', '.join(row['properties'])})" for row in rows]
        raise KgError(
            f"your constraint {' or '.join(names)} rejects a node of the graph ({first_line(error.message or '')}): "
            "drop it, or load into another database"
        ) from error
