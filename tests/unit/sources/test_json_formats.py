"""What the formats of the JSON family have beside that which all of them have."""

import json
from pathlib import Path

import pytest

from kg.model import Paper
from kg.names.ids import paper_id
from kg.sources import Problem, read_papers

TEXT = {"title": "Tea for Two", "abstract": "We brew."}


def read_one(tmp_path: Path, form: str, **fields: object) -> Paper:
    (tmp_path / "x.json").write_text(json.dumps({**TEXT, **fields}))
    problems: list[Problem] = []
    (paper,) = read_papers(tmp_path / "x.json", form, problems.append)
    assert problems == []
    return paper


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"brew": [1, 3], "We": [0], "and": [2]}, "We brew and brew"),
        ({"We": [0], "brew.": [10**15], "odd": ["x", None], "no": 5}, "We brew."),
        ('{"We": [0], "brew.": [1]}', "We brew."),
        ({"IndexLength": 2, "InvertedIndex": {"We": [0], "brew.": [1]}}, "We brew."),
        ({"<jats:p>We": [0], "brew.</jats:p>": [1]}, "We brew."),
    ],
)
def test_openalex_abstracts(tmp_path: Path, index: object, abstract: str) -> None:
    paper = read_one(tmp_path, "openalex", abstract=None, abstract_inverted_index=index)
    assert paper.abstract == abstract


def test_openalex_works_without_abstract_are_reported(tmp_path: Path) -> None:
    work = {"id": "https://openalex.org/W1", "title": "Tea", "abstract_inverted_index": None}
    (tmp_path / "x").write_text(json.dumps({"meta": {}, "results": [work, work]}))
    messages: list[str] = []
    assert list(read_papers(tmp_path / "x", report=lambda problem: messages.append(str(problem)))) == []
    assert messages == ["x, line 1: no abstract"] * 2


def test_openalex_ids(tmp_path: Path) -> None:
    places = {
        "primary_location": {"landing_page_url": "https://tea.example/2", "source": {"display_name": "Tea Journal"}}
    }
    other = [{"landing_page_url": "http://arxiv.org/abs/2106.09685"}]
    work = {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.5555/TEA",
        "updated_date": "2025-01-01",
        **places,
    }
    paper = read_one(tmp_path, "openalex", **work)
    assert (paper.id, paper.doi, paper.url) == ("https://openalex.org/W1", "10.5555/tea", "https://tea.example/2")
    assert (paper.venue, paper.published, paper.updated) == ("Tea Journal", "", "")
    assert read_one(tmp_path, "openalex", **work, locations=other).id == "2106.09685"


def test_semantic_scholar_shapes(tmp_path: Path) -> None:
    paper = read_one(
        tmp_path,
        "semanticscholar",
        corpusid=17,
        externalids={"DOI": "10.5555/tea", "ArXiv": None},
        journal={"name": "Tea Journal", "volume": "1"},
        s2fieldsofstudy=None,
        s2FieldsOfStudy=[{"category": "Tea", "source": "s2"}],
        publicationdate="2024-03-05",
        openAccessPdf={"url": "https://tea.example/2.pdf"},
    )
    assert (paper.id, paper.doi, paper.venue) == ("CorpusId:17", "10.5555/tea", "Tea Journal")
    assert (paper.categories, paper.published, paper.url) == (("Tea",), "2024-03-05", "https://tea.example/2.pdf")


def test_semantic_scholar_answers(tmp_path: Path) -> None:
    paper = {**TEXT, "paperId": "a8"}
    for answer in (
        [paper, None],
        [None, paper],
        {"data": [{"citingPaper": paper}, None]},
        {"recommendedPapers": [paper, None]},
    ):
        (tmp_path / "x").write_text(json.dumps(answer))
        problems: list[Problem] = []
        papers = list(read_papers(tmp_path / "x", report=problems.append))
        assert [paper.id for paper in papers] == ["a8"]
        assert [problem.message for problem in problems] == ["not a paper record: null is not a JSON object"]


@pytest.mark.parametrize("sign", [{"externalIds": {"ArXiv": "2106.09685"}}, {"type": "article"}, {"upvotes": 3}])
def test_an_id_of_ones_own_stays_whatever_the_format(tmp_path: Path, sign: dict[str, object]) -> None:
    (tmp_path / "x").write_text(json.dumps({"id": "mine", **TEXT, **sign}))
    assert [paper.id for paper in read_papers(tmp_path / "x")] == ["mine"]


def test_arxiv_records_of_older_snapshots(tmp_path: Path) -> None:
    paper = read_one(tmp_path, "arxiv", id="hep-th/9901001", update_date="2009-10-31", authors="A. Tea, B. Cup")
    assert (paper.id, paper.url) == ("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001")
    assert (paper.published, paper.updated, paper.authors) == ("", "2009-10-31", ("A. Tea", "B. Cup"))
    assert read_one(tmp_path, "arxiv", id=704.0001).id == "0704.0001"


def test_crossref_answers_are_read_as_csl(tmp_path: Path) -> None:
    work = {
        "DOI": "10.5555/TEA",
        "type": "journal-article",
        "title": ["Tea for Two"],
        "container-title": ["Tea Journal"],
        "abstract": "<jats:p>We brew.</jats:p>",
        "author": [{"given": "Ada", "family": "Lovelace", "sequence": "first"}],
        "issued": {"date-parts": [[2024, 3]]},
    }
    for message in ({"items": [work], "total-results": 1}, work):
        (tmp_path / "x").write_text(json.dumps({"status": "ok", "message": message}))
        (paper,) = read_papers(tmp_path / "x")
        assert (paper.title, paper.abstract, paper.venue) == ("Tea for Two", "We brew.", "Tea Journal")
        assert (paper.doi, paper.published, paper.authors) == ("10.5555/tea", "2024-03", ("Ada Lovelace",))


@pytest.mark.parametrize(
    ("title", "subtitle", "whole"),
    [
        (["Tea for Two"], ["A Study of Cups"], "Tea for Two: A Study of Cups"),
        (["Tea for Two?"], ["A Study of Cups"], "Tea for Two? A Study of Cups"),
        (["Tea for Two: A Study of Cups"], ["A study of cups"], "Tea for Two: A Study of Cups"),
        (["Tea for Two"], [], "Tea for Two"),
    ],
)
def test_crossref_subtitles(tmp_path: Path, title: list[str], subtitle: list[str], whole: str) -> None:
    assert read_one(tmp_path, "csl", title=title, subtitle=subtitle).title == whole


def test_a_citation_key_is_no_id(tmp_path: Path) -> None:
    assert read_one(tmp_path, "csl", id="ITEM-1", type="article") == read_one(tmp_path, "csl", type="article")


def test_one_daily_paper(tmp_path: Path) -> None:
    who = {"fullname": "Ada L.", "name": "ada"}
    paper = read_one(tmp_path, "hf", id="2106.09685", summary="We sip.", upvotes=3, submittedOnDailyBy=who)
    assert (paper.id, paper.submitted_by) == ("2106.09685", "Ada L.")


@pytest.mark.parametrize(
    ("note", "own"),
    [
        ("arXiv:2106.09685 [cs]", "2106.09685"),
        ("Extended version of arXiv:2106.09685", paper_id("Tea")),
        ("arXiv:2106.09685 is our earlier version", paper_id("Tea")),
    ],
)
def test_the_number_in_a_note_of_csl(tmp_path: Path, note: str, own: str) -> None:
    record = {"type": "article-journal", "title": "Tea", "abstract": "We brew.", "note": note}
    path = tmp_path / "x.json"
    path.write_text(json.dumps([record]))
    assert [paper.id for paper in read_papers(path, "csl")] == [own]
