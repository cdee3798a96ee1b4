"""Ids, titles, authors and dates say which paper a record means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Paper
from kg.names.ids import paper_id
from kg.names.papers import arxiv_id, author_keys, canonical_id, identity_keys, is_newer, own_id, paper_year, with_year


@pytest.mark.parametrize(
    ("text", "number", "version"),
    [
        ("2106.09685", "2106.09685", 0),
        ("0704.0001v12", "0704.0001", 12),
        ("arXiv:2106.09685v2", "2106.09685", 2),
        ("arxiv: 2106.09685", "2106.09685", 0),
        ("arXiv:2106.09685v2 [cs.CL] 16 Oct 2021", "2106.09685", 2),
        ("arxiv-2106.09685", "2106.09685", 0),
        ("oai:arXiv.org:2106.09685", "2106.09685", 0),
        ("http://arxiv.org/abs/2106.09685v1", "2106.09685", 1),
        ("https://www.arxiv.org/abs/2106.09685?context=cs.AI", "2106.09685", 0),
        ("https://arxiv.org/pdf/2106.09685v2.pdf", "2106.09685", 2),
        ("https://export.arxiv.org/pdf/2106.09685#page=3", "2106.09685", 0),
        ("https://ar5iv.labs.arxiv.org/html/2106.09685", "2106.09685", 0),
        ("https://www.alphaxiv.org/abs/2106.09685", "2106.09685", 0),
        ("https://huggingface.co/papers/2106.09685", "2106.09685", 0),
        ("10.48550/arXiv.2106.09685", "2106.09685", 0),
        ("https://doi.org/10.48550/ARXIV.2106.09685", "2106.09685", 0),
        ("hep-th/9901001", "hep-th/9901001", 0),
        ("arXiv:hep-th/9901001v3", "hep-th/9901001", 3),
        ("http://arxiv.org/abs/math.GT/0309136", "math/0309136", 0),
    ],
)
def test_an_arxiv_number_in_any_spelling(text: str, number: str, version: int) -> None:
    assert arxiv_id(text) == (number, version)
    assert canonical_id(text) == number
    assert identity_keys(Paper("p", "T", "", url=text)) >= {number}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7",
        "2613.20571",
        "2606.205718",
        "2606.205",
        "https://example.org/2503.12267",
        "zoo/9901001",
        "v2",
        "x2106.09685",
    ],
)
def test_what_is_no_arxiv_number(text: str) -> None:
    assert arxiv_id(text) is None
    assert canonical_id(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/X.Y",
        "https://doi.org/10.1000/x.y",
        "http://dx.doi.org/10.1000/X.y",
        "doi:10.1000/x.y",
        "DOI: 10.1000/x%2Ey.",
    ],
)
def test_a_doi_in_any_spelling(text: str) -> None:
    assert canonical_id(text) == "10.1000/x.y"
    assert identity_keys(Paper("p", "T", "", doi=text)) == {"p", "10.1000/x.y"}


@given(st.text())
def test_an_id_in_its_one_spelling_stays_as_it_is(text: str) -> None:
    assert canonical_id(canonical_id(text)) == canonical_id(text)


def test_an_id_made_from_the_title_is_not_the_records_own() -> None:
    assert own_id(Paper(paper_id("On Tea"), "On tea", "")) == ""
    assert own_id(Paper(paper_id("On Tea"), "On coffee", "")) == paper_id("On Tea")
    assert own_id(Paper("arXiv:2106.09685v2", "On tea", "")) == "2106.09685"
    assert identity_keys(Paper(paper_id("On Tea"), "On tea", "")) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Marie Curie"], ["Curie, Marie"]),
        (["M. Curie"], ["Curie, M. S."]),
        (["Marie Curie"], ["Curie MS"]),
        (["Wei Zhang"], ["Zhang Wei"]),
        (["Ludwig van Beethoven"], ["van Beethoven, Ludwig"]),
        (["Kurt Gödel"], [r"G{\"o}del, Kurt"]),
        (["Søren Kierkegård"], [r"Kierkeg{\aa}rd, S{\o}ren"]),
        (["Gabriel García Márquez"], ["García Márquez, Gabriel"]),
        (["Sammy Davis Jr."], ["Davis, Sammy, Jr."]),
        (["Ada Lovelace et al."], ["Grace Hopper", "Ada Lovelace"]),
        (["张伟"], ["张伟", "Wei Li"]),
    ],
)
def test_authors_in_common(one: list[str], other: list[str]) -> None:
    assert author_keys(one) & author_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Peter Hall"], ["Peter Bühlmann"]),
        (["Wei Zhang", "others"], ["Wei Li", "and others"]),
        (["J. A. Smith"], ["J. A. Jones"]),
        (["Sammy Davis Jr."], ["Robert Downey Jr."]),
        ([], ["Marie Curie"]),
        (["et al."], ["et al."]),
    ],
)
def test_no_authors_in_common(one: list[str], other: list[str]) -> None:
    assert not author_keys(one) & author_keys(other)


def dated(key: str = "p", published: str = "", updated: str = "") -> Paper:
    return Paper(key, "T", "", published=published, updated=updated)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (dated("2106.09685v2"), dated("arXiv:2106.09685v1")),
        (dated("2106.09685v10"), dated("2106.09685v9", updated="2030")),
        (dated(updated="2022-01"), dated(updated="2021-12-31")),
        (dated(published="2021", updated="2022"), dated(published="2021-06")),
        (dated("2106.09685v1", published="2023"), dated("2106.00001v2", published="2022")),
        (dated(updated="2022-01-01T11:00:00Z"), dated(updated="2022-01-01T10:00:00Z")),
    ],
)
def test_a_newer_text(newer: Paper, older: Paper) -> None:
    assert is_newer(newer, older)
    assert not is_newer(older, newer)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (dated("2106.09685v2"), dated("2106.09685")),
        (dated("2106.09685v2"), dated("2106.00001v1")),
        (dated(published="2022"), dated()),
        (dated(published="--11-14"), dated(published="--03-21")),
        (dated(published="2022"), dated(published="2022-05-17")),
        (dated(updated="2022-01-01T10:00:00Z"), dated(updated="2022-01-01T10:00:00.000Z")),
    ],
)
def test_nothing_tells_which_is_newer(one: Paper, other: Paper) -> None:
    assert not is_newer(one, other)
    assert not is_newer(other, one)


@pytest.mark.parametrize(
    ("paper", "year"),
    [
        (dated(published="2022-05-17"), 2022),
        (dated("2106.09685", published="2022"), 2022),
        (dated("2106.09685v3", published="--06-17"), 2021),
        (dated("hep-th/9901001"), 1999),
        (dated("math/0309136"), 2003),
        (Paper("p", "T", "", doi="10.48550/arxiv.0704.0001"), 2007),
        (dated(updated="2022-05"), None),
        (dated("p"), None),
    ],
)
def test_the_year_of_a_paper(paper: Paper, year: int | None) -> None:
    assert paper_year(paper) == year


@pytest.mark.parametrize(
    ("paper", "published"),
    [
        *((dated(published=date), date) for date in ("", "2022", "2022-05-17", "soon")),
        (dated(published="--06-17"), ""),
        (dated(published="--06-17", updated="2022-08-01"), "2022-08-01"),
        (dated("2106.09685", published="--06-17"), "2021-06-17"),
        (dated("2106.09685v3", published="--06"), "2021-06"),
        (dated("2106.09685", published="--06-00"), "2021-06"),
        (dated("2106.09685", published="--06-xx"), "2021-06"),
        (dated("2106.09685", published="--07-02"), "2021-07-02"),
        (dated("2012.09685", published="--01-05"), "2021-01-05"),
        (dated("2106.09685", published="--05-30"), ""),
        (dated("2106.09685", published="--11-14", updated="2022"), ""),
        (dated("2102.09685", published="--02-29"), "2021-02"),
        (dated("2002.09685", published="--02-29"), "2020-02-29"),
        (dated("hep-th/9901001", published="--01-02"), "1999-01-02"),
    ],
)
def test_a_day_has_a_year_or_is_dropped(paper: Paper, published: str) -> None:
    assert with_year(paper) == Paper(paper.id, "T", "", published=published, updated=paper.updated)
