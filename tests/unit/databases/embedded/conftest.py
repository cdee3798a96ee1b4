"""A graph that is open in the built-in engine."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from facts import Facts
from synthetic import TITLE, make_graph

from kg.databases.answers import Ask
from kg.databases.embedded.engine import open_graph
from kg.graph.file import write_graph
from kg.sinks.networkx_graph import to_networkx

GRAPH = make_graph()


@pytest.fixture(scope="session")
def facts() -> Facts:
    return Facts(to_networkx(GRAPH), TITLE)


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    path = tmp_path_factory.mktemp("embedded") / "graph.jsonl"
    write_graph(GRAPH, path)
    with open_graph(path, lambda _: nullcontext(lambda _: None)) as ask:
        yield ask
