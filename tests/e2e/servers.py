"""A real Neo4j server, found or started."""

import contextlib
import os
import shutil
import socket
import subprocess
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
# A server that lives for seconds is not worth being compiled thoroughly: half of its processor time goes there.
SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


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


@contextlib.contextmanager
def version(number: str = "") -> Iterator[None]:
    """Servers and tools of this version of Neo4j, or of the usual one; PASSWORD is theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", PASSWORD)
        patch.setenv("JDK_JAVA_OPTIONS", SHORT_LIVED)
        if number:
            patch.setenv("NEO4J_VERSION", number)
        yield


@contextlib.contextmanager
def start_process(home: Path, number: str = "") -> Iterator[tuple[Server, subprocess.Popen[bytes]]]:
    """A server of our own on a home, and its process; killed at the end, as stopping takes it 10 seconds."""
    bolt, http = free_port(), free_port()
    with version(number):
        neo4j_local.prepare(home, bolt, http)
        process = neo4j_local.start(home, http)
    try:
        yield Server(f"bolt://localhost:{bolt}", f"http://localhost:{http}", "neo4j", PASSWORD), process
    finally:
        process.kill()
        process.wait(60)


def need_java(number: str = "") -> None:
    """Skip where the server cannot be fetched and run."""
    if shutil.which("mvn") is None:
        missing("no Neo4j server: NEO4J_URI is not set and there is no mvn", "KG_REQUIRE_NEO4J")
    with version(number):
        if neo4j_local.find_java() is None:
            shown = neo4j_local.versions()["NEO4J_VERSION"]
            missing(f"no Neo4j server: there is no Java that runs Neo4j {shown}", "KG_REQUIRE_NEO4J")


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
    with start_process(home) as (server, _):
        yield server


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
