"""A real Neo4j server for the tests of this folder."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from pages import Open, Opened, Tabs, chromium, sample
from servers import Server, empty, found_server

from kg.graph.file import read_graph
from kg.sinks.html.writer import write_html

EXPORTED = Path(__file__).parents[2] / "exports" / "graph.jsonl"


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


@pytest.fixture(scope="module")
def tabs() -> Iterator[Tabs]:
    """A Chromium for the tests of a file."""
    with chromium() as running:
        yield Tabs(running)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small graph."""
    path = tmp_path_factory.mktemp("page") / "graph.html"
    write_html(sample(), path)
    return path


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample papers in exports/, or of the graph that KG_PAGE_GRAPH names."""
    path = tmp_path_factory.mktemp("page") / "real.html"
    write_html(read_graph(Path(os.environ.get("KG_PAGE_GRAPH", EXPORTED))), path)
    return path


@pytest.fixture
def opened(tabs: Tabs, file: Path) -> Iterator[Open]:
    """Opens pages from disk; at the end none of them may have had an error or asked the network for anything."""
    pages: list[Opened] = []

    def open_page(address: str = "", path: Path = file, **options: Any) -> Opened:
        pages.append(Opened(tabs, path, address, **options))
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()
