"""Queries in the built-in engine give what NetworkX gives."""

import pytest
from agreement import NAMES, PICTURES, check_free, check_pictures, check_rivals, check_rows, parameters
from answers import ANSWERS
from facts import Facts
from free_queries import FREE

from kg.databases.answers import Ask
from kg.databases.naming import NAME_PARAMETERS, find_names
from kg.databases.statements import read_queries

QUERIES = read_queries()


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_query_answers_what_networkx_answers(ask: Ask, facts: Facts, name: str) -> None:
    query = QUERIES[name]
    check_rows(ask(query.embedded or query.statement, parameters(query, facts)), name, facts)


def test_pictures_show_what_networkx_has(ask: Ask, facts: Facts) -> None:
    check_pictures(ask, QUERIES, facts)


def test_rivals_may_be_those_of_one_method(ask: Ask, facts: Facts) -> None:
    check_rivals(ask, QUERIES, facts)


def test_every_query_has_an_answer_to_compare_with() -> None:
    assert QUERIES.keys() - ANSWERS.keys() == {*PICTURES}


@pytest.mark.parametrize("statement", FREE)
def test_free_queries_do_too(ask: Ask, facts: Facts, statement: str) -> None:
    check_free(ask, statement, facts)


@pytest.mark.parametrize(("parameter", "written", "meant"), NAMES)
def test_names_are_found_as_people_write_them(ask: Ask, parameter: str, written: str, meant: str) -> None:
    assert find_names(ask, NAME_PARAMETERS[parameter], written)[0] == meant
