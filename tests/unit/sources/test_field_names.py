"""Names that databases give to the fields of their exports."""

import csv
import json
from pathlib import Path

import pytest

from kg.model import Paper
from kg.sources import Problem, read_papers

TEXT = {"title": "Tea for Two", "abstract": "We brew."}


def read_one(path: Path, content: str) -> Paper:
    path.write_text(content)
    problems: list[Problem] = []
    (paper,) = read_papers(path, report=problems.append)
    assert problems == []
    return paper


@pytest.mark.parametrize("wrapped", [False, True])
def test_notes_of_openreview(tmp_path: Path, wrapped: bool) -> None:
    content = {**TEXT, "authors": ["Ada Lovelace"], "venue": "Tea 2024", "pdf": "/pdf/0a1b.pdf"}
    note = {
        **{"id": "a8_-X", "forum": "a8_-X", "cdate": 1_709_596_800_000, "tmdate": 1_717_200_000_000},
        "content": {name: {"value": value} for name, value in content.items()} if wrapped else content,
    }
    paper = read_one(tmp_path / "x", json.dumps({"notes": [note], "count": 1}))
    assert (paper.id, paper.url, paper.venue) == ("a8_-X", "https://openreview.net/forum?id=a8_-X", "Tea 2024")
    assert (paper.published, paper.updated) == ("2024-03-05", "2024-06-01")
