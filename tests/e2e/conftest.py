"""A real Neo4j server for the tests of this folder."""

from collections.abc import Iterator

import neo4j
import pytest
from servers import Server, empty, found_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that NEO4J_URI names, if its database is empty; else one of our own."""
    yield from found_server(tmp_path_factory.mktemp("neo4j"))


@pytest.fixture
def driver(server: Server) -> Iterator[neo4j.Driver]:
    """A driver to a database with nothing in it."""
    with server.driver() as driver:
        empty(driver)
        yield driver
        empty(driver)
