"""Keys of objects around JSON records, which are ids in few cases."""

import json
from pathlib import Path

import pytest

from kg.model import Paper
from kg.names.ids import paper_id
from kg.sources import Problem, read_papers

RECORDS = [{"title": f"Tea {number}", "abstract": "We brew."} for number in range(4)]


def read(path: Path, content: object) -> list[Paper]:
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent=1))
    problems: list[Problem] = []
    papers = list(read_papers(path, report=problems.append))
    assert problems == []
    return papers


@pytest.mark.parametrize("key", ["citedPaper", "CitedPaper", "cited_paper", "cited-Paper", "Work", "WORK"])
def test_a_name_is_no_id(tmp_path: Path, key: str) -> None:
    for content in (
        "".join(json.dumps({key: record}) + "\n" for record in RECORDS),
        {"data": [{key: {"paperId": None, **record}} for record in RECORDS]},
        {"data": [{"isInfluential": True, key: {"paperId": None, **record}} for record in RECORDS]},
        [{key: RECORDS[0], "citingPaper": RECORDS[1]}, {key: RECORDS[2], "citingPaper": RECORDS[3]}],
    ):
        assert [paper.id for paper in read(tmp_path / "x.json", content)] == [
            paper_id(str(record["title"])) for record in RECORDS
        ]


@pytest.mark.parametrize(
    "key", ["2106.09685", "hep-th/9901001", "10.5555/tea", "W2741809807", "ByxBFsRqYm", "N19-1423", "p2"]
)
def test_what_looks_like_an_id_is_one(tmp_path: Path, key: str) -> None:
    assert [paper.id for paper in read(tmp_path / "x.json", {key: RECORDS[0]})] == [key]


def test_the_id_of_a_record_in_a_wrapper_is_its_own(tmp_path: Path) -> None:
    data = [{"citedPaper": {"paperId": f"a{number}", **record}} for number, record in enumerate(RECORDS)]
    assert [paper.id for paper in read(tmp_path / "x.json", {"data": data})] == ["a0", "a1", "a2", "a3"]
