"""From what a format says to a paper: ids, dates, names of authors, links."""

from typing import TYPE_CHECKING

import pytest

from kg.model import Paper, Source
from kg.sources.records import Record, arxiv_id_of, arxiv_id_of_note, to_paper

if TYPE_CHECKING:
    from kg.sources import Problem


def paper_of(record: Record) -> tuple[Paper, list[str]]:
    problems: list[Problem] = []
    paper = to_paper(record, Source("x", 1), problems.append)
    assert all((problem.file, problem.line, problem.skipped) == ("x", record.line, False) for problem in problems)
    return paper, [problem.message for problem in problems]


def record(**fields: object) -> Record:
    return Record(**{"line": 7, "title": "Tea", "abstract": "We brew.", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2106.09685", "2106.09685"),
        ("2106.09685v2", "2106.09685"),
        ("arXiv:2106.09685v2 [cs.CL]", "2106.09685"),
        ("http://arxiv.org/abs/2106.09685v1", "2106.09685"),
        ("https://arxiv.org/pdf/2106.09685.pdf", "2106.09685"),
        ("https://huggingface.co/papers/2106.09685", "2106.09685"),
        ("https://doi.org/10.48550/arXiv.2106.09685", "2106.09685"),
        ("10.48550/arxiv.2106.09685", "2106.09685"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("0704.0001", "0704.0001"),
        ("704.0001", "0704.0001"),  # as a number, it has lost its zeros
        ("2106.0968", "2106.09680"),
        ("704.1", "0704.1000"),
        ("", ""),
        ("17", ""),
        ("2113.09685", ""),
        ("10.1145/3292500.3330919", ""),
        ("https://openalex.org/W3168867926", ""),
        ("Citation Key: tea2024", ""),
    ],
)
def test_arxiv_numbers(text: str, number: str) -> None:
    assert arxiv_id_of(text) == number


@pytest.mark.parametrize(
    "note",
    [
        "arXiv:2106.09685",
        "arXiv: 2106.09685",
        "arXiv:2106.09685v2 [cs.CL].",
        "arXiv: 2106.09685 [cs, stat]",
        "arXiv:2106.09685 [cs] version: 2",
        "arXiv 2106.09685 (cs.CL)",
        "arXiv preprint arXiv:2106.09685, 2021",
        "arXiv preprint arXiv:2106.09685 (2021)",
        "arXiv e-prints, arXiv:2106.09685",
        "arXiv ID: 2106.09685",
        "https://arxiv.org/abs/2106.09685v1",
        "URL: http://arxiv.org/pdf/2106.09685.pdf",
        "DOI: 10.48550/arXiv.2106.09685",
        "Citation Key: tea2021\n  arXiv:2106.09685 [cs]\nComment: extends arXiv:1906.01234",
        "arXiv:2106.09685\narXiv:2106.09685v2",
    ],
)
def test_an_arxiv_number_that_is_a_line_of_a_note(note: str) -> None:
    assert arxiv_id_of_note(note) == "2106.09685"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Extended version of arXiv:2106.09685",
        "arXiv:2106.09685 is our earlier version",
        "arXiv:2106.09685, superseded",
        "See https://arxiv.org/abs/2106.09685",
        "https://arxiv.org/abs/2106.09685 has the proofs.",
        "Comment: arXiv admin note: substantial text overlap with arXiv:2106.09685",
        "Extends: arXiv:2106.09685",
        "arXiv:2106.09685; arXiv:1906.01234",
        "arXiv:2106.09685\narXiv:1906.01234",
        "2106.09685",
        f"arXiv:{'1' * 100_000} [cs]",
        f"arXiv:2106.09685{' [cs]' * 100_000} x",
    ],
)
def test_an_arxiv_number_that_a_note_mentions(note: str) -> None:
    assert arxiv_id_of_note(note) == ""


@pytest.mark.parametrize(
    ("doi", "bare"),
    [
        ("10.5555/TEA.2", "10.5555/tea.2"),
        ("https://doi.org/10.5555/tea(99)2-x.", "10.5555/tea(99)2-x"),
        ("doi:10.5555/tea", "10.5555/tea"),
        ("DOI 10.5555/tea ", "10.5555/tea"),
        ("", ""),
    ],
)
def test_doi(doi: str, bare: str) -> None:
    assert paper_of(record(doi=doi)) == (paper_of(record(doi=bare))[0], [])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        (", Ada", "Ada"),
        ("van der Waals, Johannes D.", "Johannes D. van der Waals"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("Ada Lovelace, Jr.", "Ada Lovelace, Jr."),
        ("Tea, Inc.", "Tea, Inc."),
        ("Lovelace, Countess, Ada", "Lovelace, Countess, Ada"),
        ("Lovelace,", "Lovelace,"),
        ("  ", None),
    ],
)
def test_authors_have_one_spelling(name: str, kept: str | None) -> None:
    assert paper_of(record(authors=(name,)))[0].authors == ((kept,) if kept else ())


def test_the_first_date_that_can_be_read_counts() -> None:
    dates = (("date", ""), ("issued", "soon"), ("published", "5 Mar 2024"), ("year", "2023"))
    paper, messages = paper_of(record(dates=dates, updated="in 2025"))
    assert (paper.published, paper.updated) == ("2024-03-05", "2025")
    assert messages == [
        "issued 'soon' is not a date that kg can read: ignored",
        "updated 'in 2025' is not a date that kg can read: only the year is kept",
    ]


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ((("date", "Feb 19"), ("year", "2024")), "2024-02-19"),
        ((("date", "Feb"), ("year", "2024")), "2024-02"),
        ((("date", "Feb 29"), ("year", "2023")), "2023-02"),
        ((("date", "Feb 19"), ("issued", "2024-03-01"), ("year", "2024")), "2024-03-01"),
        ((("date", "Feb 19"), ("issued", "Feb 20")), "--02-19"),
        ((("year", "2024"), ("date", "Feb 19")), "2024"),
    ],
)
def test_a_day_gets_the_year_that_another_field_has(dates: tuple[tuple[str, str], ...], published: str) -> None:
    assert paper_of(record(dates=dates)) == (paper_of(record(dates=(("date", published),)))[0], [])


def test_remarks_of_a_format_are_reported() -> None:
    assert paper_of(record(remarks=("url ignored: 5 is of no use there",)))[1] == ["url ignored: 5 is of no use there"]


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("https://github.com/tea/two", "https://github.com/tea/two"),
        ("see https://github.com/tea/two.", "https://github.com/tea/two"),
        ("(https://github.com/tea/two)", "https://github.com/tea/two"),
        ("www.github.com/tea/two", "https://www.github.com/tea/two"),
    ],
)
def test_code_links(code: str, kept: str) -> None:
    paper, messages = paper_of(record(code=code))
    assert (paper.code, messages) == (kept, [])


@pytest.mark.parametrize("code", ["on request", "javascript:alert(1)", "tea"])
def test_code_that_is_no_link_is_reported(code: str) -> None:
    paper, messages = paper_of(record(code=code))
    assert (paper.code, messages) == ("", [f"code {code!r} is not a link: ignored"])


@pytest.mark.parametrize(("fields", "fault"), [({"title": " "}, "no title"), ({"abstract": "…"}, "the abstract '…'")])
def test_a_record_without_words_is_no_paper(fields: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        paper_of(record(**fields))
