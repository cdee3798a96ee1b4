"""The `ris` format: exports of Zotero, EndNote and Web of Science, and broken ones."""

import time
from pathlib import Path

import pytest

from kg.model import KgError, Paper, Source
from kg.names.ids import paper_id
from kg.sources import Problem, read_papers

SHORT_LIMIT = 500_000  # in place of LONGEST_LINE, which takes five times as long
ZOTERO = """TY  - JOUR
TI  - Sparse Kettles: Boiling Water with Fewer Parameters
AU  - Lovelace, Ada
AU  - Gödel, Kurt
T2  - Annals of Tea
AB  - Kettles are over-parameterised. We prune them on an NVIDIA A100.
DA  - 2024/03/05/
PY  - 2024
DO  - 10.1000/tea.1
DP  - arXiv.org
VL  - 4
UR  - https://example.org/tea/1
Y2  - 2024/05/01/12:00:00
L1  - https://example.org/tea/1.pdf
KW  - Computer Science - Machine Learning
KW  - kettles; teapots
ER  -

"""
ENDNOTE = """TY  - CONF
A1  - Turing, Alan
AN  - WOS:000351909700070
ID  - 12
JO  - Proc. Tea
N2  - We measure
400 cups
and release StirBench.

More tea.
SN  - 1234-5678
T1  - Do Spoons Stir?
Y1  - 2023///
KW  - vortex
stirring
UR  - <Go to ISI>://WOS:000351909700070
ER  -
"""


def read(path: Path, content: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, "ris", problems.append)), problems


def record(*lines: str) -> str:
    return "\n".join(["TY  - JOUR", "TI  - Tea", "AB  - We brew.", *lines, "ER  - ", ""])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "Provider: Tea Press\n\n"])
def test_records(tmp_path: Path, end: str, mark: str) -> None:
    papers, problems = read(tmp_path / "x.ris", (mark + ZOTERO + ENDNOTE).replace("\n", end))
    assert problems == []
    first, second = papers
    assert first.title == "Sparse Kettles: Boiling Water with Fewer Parameters"
    assert first.abstract == "Kettles are over-parameterised. We prune them on an NVIDIA A100."
    assert (first.published, first.doi, first.url) == ("2024-03-05", "10.1000/tea.1", "https://example.org/tea/1")
    assert first.venue == "Annals of Tea"
    assert first.categories == ("Computer Science - Machine Learning", "kettles", "teapots")
    assert first.authors == ("Ada Lovelace", "Kurt Gödel")
    assert first.source == Source("x.ris", 1)
    assert (second.title, second.abstract) == (
        "Do Spoons Stir?",
        "We measure 400 cups and release StirBench. More tea.",
    )
    assert (second.id, second.published, second.venue) == ("WOS:000351909700070", "2023", "Proc. Tea")
    assert (second.url, second.categories) == ("", ("vortex", "stirring"))


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("PY  - 2024", "2024"),
        ("PY  - 2024/03/05/", "2024-03-05"),
        ("Y1  - 2024/3/5/Spring", "2024-03-05"),
        ("DA  - 2024/11//", "2024-11"),
        ("Y1  - 2024-11-05", "2024-11-05"),
        ("DA  - 2024/11/05", "2024-11-05"),
        ("DA  - 2024/11", "2024-11"),
        ("Y1  - 2024//", "2024"),
        ("Y2  - 2024/11/05", ""),
    ],
)
def test_dates(tmp_path: Path, line: str, published: str) -> None:
    (paper,), problems = read(tmp_path / "x", record(line))
    assert (paper.published, problems) == (published, [])


@pytest.mark.parametrize("tag", ["JO", "T2", "BT", "C3", "J2"])
def test_venues(tmp_path: Path, tag: str) -> None:
    (paper,), problems = read(tmp_path / "x", record(f"{tag}  - Annals of Tea"))
    assert (paper.venue, problems) == ("Annals of Tea", [])


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("AN  - arXiv:2106.09685", "2106.09685"),
        ("ID  - 2106.09685v2", "2106.09685"),
        ("N1  - arXiv:2106.09685 [cs]", "2106.09685"),
        ("N1  - Our notes.\nN1  - arXiv: 2106.09685", "2106.09685"),
        ("N1  - arXiv:2106.09685 is our earlier version", paper_id("Tea")),
        ("N1  - Extended version of arXiv:2106.09685", paper_id("Tea")),
        ("AN  - WOS:000351909700070", "WOS:000351909700070"),
        ("ID  - 12", paper_id("Tea")),
        ("ID  - lovelace2024", paper_id("Tea")),
        ("AN  - 12345678", paper_id("Tea")),
    ],
)
def test_a_number_in_a_library_is_no_id(tmp_path: Path, line: str, own: str) -> None:
    assert read(tmp_path / "x", record(line))[0][0].id == own


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("TY  - JOUR\nTI  - T\nER  - \n", "no abstract"),
        ("TY  - JOUR\nAB  - A.\nER  - \n", "no title"),
        ("TY  - JOUR\nER  - \n", "no title"),
        ("TY  - JOUR\n", "no title"),
        ("TY  - \nnothing\nTI  - T\nXX  - x\n", "no abstract"),
        (f"TY  - JOUR\nTI  - T\nAB  - {'a' * SHORT_LIMIT}\nER  - \n", "a record of more than"),
        ("TY  - JOUR\nTI  - T\n" + "a tea\n" * (SHORT_LIMIT // 6), "a record of more than"),
        ("TY  - JOUR\nTI  - T\nAB  - x\n" + "a b\n" * 100_000 + "ER  - \n", "the limit is 200,000"),
    ],
)
def test_a_broken_record_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, message: str
) -> None:
    monkeypatch.setattr("kg.sources.blocks.LONGEST_LINE", SHORT_LIMIT)
    start = time.process_time()
    papers, problems = read(tmp_path / "x.ris", record() + lines + record())
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 3]
    (problem,) = problems
    assert (problem.file, problem.line, problem.skipped) == ("x.ris", 5, True)
    assert message in problem.message
    assert time.process_time() - start < 10


def test_a_record_of_other_bytes_is_skipped(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", (record() * 3).encode().replace(b"brew", b"br\xe9w", 1))
    assert len(papers) == 2
    assert [str(problem) for problem in problems] == ["x, line 1: it has bytes that are not UTF-8"]


def test_a_file_cut_short(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "x", record() + "TY  - JOUR\nTI  - Tea for Two\nAB  - We brew and")
    assert [paper.title for paper in papers] == ["Tea", "Tea for Two"]
    assert [(problem.line, problem.skipped) for problem in problems] == [(5, False)]
    assert "cut short" in problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff{record()}\ufeff{record()}",
        record().rstrip("\n") + record(),
        record().rstrip() + record(),
        record().removesuffix("ER  - \n").rstrip("\n") + record(),
        record() + "".join(f"    {line}\n" for line in record().splitlines()),
        record() + record().replace("  - ", " - "),
        record() + record().replace("  - ", "  -\t"),
        record() + "".join(line[:2].lower() + line[2:] for line in record().splitlines(keepends=True)),
        record().replace("TY", "ty") * 2,
    ],
)
def test_records_in_other_spellings(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content)
    problems: list[Problem] = []
    papers = list(read_papers(tmp_path / "x", report=problems.append))
    assert [(paper.title, paper.abstract) for paper in papers] == [("Tea", "We brew.")] * 2
    assert not any(problem.skipped for problem in problems)


def test_text_like_a_tag_is_text(tmp_path: Path) -> None:
    (paper,), _ = read(tmp_path / "x", record("KW  - tea").replace("brew.", "brew.\nAI - driven\nty-based"))
    assert paper.abstract == "We brew. AI - driven ty-based"


def test_text_like_a_tag_of_another_spelling_is_text(tmp_path: Path) -> None:
    content = record("VL  - 3").replace("brew.", "brew.\nAI - driven").replace("  - ", " - ")
    (paper,), _ = read(tmp_path / "x", content)
    assert paper.abstract == "We brew. AI - driven"


def test_a_file_without_records(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"x has no papers: no RIS record"):
        read(tmp_path / "x", "Dear editor,\n")


def test_a_long_file_is_streamed(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(record() * 20_000)
    papers = iter(read_papers(tmp_path / "x"))
    start = time.process_time()
    assert next(papers).title == "Tea"
    assert time.process_time() - start < 1
    assert sum(1 for _ in papers) == 19_999
