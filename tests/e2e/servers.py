"""A real Neo4j server, found or started."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import neo4j
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docker" / "local"))

import neo4j_local  # noqa: E402

PASSWORD = "correct-horse-battery"


class Server(NamedTuple):
    """A server to test with; `http` is empty where only Bolt is known."""

    uri: str
    http: str
    user: str
    password: str

    def driver(self) -> neo4j.Driver:
        """A driver; the caller closes it."""
        return neo4j.GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def environment(self) -> dict[str, str]:
        """What a kg process finds the server by."""
        return {
            **os.environ,
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.user,
            "NEO4J_PASSWORD": self.password,
        }


def missing(what: str, variable: str) -> None:
    """Skip, or fail where the variable says that nothing may be skipped."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{what}, and {variable}=1 asks for it")
    pytest.skip(what)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start_server(home: Path) -> Iterator[Server]:
    """A server of our own on a home, stopped at the end."""
    bolt, http = free_port(), free_port()
    before = os.environ.get("NEO4J_PASSWORD")
    os.environ["NEO4J_PASSWORD"] = PASSWORD
    try:
        neo4j_local.prepare(home, bolt, http)
    finally:
        os.environ.pop("NEO4J_PASSWORD")
        if before is not None:
            os.environ["NEO4J_PASSWORD"] = before
    process = neo4j_local.start(home, http)
    try:
        yield Server(f"bolt://localhost:{bolt}", f"http://localhost:{http}", "neo4j", PASSWORD)
    finally:
        process.terminate()
        process.wait(60)


def need_java() -> None:
    """Skip where the server cannot be fetched and run."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            missing(f"no Neo4j server: NEO4J_URI is not set and there is no {tool}", "KG_REQUIRE_NEO4J")


def found_server(home: Path) -> Iterator[Server]:
    """The server that NEO4J_URI names, if its database is empty; else one of our own on a home."""
    if uri := os.environ.get("NEO4J_URI"):
        user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", "")
        given = Server(uri, os.environ.get("KG_NEO4J_HTTP", ""), user, password)
        with given.driver() as driver:
            [record] = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_="neo4j").records
        if record["nodes"]:
            pytest.fail(f"the database at {uri} is not empty: these tests delete all that is in it")
        yield given
        return
    need_java()
    yield from start_server(home)


def empty(driver: neo4j.Driver) -> None:
    """Take everything out of the database, indexes and constraints too."""
    # In pieces, so that the graph of a benchmark fits into the memory of one transaction.
    with driver.session(database="neo4j") as session:
        session.run("MATCH ()-[edge]->() CALL (edge) { DELETE edge } IN TRANSACTIONS OF 10000 ROWS").consume()
        session.run("MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    # Constraints first: each has an index that goes with it. Lookup indexes are there from the beginning.
    for kind in ("CONSTRAINT", "INDEX"):
        shown = driver.execute_query(f"SHOW {kind} YIELD name, type", database_="neo4j").records
        for record in shown:
            if record["type"] != "LOOKUP":
                driver.execute_query(f"DROP {kind} `{record['name']}`", database_="neo4j")
