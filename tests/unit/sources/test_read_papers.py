"""`read_papers`: its arguments, walking twice, columns of the user's choice, and where problems go."""

import json
import logging
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kg.model import KgError
from kg.sources import FORMATS, Problem, read_papers

GOOD = {"title": "Tea for Two", "abstract": "We brew."}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "x.jsonl").write_text(json.dumps(GOOD) + "\n")
    return tmp_path / "x.jsonl"


def test_papers_can_be_walked_twice(path: Path) -> None:
    papers = read_papers(path)
    assert [*papers] == [*papers]
    assert len([*papers]) == 1
    assert [*zip(papers, papers, strict=True)]
    assert repr(papers) == f"<papers of {path}>"


def test_standard_input_can_be_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(json.dumps(GOOD).encode())))
    papers = read_papers("-")
    assert len([*papers]) == 1
    with pytest.raises(KgError, match="- can be read only once: keep its papers in a list"):
        list(papers)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"path": None}, "the path of one file, a str or a Path, not NoneType 'None'"),
        ({"path": ["a.jsonl", "b.jsonl"]}, "the path of one file, a str or a Path, not list"),
        ({"path": b"x.jsonl"}, "not bytes"),
        ({"path": 3}, "not int '3'"),
        ({"format": "xml"}, "unknown format 'xml': give one of bibtex, ris, csl, csv, tsv, arxiv, atom"),
        ({"format": ["csv"]}, r"unknown format \['csv'\]: give one of"),
        ({"format": Path("csv")}, "unknown format"),
        ({"report": "print"}, "report must be a function that takes a Problem, not str 'print'"),
        ({"columns": ["abstract"]}, "columns takes a dict such as {'abstract': 'Summary'}, not list"),
        ({"columns": {"abstract": 3}}, "columns takes a dict"),
        ({"columns": {"essence": "Summary"}}, "no field 'essence' for a column: give one of title, abstract, id"),
        ({"columns": {"title": "Name"}, "format": "ris"}, "chosen for csv, tsv, jsonl, parquet; .* ris have fixed"),
        ({"path": "missing.jsonl"}, "cannot read missing.jsonl: No such file or directory"),
        ({"path": "https://tea.example/x.csv"}, "it is a URL: download the file first"),
        ({"path": "."}, "it is a folder: give the files in it"),
    ],
)
def test_arguments_are_checked_when_it_is_called(path: Path, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read_papers(**{"path": path, **arguments})  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)


def test_a_format_can_be_given(path: Path) -> None:
    assert [paper.title for paper in read_papers(str(path), "jsonl")] == ["Tea for Two"]
    assert {*FORMATS} >= {"bibtex", "ris", "csl", "csv", "tsv", "arxiv", "atom", "openalex", "semanticscholar", "hf"}


@pytest.mark.parametrize("name", ["Summe", "summe", "SUMME"])
def test_columns_of_json(tmp_path: Path, name: str) -> None:
    record = {"title": "not this", "Name": "Tea", "abstract": "not this", "Summe": "We brew.", "When": "Mar 2024"}
    (tmp_path / "x.jsonl").write_text(json.dumps(record))
    (paper,) = read_papers(tmp_path / "x.jsonl", columns={"title": "Name", "abstract": name, "date": "When"})
    assert (paper.title, paper.abstract, paper.published) == ("Tea", "We brew.", "2024-03")


def test_columns_do_not_go_with_every_format(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Daily Papers\n\nA Title\n\nWe brew tea.\n")
    with pytest.raises(KgError, match="the fields of daily have fixed names"):
        list(read_papers(tmp_path / "x.txt", columns={"title": "Name"}))


def test_problems_are_logged_unless_asked_for(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_text('{"title": "T"}\n')
    with caplog.at_level(logging.WARNING, "kg"):
        assert list(read_papers(path)) == []
    assert caplog.messages == ["x.jsonl, line 1: no abstract"]
    problems: list[Problem] = []
    assert list(read_papers(path, report=problems.append)) == []
    assert problems == [Problem("x.jsonl", 1, "no abstract")]
