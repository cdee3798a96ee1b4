"""What `kg query` prints and refuses, without a server."""

import json

import pytest

from kg.cli.app import run
from kg.databases.statements import read_queries


def test_the_list_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(read_queries()) + 1
    assert run(["query", "--list", "--output", "json"]) == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == set(read_queries())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give exactly one of"),
        (["rivals", "-c", "RETURN 1"], "give exactly one of"),
        (["rival"], "did you mean rivals, rules?"),
        (["rivals", "--output", "xml"], "table, json, csv"),
        (["rivals", "--param", "limit"], "rivals has limit"),
        (["rivals", "--param", "size=3"], "rivals has limit"),
        (["rivals", "--param", "limit=x"], "--param limit: 'x' is not a whole number"),
        (["-c", "RETURN 1", "--param", "x"], "write NAME=VALUE"),
    ],
)
def test_a_wrong_call_says_what_is_right(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments]) == 2
    assert message in capsys.readouterr().err
