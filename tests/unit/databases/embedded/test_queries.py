"""The named queries in the built-in engine give what NetworkX gives."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from agreement import PICTURES, check_pictures, check_rows, parameters
from answers import ANSWERS
from facts import Facts
from synthetic import TITLE, make_graph

from kg.databases.answers import Ask
from kg.databases.embedded.engine import open_graph
from kg.databases.statements import read_queries
from kg.graph.file import write_graph
from kg.sinks.networkx_files import to_networkx

GRAPH, QUERIES = make_graph(), read_queries()


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(to_networkx(GRAPH), TITLE)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    path = tmp_path_factory.mktemp("embedded") / "graph.jsonl"
    write_graph(GRAPH, path)
    with open_graph(path, lambda _: nullcontext(lambda _: None)) as ask:
        yield ask


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_query_answers_what_networkx_answers(ask: Ask, facts: Facts, name: str) -> None:
    query = QUERIES[name]
    check_rows(ask(query.embedded or query.statement, parameters(query, facts)), name, facts)


def test_pictures_show_what_networkx_has(ask: Ask, facts: Facts) -> None:
    check_pictures(ask, QUERIES, facts)


def test_every_query_has_an_answer_to_compare_with() -> None:
    assert QUERIES.keys() - ANSWERS.keys() == {*PICTURES}
