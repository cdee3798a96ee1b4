"""The `bibtex` format: fields that reference managers and databases write in ways of their own."""

from pathlib import Path

import pytest

from kg.model import Paper
from kg.sources import Problem, read_papers


def read_one(path: Path, fields: str) -> Paper:
    path.write_text(f"@article{{key,\n  title = {{Tea}},\n  abstract = {{We brew.}},\n  {fields}\n}}")
    problems: list[Problem] = []
    (paper,) = read_papers(path, "bibtex", problems.append)
    assert problems == []
    return paper


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tea.example/2", "https://tea.example/2"),
        ("http://arxiv.org/abs/2106.09685 https://doi.org/10.5555/tea", "http://arxiv.org/abs/2106.09685"),
        ("https://tea.example/2\n    http://tea.example/3", "https://tea.example/2"),
        ("https://tea.example/\n    2", "https://tea.example/2"),
    ],
)
def test_the_first_of_several_links(tmp_path: Path, url: str, kept: str) -> None:
    assert read_one(tmp_path / "x", f"url = {{{url}}}").url == kept


@pytest.mark.parametrize("name", ["keywords", "author_keywords", "Author-Keywords"])
def test_keywords(tmp_path: Path, name: str) -> None:
    assert read_one(tmp_path / "x", f"{name} = {{Tea; Cups}}").categories == ("Tea", "Cups")


def test_keywords_of_the_authors_count_more(tmp_path: Path) -> None:
    assert read_one(tmp_path / "x", "author_keywords = {Tea}, keywords = {Beverages}").categories == ("Tea",)


def test_a_subtitle_is_added_once(tmp_path: Path) -> None:
    assert read_one(tmp_path / "x", "subtitle = {A Study}").title == "Tea: A Study"
    assert read_one(tmp_path / "x", "subtitle = {tea}").title == "Tea"


def test_entries_without_keys_as_endnote_writes_them(tmp_path: Path) -> None:
    entry = "@article{\n   author = {Lovelace, Ada},\n   title = {Tea %s},\n   abstract = {We brew.}\n}\n"
    (tmp_path / "x").write_text("\n".join(entry % number for number in range(2)))
    problems: list[Problem] = []
    papers = list(read_papers(tmp_path / "x", report=problems.append))
    assert problems == []
    assert [(paper.title, paper.authors) for paper in papers] == [
        (f"Tea {number}", ("Ada Lovelace",)) for number in (0, 1)
    ]


def test_an_at_sign_in_a_text_begins_no_entry(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("@misc{key,\n  title = {Recall@5 (58%) of Tea}, abstract = {We brew.}\n}")
    assert [paper.title for paper in read_papers(tmp_path / "x")] == ["Recall@5 (58%) of Tea"]
