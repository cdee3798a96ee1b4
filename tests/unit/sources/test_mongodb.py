"""Values as MongoDB exports them: extended JSON, of dates, ids and numbers, canonical and relaxed."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.model import Paper
from kg.sources import read_papers
from kg.sources.mongodb import unwrapped

TEXT: dict[str, object] = {"title": "Tea for Two", "abstract": "We brew."}
KEY = "65e6f1f0a1b2c3d4e5f60718"


def read(path: Path, *records: dict[str, object], form: str | None = None) -> tuple[list[Paper], list[str]]:
    path.write_text("".join(json.dumps({**TEXT, **fields}) + "\n" for fields in records))
    messages: list[str] = []
    return list(read_papers(path, form, lambda problem: messages.append(problem.message))), messages


def read_one(path: Path, **fields: object) -> Paper:
    (paper,), messages = read(path, fields)
    assert messages == []
    return paper


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ({"$oid": KEY}, KEY),
        ({"$uuid": "0b1c"}, "0b1c"),
        ({"$symbol": "tea"}, "tea"),
        ({"$numberInt": "2024"}, 2024),
        ({"$numberLong": "-5"}, -5),
        ({"$numberDouble": "2106.0960"}, "2106.0960"),  # keeps its digits, as numbers of JSON do
        ({"$numberDouble": "NaN"}, None),
        ({"$numberDouble": "-Infinity"}, None),
        ({"$numberDecimal": "2024"}, "2024"),
        ({"$undefined": True}, None),
        ({"$date": None}, None),
        ({"$date": "2024-03-05T12:00:00Z"}, "2024-03-05T12:00:00Z"),
        ({"$date": 1709640000000}, "2024-03-05T12:00:00Z"),
        ({"$date": 1709640000123}, "2024-03-05T12:00:00.123Z"),
        ({"$date": {"$numberLong": "1709596800000"}}, "2024-03-05"),
        ({"$date": {"$numberLong": "946684800000"}}, "2000-01-01"),
        ({"$date": {"$numberLong": "-86400000"}}, "1969-12-31"),
        ({"$timestamp": {"t": 1709640000, "i": 1}}, "2024-03-05T12:00:00Z"),
        ({"$timestamp": {"t": {"$numberInt": "1709640000"}, "i": 1}}, "2024-03-05T12:00:00Z"),
        ([{"a": [{"$numberInt": "1"}]}], [{"a": [1]}]),
    ],
)
def test_what_is_understood(value: object, plain: object) -> None:
    assert json.loads(json.dumps(value), object_hook=unwrapped) == plain


@pytest.mark.parametrize(
    "value",
    [
        {"$date": {"$numberLong": "9" * 19}},
        {"$date": {"when": "soon"}},
        {"$date": True},
        {"$numberInt": "9" * 5000},
        {"$numberLong": "٣"},
        {"$numberLong": 5},
        {"$numberLong": "NaN"},
        {"$numberDouble": "much"},
        {"$other": "NaN"},
        {"$timestamp": 5},
        {"$timestamp": {"t": "soon"}},
        {"$oid": 5},
        {"$binary": {"base64": "AA==", "subType": "00"}},
        {"$oid": KEY, "title": "Tea"},
        {"oid": KEY},
        {"": 1},
        {},
    ],
)
def test_what_is_not_understood_stays(value: dict[str, object]) -> None:
    assert unwrapped(value) == value or unwrapped(json.loads(json.dumps(value), object_hook=unwrapped)) == value


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"published": {"$date": {"$numberLong": "1709640000000"}}}, "2024-03-05T12:00:00Z"),
        ({"published": {"$date": "2024-03-05T10:00:00.000Z"}}, "2024-03-05T10:00:00.000Z"),
        ({"published": {"$date": "2024-03-05T10:00:00+0100"}}, "2024-03-05T10:00:00+0100"),
        ({"year": {"$numberInt": "2024"}}, "2024"),
        ({"year": {"$numberDouble": "2024.0"}}, "2024"),
        ({"issued": {"date-parts": [[{"$numberInt": "2024"}, {"$numberInt": "3"}]]}}, "2024-03"),
    ],
)
def test_dates_and_years(tmp_path: Path, fields: dict[str, object], published: str) -> None:
    assert read_one(tmp_path / "x", **fields).published == published
    printed = {name: str(value) for name, value in fields.items()}  # as pandas writes it into a cell
    assert read_one(tmp_path / "x", **printed).published == published


def test_the_other_fields(tmp_path: Path) -> None:
    day = {"$date": {"$numberLong": "1709596800000"}}
    paper = read_one(tmp_path / "x", _id={"$oid": KEY}, updated=day, authors_count={"$numberInt": "4"})
    assert (paper.id, paper.updated, paper.authors_count) == (KEY, "2024-03-05", 4)


@pytest.mark.parametrize("own", ["id", "paperId"])
def test_the_key_of_the_database_is_the_id_only_if_there_is_no_other(tmp_path: Path, own: str) -> None:
    assert read_one(tmp_path / "x", **{"_id": {"$oid": KEY}, own: "mine"}).id == "mine"


def test_a_record_in_any_wrapping(tmp_path: Path) -> None:
    record = {**TEXT, "_id": {"$oid": KEY}, "year": {"$numberInt": "2024"}}
    for content in ([record], {"data": [record]}, {"_index": "tea", "_source": record}):
        (tmp_path / "x").write_text(json.dumps(content, indent=1))
        assert [(paper.id, paper.published) for paper in read_papers(tmp_path / "x")] == [(KEY, "2024")]


def test_a_format_with_fields_of_its_own(tmp_path: Path) -> None:
    index = {"We": [{"$numberInt": "0"}], "sip.": [{"$numberInt": "1"}]}
    (paper,), messages = read(tmp_path / "x", {"abstract_inverted_index": index}, form="openalex")
    assert (paper.abstract, messages) == ("We sip.", [])


def test_a_table_of_pandas(tmp_path: Path) -> None:
    row = {**TEXT, "_id": {"$oid": KEY}, "published": {"$date": {"$numberLong": "1709596800000"}}}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "x")
    assert [(paper.id, paper.published) for paper in read_papers(tmp_path / "x")] == [(KEY, "2024-03-05")]


@pytest.mark.parametrize("name", ["published", "year", "updated"])
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"$date": {"$numberLong": "9" * 19}}, '{"$date": ' + "9" * 19 + "}"),
        ({"$when": {"t": 5}}, '{"$when": {"t": 5}}'),
        ({"start": "é"}, '{"start": "é"}'),
        ([{"start": 1}], '[{"start": 1}]'),
    ],
)
def test_a_date_that_is_not_understood_is_reported(tmp_path: Path, name: str, value: object, shown: str) -> None:
    (paper,), messages = read(tmp_path / "x", {name: value})
    assert (paper.published, paper.updated) == ("", "")
    assert messages == [f"{name} {shown!r} is not a date that kg can read: ignored"]


def test_a_date_that_is_not_understood_leaves_the_next(tmp_path: Path) -> None:
    (paper,), messages = read(tmp_path / "x", {"published": {"$when": 5}, "year": {"$numberInt": "2024"}})
    assert (paper.published, len(messages)) == ("2024", 1)


@pytest.mark.parametrize("value", [{"date-parts": [[None]]}, {"$date": None}, {"raw": " ", "year": None}, [], {}, True])
def test_no_date_is_no_fault(tmp_path: Path, value: object) -> None:
    assert read_one(tmp_path / "x", issued=value, updated=value).published == ""


def test_an_id_that_is_not_understood_is_reported(tmp_path: Path) -> None:
    _, messages = read(tmp_path / "x", {"_id": {"$binary": {"base64": "AA==", "subType": "00"}}})
    assert messages == ["_id ignored: cannot read an object here"]
