"""The files of statements and queries."""

from pathlib import Path

import pytest

from kg.databases.statements import cypher_folder, describe, read_queries, read_query, read_statements
from kg.model import KgError

QUERIES = read_queries()


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
            if value != "":  # whose query does without
                assert seen.setdefault(name, value) == value
                assert f":param {name} => {value!r};" in describe()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RETURN 1\n", "title line"),
        ("// Title\n// What.\n", "one statement"),
        ("// Title\n// What.\nRETURN 1;\nRETURN 2\n", "one statement"),
        ("// Title\n// What.\nRETURN $x\n", "do not match"),
        ("// Title\n// What.\n// :param x => 1;\nRETURN 1\n", "do not match"),
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
