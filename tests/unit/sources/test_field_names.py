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


def test_answers_of_europe_pmc(tmp_path: Path) -> None:
    work = {
        **{"id": "38000001", "pubYear": "2024", "firstPublicationDate": "2024-03-05"},
        **{"title": "Tea for Two", "abstractText": "We brew.", "authorString": "Lovelace A, Turing AM"},
        **{"doi": "10.5555/tea", "journalTitle": "Tea Journal"},
    }
    paper = read_one(tmp_path / "x", json.dumps({"resultList": {"result": [work]}}))
    assert (paper.authors, paper.published) == (("Lovelace A", "Turing AM"), "2024-03-05")


def test_answers_of_biorxiv(tmp_path: Path) -> None:
    work = {**TEXT, "doi": "10.1101/tea", "authors": "Lovelace, A.; Turing, A. M.", "date": "2024-03-05"}
    answer = {"messages": [{"status": "ok", "total": 1}], "collection": [{**work, "published": "NA"}]}
    paper = read_one(tmp_path / "x", json.dumps(answer))
    assert (paper.doi, paper.authors) == ("10.1101/tea", ("A. Lovelace", "A. M. Turing"))
    assert paper.published == "2024-03-05"


def test_answers_of_ads(tmp_path: Path) -> None:
    work = {"title": ["Tea for Two"], "abstract": "We brew.", "author": ["Lovelace, Ada"], "keyword": ["Tea", "Cups"]}
    work |= {"pubdate": "2024-03-00", "year": "2024", "pub": "Tea Journal", "doi": ["10.5555/tea"]}
    paper = read_one(tmp_path / "x", json.dumps({"response": {"numFound": 1, "docs": [work]}}))
    assert (paper.published, paper.venue, paper.categories) == ("2024-03", "Tea Journal", ("Tea", "Cups"))


def test_tables_of_openalex(tmp_path: Path) -> None:
    row = {
        **{"id": "https://openalex.org/W1", "publication_date": "2024-03-05", **TEXT},
        "authorships.author.display_name": "Ada Lovelace|Alan Turing",
        "primary_location.source.display_name": "Tea Journal",
        "primary_location.landing_page_url": "https://tea.example/2",
        "topics.display_name": "Tea|Cups",
    }
    with (tmp_path / "x.csv").open("w", newline="") as file:
        csv.writer(file).writerows(zip(*row.items(), strict=True))
    paper = read_one(tmp_path / "x.csv", (tmp_path / "x.csv").read_text())
    assert paper.authors == ("Ada Lovelace", "Alan Turing")
    assert (paper.venue, paper.url, paper.categories) == ("Tea Journal", "https://tea.example/2", ("Tea", "Cups"))


@pytest.mark.parametrize("number", ["", " (57200000001)"])
def test_full_names_of_scopus_and_web_of_science(tmp_path: Path, number: str) -> None:
    header = "Authors;Author full names;Title;Abstract"
    row = f'"Lovelace A.; Turing A.M.";"Lovelace, Ada{number}; Turing, Alan M.{number}";Tea;We brew.'
    assert read_one(tmp_path / "x.csv", f"{header}\n{row}\n").authors == ("Ada Lovelace", "Alan M. Turing")


@pytest.mark.parametrize("forum", ["https://tea.example/thread", "The Tea Forum"])
def test_other_forums_give_no_link(tmp_path: Path, forum: str) -> None:
    assert read_one(tmp_path / "x", json.dumps([{**TEXT, "forum": forum}])).url == ""
