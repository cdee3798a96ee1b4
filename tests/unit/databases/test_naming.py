"""Names given to queries mean in a database what they mean in a graph."""

from collections.abc import Mapping

import pytest

from kg.databases.answers import Answer, Ask, Value
from kg.databases.naming import NAME_PARAMETERS, find_names
from kg.model import KgError, Label

A100 = ("hardware:a100", "NVIDIA A100", ["Tesla A100"], 20, None)
LARGER = ("hardware:a100-80gb", "NVIDIA A100 80GB", [], 90, None)


def answering(*rows: tuple[Value, ...]) -> tuple[list[str], Ask]:
    """A database that finds these rows only when it is asked for all names, and what it was asked."""
    asked: list[str] = []

    def ask(statement: str, parameters: Mapping[str, Value]) -> Answer:
        asked.append(statement)
        assert [*parameters] == ["name"]
        return Answer(("id", "name", "aliases", "links", "doi"), rows if "WHERE true" in statement else ())

    return asked, ask


def test_names_are_ranked_as_in_a_graph() -> None:
    asked, ask = answering(LARGER, A100)
    assert find_names(ask, [Label.HARDWARE], "a100")[0] == "NVIDIA A100"
    assert "MATCH (n:(Hardware)&Entity)" in asked[-1]


def test_nothing_that_is_given_gets_into_the_statement() -> None:
    asked, ask = answering(A100)
    find_names(ask, NAME_PARAMETERS["hardware"], "nvidia a100")
    assert not [statement for statement in asked if "nvidia a100" in statement]


def test_nodes_that_kg_did_not_load_are_found() -> None:
    _, ask = answering(("m-17", "MyNet", [], 0, None))
    assert find_names(ask, NAME_PARAMETERS["method"], "mynet") == ["MyNet"]


def test_an_unknown_name_brings_similar_ones() -> None:
    with pytest.raises(KgError, match=r"no hardware matches 'NVIDIA B100': did you mean NVIDIA A100"):
        find_names(answering(A100)[1], [Label.HARDWARE], "NVIDIA B100")
