"""Answers as they are shown."""

import csv
import io
import json

from kg.databases.answers import Answer, as_csv, as_json, as_table, shown

PATH = [
    {"labels": ["Entity", "Method"], "id": "method:a", "name": "A"},
    {"type": "USES", "source": "paper:p", "target": "method:a"},
    {"labels": ["Entity", "Paper"], "id": "paper:p", "name": "P"},
    {"type": "USES", "source": "paper:p", "target": "method:b"},
    {"labels": ["Entity", "Method"], "id": "method:b", "name": "B"},
]
HOSTILE = Answer(("text", "number"), (("[red]=1+1\x1b[31m\nline", -1), ("=1+1", 2.5), ("@x", None)))


def test_values_are_shown_in_a_line() -> None:
    assert shown(None) == ""
    assert shown(["a", 1]) == "a; 1"
    assert shown(PATH) == "A <-[USES]- P -[USES]-> B"
    assert shown(PATH[1]) == "[USES]"
    assert shown({"a": 1}) == '{"a":1}'


def test_only_a_path_is_shown_as_a_chain() -> None:
    node, edge = PATH[:2]
    assert shown([node, {"a": 1}]) == 'A; {"a":1}'
    assert shown([node, "more", edge]) == "A; more; [USES]"
    assert shown([node, node]) == "A; A"
    assert shown([node]) == "A"
    assert shown({"type": "USES", "n": 3}) == '{"type":"USES","n":3}'
    assert shown({"labels": 2}) == '{"labels":2}'


def test_json_keeps_every_value() -> None:
    assert [tuple(row.values()) for row in json.loads(as_json(HOSTILE))] == list(HOSTILE.rows)
    assert as_json(Answer(("a",), ())) == "[]\n"


def test_csv_is_safe_in_a_spreadsheet() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(HOSTILE))))
    assert rows == [["text", "number"], ["[red]=1+1\x1b[31m\nline", "-1"], ["'=1+1", "2.5"], ["'@x", ""]]


def test_a_table_has_no_markup_and_no_control_characters() -> None:
    lines = as_table(HOSTILE).splitlines()
    assert len(lines) == 4
    assert lines[0].split() == ["text", "number"]
    assert "[red]=1+1 [31m line" in lines[1]
    assert "\x1b" not in "".join(lines)


def test_a_table_fits_the_terminal() -> None:
    wide = Answer(("text",), (("word " * 100,),))
    assert max(map(len, as_table(wide, 60).splitlines())) <= 60
    assert len(as_table(wide).splitlines()) == 2
