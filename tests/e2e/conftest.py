"""A real Neo4j server for the tests of this folder."""

import os
from collections.abc import Iterator

import neo4j
import pytest
from servers import Server, empty, need_java, start_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that NEO4J_URI names, if its database is empty; else one of our own."""
    if uri := os.environ.get("NEO4J_URI"):
        given = Server(uri, "", os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        with given.driver() as driver:
            [record] = driver.execute_query("MATCH (n) RETURN count(n) AS nodes", database_="neo4j").records
        if record["nodes"]:
            pytest.fail(f"the database at {uri} is not empty: these tests delete all that is in it")
        yield given
        return
    need_java()
    yield from start_server(tmp_path_factory.mktemp("neo4j"))


@pytest.fixture
def driver(server: Server) -> Iterator[neo4j.Driver]:
    """A driver to a database with nothing in it."""
    with server.driver() as driver:
        empty(driver)
        yield driver
        empty(driver)
