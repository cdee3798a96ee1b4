"""JSON objects with a list per column, which are tables, and records with lists in them, which are not."""

import json
from pathlib import Path

import pytest

from kg.model import Paper
from kg.sources import Problem, read_papers

TABLE = {
    "title": ["Tea", "Cups"],
    "abstract": ["We brew.", "We pour."],
    "authors": [["Ada L.", "Alan T."], None],
    "year": [2023, 2024],
}
WHOLE_COLUMNS = "it holds whole columns: write one object per record (in pandas, orient='records')"


def read(path: Path, content: str, columns: dict[str, str] | None = None) -> tuple[list[Paper], list[Problem]]:
    path.write_text(content)
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append, columns=columns)), problems


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("around", [TABLE, {"data": TABLE}, {"train": TABLE}, [TABLE], {**TABLE, "total": 2}])
def test_lists_of_one_length_are_columns(tmp_path: Path, around: object, indent: int | None) -> None:
    papers, problems = read(tmp_path / "x.json", json.dumps(around, indent=indent))
    assert problems == []
    assert [(paper.title, paper.abstract, paper.authors, paper.published) for paper in papers] == [
        ("Tea", "We brew.", ("Ada L.", "Alan T."), "2023"),
        ("Cups", "We pour.", (), "2024"),
    ]
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 2]


def test_a_batch_a_line(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x.jsonl", f"{json.dumps(TABLE)}\n{json.dumps(TABLE)}\n")
    assert ([paper.title for paper in papers], problems) == (["Tea", "Cups"] * 2, [])


def test_a_table_of_one_row(tmp_path: Path) -> None:
    (paper,), problems = read(
        tmp_path / "x.json",
        json.dumps({"title": ["Tea"], "abstract": ["We brew."], "authors": [["Ada L.", "Alan T."]]}),
    )
    assert (paper.title, paper.authors, problems) == ("Tea", ("Ada L.", "Alan T."), [])


def test_columns_can_be_chosen(tmp_path: Path) -> None:
    content = json.dumps({"Name": ["Tea", "Cups"], "Gist": ["We brew.", "We pour."]})
    papers, problems = read(tmp_path / "x.json", content, {"title": "name", "abstract": "Gist"})
    assert ([paper.abstract for paper in papers], problems) == (["We brew.", "We pour."], [])


def test_a_cell_without_text_costs_its_row(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x.json", json.dumps({**TABLE, "abstract": [None, "We pour."]}))
    assert [paper.title for paper in papers] == ["Cups"]
    assert [problem.message for problem in problems] == ["no abstract"]


@pytest.mark.parametrize(
    "changed", [{"abstract": ["We brew.", "We pour.", "We sip."]}, {"authors": [["Ada L."]]}, {"year": []}]
)
def test_lists_of_several_lengths_are_refused(tmp_path: Path, changed: dict[str, object]) -> None:
    papers, problems = read(tmp_path / "x.json", json.dumps({**TABLE, **changed}))
    assert (papers, [problem.message for problem in problems]) == ([], [WHOLE_COLUMNS])


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ["Tea"], "abstract": "We brew. We sip.", "authors": ["Ada L.", "Alan T."]},
        {"title": ["Tea"], "abstract": ["We brew. We sip."], "authors": ["Ada L.", "Alan T."]},
        {"title": ["Tea", "Thé"], "abstract": "We brew. We sip.", "authors": ["Ada L.", "Alan T."]},
        {"title": "Tea", "abstract": ["We brew.", "We sip."], "authors": ["Ada L.", "Alan T."]},
        {"title": ["Tea"], "abstract": ["We brew.", "We sip."], "authors": ["Ada L.", "Alan T."]},
    ],
)
def test_a_record_with_lists_is_one_paper(tmp_path: Path, fields: dict[str, object]) -> None:
    papers, problems = read(tmp_path / "x.json", json.dumps(fields))
    assert problems == []
    assert [(paper.title, paper.abstract, paper.authors) for paper in papers] == [
        ("Tea", "We brew. We sip.", ("Ada L.", "Alan T."))
    ]
