"""The real Neo4j Browser: style, a saved query and nodes on the screen."""

from collections import Counter
from collections.abc import Iterator

import neo4j
import pytest
from servers import Server, empty, missing
from synthetic import make_graph

from kg.databases.neo4j import load_graph
from kg.databases.statements import read_queries

playwright = pytest.importorskip("playwright.sync_api")

from browser import (  # noqa: E402
    FRAME,
    chromium,
    colours,
    enter,
    opened,
    run_query,
    set_parameters,
    set_style,
    style_colours,
)

pytestmark = [pytest.mark.neo4j, pytest.mark.browser]


@pytest.fixture(scope="module")
def standing(server: Server) -> Iterator[neo4j.Driver]:
    """A driver to a server with a graph."""
    with server.driver() as driver:
        empty(driver)
        load_graph(driver, make_graph(30), "neo4j")
        yield driver
        empty(driver)


@pytest.fixture(scope="module")
def page(standing: neo4j.Driver, server: Server) -> Iterator["playwright.Page"]:  # noqa: ARG001
    """Neo4j Browser, connected to it; opened once, which takes longer than both tests."""
    if chromium() is None:
        missing("no Chromium on this machine", "KG_REQUIRE_BROWSER")
    if not server.http:
        missing("NEO4J_URI names a server, but not where its Browser is", "KG_REQUIRE_BROWSER")
    with opened(server.http, server.password) as page:
        yield page


def test_a_saved_query_shows_nodes_in_their_colours(page: "playwright.Page", standing: neo4j.Driver) -> None:
    set_style(page)
    set_parameters(page, "method => 'LoRA'", "limit => 5")
    run_query(page, "method_map")
    statement = read_queries()["method_map"].statement
    graph = standing.execute_query(
        statement, method="LoRA", limit=5, database_="neo4j", result_transformer_=neo4j.Result.graph
    )
    wanted = style_colours()
    labels = Counter(label for node in graph.nodes for label in node.labels if label != "Entity")
    assert len(labels) > 1
    assert Counter(colours(page)) == Counter({wanted[label]: count for label, count in labels.items()})
    names = {str(node["name"])[:3] for node in graph.nodes if "Method" in node.labels}
    shown = page.locator(FRAME).locator("g.node").all_text_contents()
    assert names <= {text.strip()[:3] for text in shown}


def test_the_parameters_of_the_page_make_every_query_run(page: "playwright.Page") -> None:
    queries = read_queries()
    defaults = {name: value for query in queries.values() for name, value in query.defaults.items() if value != ""}
    set_parameters(page, *(f"{name} => {value!r}" for name, value in sorted(defaults.items())))
    for name in ("rivals", "similar_papers", "shortest_path"):
        enter(page, queries[name].statement)
        column = {"rivals": "rival", "similar_papers": "shared", "shortest_path": "steps"}[name]
        frame = page.locator(FRAME)
        frame.get_by_text(column, exact=True).or_(frame.locator("g.node")).first.wait_for()
