"""The `jsonl` format: objects with the fields that people use, and what is wrong with them."""

import gzip
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity, Extraction, Label, Mention, Paper, Relation, Source, to_record
from kg.names.ids import paper_id
from kg.sources import ABSTRACT_LIMIT, Problem, read_papers
from kg.sources.text import LONGEST_LINE, clean

GOOD = {"title": "Tea for Two", "abstract": "We brew."}


def read(path: Path, content: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append)), problems


def read_one(path: Path, **fields: object) -> Paper:
    papers, problems = read(path, json.dumps({**GOOD, **fields}) + "\n")
    assert problems == []
    return papers[0]


def test_a_record_with_everything(tmp_path: Path) -> None:
    paper = read_one(
        tmp_path / "x.jsonl",
        id="arxiv-1",
        url="https://arxiv.org/abs/1",
        doi="https://doi.org/10.5555/TEA.2",
        published="2024-02-29",
        updated="2024-03-01",
        authors=["Ada L.", "Alan T."],
        journal="Journal of Tea",
        categories=["cs.LG"],
        code="https://github.com/tea/two",
        nested={"is": ["ignored"]},
    )
    assert paper == Paper(
        id="arxiv-1",
        title="Tea for Two",
        abstract="We brew.",
        url="https://arxiv.org/abs/1",
        doi="10.5555/tea.2",
        published="2024-02-29",
        updated="2024-03-01",
        authors=("Ada L.", "Alan T."),
        venue="Journal of Tea",
        categories=("cs.LG",),
        code="https://github.com/tea/two",
        source=Source("x.jsonl", 1),
    )


def test_summary_stands_for_abstract(tmp_path: Path) -> None:
    papers, _ = read(
        tmp_path / "x", '{"title": "Tea", "summary": "Brew."}\n{"title": "Cup", "abstract": "", "summary": "Sip."}'
    )
    assert [paper.abstract for paper in papers] == ["Brew.", "Sip."]


@pytest.mark.parametrize(
    ("given_id", "kept"),
    [
        ('"a/b 1"', "a/b 1"),
        ("17", "17"),
        ("2106.0960", "2106.0960"),
        ('" x\\n"', "x"),
        ('""', paper_id("Tea for Two")),
        ("null", paper_id("Tea for Two")),
        ("NaN", paper_id("Tea for Two")),
    ],
)
def test_ids(tmp_path: Path, given_id: str, kept: str) -> None:
    papers, _ = read(tmp_path / "x", f'{{"title": "Tea for Two", "abstract": "We brew.", "id": {given_id}}}')
    assert papers[0].id == kept


@pytest.mark.parametrize(
    "fields",
    [
        {"arxiv_id": "2106.09685"},
        {"arxiv": "arXiv:2106.09685v2 [cs.CL]"},
        {"arxivId": "http://arxiv.org/abs/2106.09685v1"},
        {"externalIds": {"ArXiv": "2106.09685", "DOI": "10.5555/tea"}, "x": "semanticscholar by its key"},
    ],
)
def test_arxiv_ids(tmp_path: Path, fields: dict[str, object]) -> None:
    paper = read_one(tmp_path / "x", **fields)
    assert (paper.id, paper.url) == ("2106.09685", "https://arxiv.org/abs/2106.09685")


def test_an_arxiv_id_beside_other_ids_is_not_lost(tmp_path: Path) -> None:
    paper = read_one(tmp_path / "x", id="7", url="https://tea.example/7", arxiv_id="2106.09685")
    assert (paper.id, paper.url, paper.doi) == ("7", "https://tea.example/7", "10.48550/arxiv.2106.09685")


@pytest.mark.parametrize(
    "name", ["published", "publishedAt", "publicationDate", "publication_date", "date", "issued", "Date", "PUBLISHED"]
)
def test_dates_under_any_name(tmp_path: Path, name: str) -> None:
    assert read_one(tmp_path / "x", year=2023, **{name: "5 Mar 2024"}).published == "2024-03-05"


@pytest.mark.parametrize("year", [2024, "2024", 2024.0, "2024-00-00"])
def test_years(tmp_path: Path, year: object) -> None:
    assert read_one(tmp_path / "x", year=year).published == "2024"


@pytest.mark.parametrize("name", ["updated", "update_date", "updatedAt"])
def test_the_last_change_is_the_date_where_nothing_older_is_there(tmp_path: Path, name: str) -> None:
    changed: dict[str, object] = {name: "2024-03-05"}
    bare = read_one(tmp_path / "x", **changed)
    assert (bare.published, bare.updated) == ("2024-03-05", "2024-03-05")
    dated = read_one(tmp_path / "x", year=2021, **changed)
    assert (dated.published, dated.updated) == ("2021", "2024-03-05")
    numbered = read_one(tmp_path / "x", id="2106.09685", **changed)  # its year is 2021
    assert (numbered.published, numbered.updated) == ("", "2024-03-05")


@pytest.mark.parametrize("date", ["yesterday", "2024a", "2024-13-01", "05/03/2024", "3024"])
def test_a_date_that_is_not_read_whole_is_reported(tmp_path: Path, date: str) -> None:
    papers, problems = read(tmp_path / "x", json.dumps({**GOOD, "published": date}))
    assert papers[0].published in ("", "2024")
    (problem,) = problems
    assert not problem.skipped
    assert problem.message.startswith(f"published {date!r} ")


def test_a_date_that_cannot_be_read_leaves_the_next(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", json.dumps({**GOOD, "date": "in press", "year": 2024}))
    assert papers[0].published == "2024"
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"githubRepo": "https://github.com/tea/two"}, "https://github.com/tea/two"),
        ({"github": "tea/two"}, "https://github.com/tea/two"),
        ({"repo": {"url": "https://gitlab.com/tea/two"}}, "https://gitlab.com/tea/two"),
        ({"code_url": ["https://github.com/tea/two", "https://x.org/y"]}, "https://github.com/tea/two"),
        ({"code": "github.com/tea/two"}, "https://github.com/tea/two"),
        ({"code": True}, ""),
    ],
)
def test_code(tmp_path: Path, fields: dict[str, object], code: str) -> None:
    assert read_one(tmp_path / "x", **fields).code == code


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "not a JSON object"),
        ('{"title": "Cut in the mid', "not a JSON object"),
        ("[1, 2]", "not a paper record"),
        ('"text"', "not a paper record"),
        ('{"abstract": "A."}', "no title"),
        ('{"title": "T"}', "no abstract"),
        ('{"title": "T", "abstract": " \\n"}', "no abstract"),
        ('{"title": "?!", "abstract": "A."}', "the title '?!' has no words"),
        ('{"title": ["?"], "abstract": {}}', "the title '?' has no words"),
        ('{"title": {"0": "T"}, "abstract": {"0": "A."}}', "orient='records'"),
        ('{"title": "T", "abstract": "[No abstract available]"}', "no abstract"),
        ('{"title": "T", "abstract": "A.", "x": ' + "[" * 100_000, "not a JSON object"),
        ('{"title": ' + "[" * 900 + "]" * 900 + ', "abstract": "A."}', ""),
        (json.dumps({"title": "T", "abstract": "a" * (ABSTRACT_LIMIT + 1)}), "the abstract has 200,001 characters"),
        (json.dumps({"title": "t" * 3000, "abstract": "A."}), "the title has 3,000 characters"),
        (json.dumps({"title": "T", "abstract": "a" * LONGEST_LINE}), "a line of more than"),
    ],
)
def test_a_bad_record_is_reported_and_skipped(tmp_path: Path, line: str, message: str) -> None:
    good = json.dumps(GOOD)
    papers, problems = read(tmp_path / "x.jsonl", f"{good}\n\n{line}\n{good}\n")
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 3]
    (problem,) = problems
    assert (problem.file, problem.line, problem.skipped) == ("x.jsonl", 3, True)
    assert message in problem.message


def test_a_bad_line_of_bytes_is_skipped(tmp_path: Path) -> None:
    good = json.dumps(GOOD).encode()
    papers, problems = read(tmp_path / "x", b"\n".join([good, good.replace(b"Two", b"\xe9\xe9"), good]))
    assert len(papers) == 2
    assert str(problems[0]) == "x, line 2: it has bytes that are not UTF-8"


def test_what_a_paper_can_do_without_does_not_cost_it(tmp_path: Path) -> None:
    record = {**GOOD, "id": True, "url": 5, "authors": {"a": 1}, "categories": 7, "published": "soon", "doi": "tea"}
    papers, problems = read(tmp_path / "x", json.dumps({**record, "authors_count": "four", "code": "on request"}))
    assert [(paper.url, paper.authors, paper.categories, paper.published) for paper in papers] == [("", (), (), "")]
    assert [problem.message.split()[0] for problem in problems] == [
        *("id", "url", "authors", "categories", "authors_count", "doi", "published", "code"),
    ]
    assert not any(problem.skipped for problem in problems)


def test_values_in_objects_as_openreview_has_them(tmp_path: Path) -> None:
    fields = {"title": "Tea", "abstract": "We brew.", "authors": ["Ada L.", "Alan T."], "keywords": ["a", "b"]}
    papers, problems = read(tmp_path / "x", json.dumps({name: {"value": value} for name, value in fields.items()}))
    assert problems == []
    assert [(paper.title, paper.abstract, paper.authors, paper.categories) for paper in papers] == [
        ("Tea", "We brew.", ("Ada L.", "Alan T."), ("a", "b"))
    ]


def test_tags_are_no_text(tmp_path: Path) -> None:
    marked = read_one(tmp_path / "x", title="<i>k</i>-pots &amp; cups", abstract="<jats:p>We brew.</jats:p>")
    assert (marked.title, marked.abstract) == ("k-pots & cups", "We brew.")
    assert read_one(tmp_path / "x", abstract="If a <b and c> d, &lt;x&gt;.").abstract == "If a <b and c> d, &lt;x&gt;."


def test_control_characters_are_cleaned(tmp_path: Path) -> None:
    paper = read_one(
        tmp_path / "x", title=" Tea\u0000\tfor\u200b Two\u202e ", abstract="We\r\n  brew\u00a0$\\alpha$\u0085x \ud800."
    )
    assert (paper.title, paper.abstract) == ("Tea for Two", "We brew $\\alpha$ x \ufffd.")


def test_records_of_extract_are_read_again(tmp_path: Path) -> None:
    mention = Mention("title", 0, 3, "Tea", "gazetteer")
    entity = Entity(Label.METHOD, "Tea", (), Relation.USES, "method:tea", (mention,))
    paper = Paper(
        *("7", "Tea for Two", "We brew.", "https://tea.example", "10.5555/tea"),
        published="--11-14",
        updated="2024-03-05T10:00:00Z",
        authors=("Ada L.",),
        venue="Journal of Tea",
        categories=("cs.LG", "Machine Learning"),
        code="https://github.com/tea/two",
        authors_count=4,
        submitted_by="x X",
        source=Source("y", 9),
    )
    papers, problems = read(tmp_path / "x", msgspec.json.encode(to_record(Extraction(paper, (entity,)))))
    assert problems == []
    assert papers == [msgspec.structs.replace(paper, source=Source("x", 1))]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(lambda text: f"x {text}")


@given(papers=st.lists(st.tuples(TEXT, TEXT, st.one_of(st.none(), TEXT)), min_size=1, max_size=5), packed=st.booleans())
@settings(max_examples=60, deadline=None)
def test_round_trip(
    tmp_path_factory: pytest.TempPathFactory, papers: list[tuple[str, str, str | None]], packed: bool
) -> None:
    records = [{"title": title, "abstract": abstract, "id": own} for title, abstract, own in papers]
    content = "".join(json.dumps(record, ensure_ascii=bool(n % 2)) + "\n" for n, record in enumerate(records)).encode()
    path = tmp_path_factory.mktemp("x") / "x"
    found, problems = read(path, gzip.compress(content) if packed else content)
    assert problems == []
    assert [(paper.title, paper.abstract) for paper in found] == [
        (clean(title), clean(text)) for title, text, _ in papers
    ]
    again, _ = read(path, b"\n".join(map(msgspec.json.encode, found)))
    assert again == found
