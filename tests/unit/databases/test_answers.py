"""The query files, parameters and outputs of `kg query`, without a server."""

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.model import KgError
from kg.databases.answers import Answer, shown, to_csv, to_json, to_table
from kg.databases.statements import cypher_folder, describe, read_queries, read_query, read_statements

QUERIES = read_queries()
PATH = [
    {"labels": ["Entity", "Method"], "id": "method:a", "name": "A"},
    {"type": "USES", "source": "paper:p", "target": "method:a"},
    {"labels": ["Entity", "Paper"], "id": "paper:p", "name": "P"},
    {"type": "USES", "source": "paper:p", "target": "method:b"},
    {"labels": ["Entity", "Method"], "id": "method:b", "name": "B"},
]


def test_there_are_queries_with_titles_of_their_own() -> None:
    assert len(QUERIES) >= 25
    assert len({query.title for query in QUERIES.values()}) == len(QUERIES)
    for query in QUERIES.values():
        assert query.description.endswith(".")
        assert not query.title.endswith(".")
        assert "LIMIT" not in query.statement or "limit" in query.defaults or "LIMIT 1\n" in query.statement


def test_the_page_about_them_is_up_to_date() -> None:
    page = (cypher_folder() / "README.md").read_text(encoding="utf8")
    assert page == describe(), "run: python -m kg.databases.statements > cypher/README.md"


def test_one_name_has_one_default_and_one_line_sets_them_all() -> None:
    seen: dict[str, object] = {}
    for query in QUERIES.values():
        for name, value in query.defaults.items():
            assert seen.setdefault(name, value) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RETURN 1\n", "title line"),
        ("// Title\n// What.\n", "one statement"),
        ("// Title\n// What.\nRETURN 1;\nRETURN 2\n", "one statement"),
        ("// Title\n// What.\nRETURN $x\n", "differ"),
        ("// Title\n// What.\n// :param x => 1;\nRETURN 1\n", "differ"),
        ("// Title\n// What.\n// :param x => date();\nRETURN $x\n", "whole number or a 'string'"),
    ],
)
def test_a_query_file_that_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wrong.cypher"
    path.write_text(text, encoding="utf8")
    with pytest.raises(KgError, match=message) as caught:
        read_query(path)
    assert str(path) in str(caught.value)


def test_statements_are_split_at_semicolons_and_lose_their_comments() -> None:
    statements = read_statements("schema.cypher")
    assert len(statements) > 5
    assert all(statement.startswith("CREATE ") and "//" not in statement for statement in statements)


def test_values_are_shown_in_a_line() -> None:
    assert shown(None) == ""
    assert shown(["a", 1]) == "a; 1"
    assert shown(PATH) == "A <-[USES]- P -[USES]-> B"
    assert shown(PATH[1]) == "[USES]"
    assert shown({"a": 1}) == '{"a":1}'


HOSTILE = Answer(("text", "number"), (("[red]=1+1\x1b[31m\nline", -1), ("=1+1", 2.5), ("@x", None)))


def test_json_keeps_every_value() -> None:
    assert [tuple(row.values()) for row in json.loads(to_json(HOSTILE))] == list(HOSTILE.rows)
    assert to_json(Answer(("a",), ())) == "[]\n"


def test_csv_is_safe_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(HOSTILE))))
    assert rows == [["text", "number"], ["[red]=1+1\x1b[31m\nline", "-1"], ["'=1+1", "2.5"], ["'@x", ""]]


def test_a_table_has_no_markup_and_no_control_characters() -> None:
    lines = to_table(HOSTILE).splitlines()
    assert len(lines) == 4
    assert lines[0].split() == ["text", "number"]
    assert "[red]=1+1 [31m line" in lines[1]
    assert "\x1b" not in "".join(lines)


def test_a_table_fits_the_terminal() -> None:
    wide = Answer(("text",), (("word " * 100,),))
    assert max(map(len, to_table(wide, 60).splitlines())) <= 60
    assert len(to_table(wide).splitlines()) == 2


def test_the_list_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(QUERIES) + 1
    assert run(["query", "--list", "--output", "json"]) == 0
    assert {row["name"] for row in json.loads(capsys.readouterr().out)} == set(QUERIES)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give one of"),
        (["rivals", "-c", "RETURN 1"], "give one of"),
        (["rival"], "near are rivals"),
        (["rivals", "--output", "xml"], "table, json, csv"),
        (["rivals", "--param", "limit"], "rivals has limit"),
        (["rivals", "--param", "size=3"], "rivals has limit"),
        (["rivals", "--param", "limit=x"], "limit is a whole number, not 'x'"),
        (["-c", "RETURN 1", "--param", "x"], "write name=value"),
    ],
)
def test_a_wrong_call_says_what_is_right(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_graph_file_is_loaded_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "rivals", "--graph", "x.jsonl"]) == 1
    assert "kg load x.jsonl" in capsys.readouterr().err
