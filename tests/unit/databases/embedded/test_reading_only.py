"""Nothing but reading gets through to the engine, however it is spelt."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.databases.answers import Ask
from kg.databases.embedded.functions import FUNCTIONS
from kg.databases.embedded.names import literal
from kg.databases.embedded.translation import translate
from kg.model import KgError

SECRET = "kg-secret"
FORBIDDEN = (
    "LOAD FROM '{file}' RETURN *",
    'load from "{file}" return *',
    "LOAD/**/FROM/* x */'{file}' (header=false) RETURN *",
    "LOAD\n//\nFROM\t'{file}' RETURN *",
    "LoAd WITH HEADERS (a STRING) FROM '{file}' RETURN a",
    "MATCH (n) LOAD FROM '{file}' RETURN *",
    "MATCH (n) WITH n LOAD FROM '{file}' RETURN column0",
    "RETURN 1 AS x UNION LOAD FROM '{file}' RETURN *",
    "RETURN 1; LOAD FROM '{file}' RETURN *",
    "RETURN 'a' /* ' */; LOAD FROM '{file}' RETURN * //'",
    "RETURN 'a\\\\'; LOAD FROM '{file}' RETURN *",
    "RETURN 'a\\'; LOAD FROM '{file}' RETURN *",
    "RETURN `a`; LOAD FROM '{file}' RETURN *",
    "RETURN ``; LOAD FROM '{file}' RETURN *",
    "\\u004cOAD FROM '{file}' RETURN *",
    "ＬＯＡＤ FROM '{file}' RETURN *",
    "LOAD\u00a0FROM\u2003'{file}' RETURN *",
    "MATCH (n) WHERE EXISTS {{ LOAD FROM '{file}' }} RETURN n",
    "MATCH (n) WHERE EXISTS {{ MATCH (n) LOAD FROM '{file}' RETURN * }} RETURN n",
    "RETURN COUNT {{ LOAD FROM '{file}' RETURN * }}",
    "EXPLAIN LOAD FROM '{file}' RETURN *",
    "PROFILE LOAD FROM '{file}' RETURN *",
    "COPY (MATCH (n) RETURN n) TO '{out}'",
    "cOpY/**/(MATCH (n) RETURN n.name) TO '{out}' (header=true)",
    "MATCH (n) RETURN n; COPY (MATCH (n) RETURN n) TO '{out}'",
    "EXPORT DATABASE '{out}'",
    "IMPORT DATABASE '{out}'",
    "ATTACH '{out}' AS x (dbtype lbug)",
    "INSTALL httpfs",
    "CALL read_file('{file}') RETURN *",
    "CALL show_tables() RETURN *",
    "CALL (*) {{ LOAD FROM '{file}' RETURN * }} RETURN 1",
    "RETURN read_text('{file}')",
    "RETURN current_setting('home_directory')",
    "CREATE (:Method {{id: 'x'}})",
    "MATCH (n) SET n.name = 'x'",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n.name",
    "MERGE (n:Method {{id: 'x'}}) RETURN n",
    "MATCH (n) FOREACH (x IN [1] | SET n.name = 'x')",
    "CREATE MACRO m(x) AS x",
    "DROP TABLE Method",
    "ALTER TABLE Method DROP name",
    "BEGIN TRANSACTION",
    "CHECKPOINT",
    "USE x",
    "COMMENT ON TABLE Method IS 'x'",
)


@pytest.mark.parametrize("text", FORBIDDEN)
def test_files_are_neither_read_nor_written(ask: Ask, tmp_path: Path, text: str) -> None:
    (tmp_path / "in.csv").write_text(SECRET)
    statement = text.format(file=tmp_path / "in.csv", out=tmp_path / "out.csv")
    with pytest.raises(KgError) as caught:
        ask(statement, {})
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_such_a_text_in_a_string_or_a_name_is_only_that(ask: Ask, tmp_path: Path, text: str) -> None:
    text = text.format(file=tmp_path, out=tmp_path)
    assert ask(f"RETURN {literal(text)} AS text", {}).rows == ((text,),)
    assert ask("RETURN $text AS text", {"text": text}).rows == ((text,),)
    name = text.replace("`", "")
    assert ask(f"RETURN 1 AS `{name}`", {}).columns == (name,)


def split(text: str) -> list[str]:
    return re.findall(r"\S+", text)


# What may stand outside of quotes and backticks in what reaches the engine.
WORDS = {
    *split("MATCH OPTIONAL WHERE WITH RETURN UNWIND SKIP LIMIT ORDER BY UNION ALL AS DISTINCT ASC DESC ASCENDING"),
    *split("DESCENDING AND OR XOR NOT IN CONTAINS IS NULL TRUE FALSE CASE WHEN THEN ELSE END STARTS ENDS EXISTS"),
    *split("COUNT TRAIL SHORTEST id label properties list_transform list_slice coalesce any all none single"),
    *(word for forms in FUNCTIONS.values() for form in forms.values() for word in re.findall(r"[a-zA-Z_]\w*", form)),
}
PIECES = st.sampled_from(
    (
        *split("LOAD FROM COPY TO CALL CREATE MATCH RETURN WITH UNWIND WHERE AS n m x Method USES name 1 'a' `c`"),
        *split("( ) [ ] { } , . : ; - > < | * = + ' \" ` \\ / // /* */ $p $q ( ) EXISTS COUNT any IN IS NULL \n"),
        *("MATCH (n:Method)", "RETURN n", "-[:USES]->", "(n)", "[x IN n.aliases | x]", "n.name", "é", "\u00a0", "..3"),
        *("\n", '"b"', "\u2003", "\u017fET"),
    )
)


PLACES = st.sampled_from(
    ("{}", "MATCH (n) WHERE {} RETURN n", "MATCH {} RETURN n", "RETURN {}", "MATCH (n {}) RETURN n")
)


@settings(max_examples=500)
@given(PLACES, st.lists(PIECES, min_size=1, max_size=12), st.booleans())
def test_whatever_is_put_together_reaches_the_engine_only_as_reading(
    place: str, pieces: list[str], apart: bool
) -> None:
    try:
        statement = translate(place.format((" " if apart else "").join(pieces)), {"p": "'", "q": 1}).statement
    except KgError:
        return
    bare = re.sub(r"'(?:[^'\\]|\\.)*'|`[^`]*`", " ", statement)
    assert not set(re.findall(r"[^\W\d]\w*", bare)) - WORDS
    assert not set(bare) & set(";'`\"\\#@~?")
    assert "//" not in bare
    assert not re.search(r"`\s*\(", re.sub(r"'(?:[^'\\]|\\.)*'", "''", statement))  # a call of any function
    assert "/*" not in bare


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_texts_reach_the_engine_as_they_are(ask: Ask, text: str) -> None:
    assert ask(f"RETURN {literal(text)}, $text", {"text": text}).rows == ((text, text),)
