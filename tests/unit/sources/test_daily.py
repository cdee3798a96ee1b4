"""The `daily` format: three layouts, their furniture, and text that was saved badly."""

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.sources
from kg.graph.papers import JoinedPapers
from kg.model import Extraction, KgError, Paper, Source
from kg.sources import Problem, read_papers

ROOT = Path(__file__).parents[3]
PAPERS = ROOT.parent / "shared" / "papers"
COUNTS = {"000": 29, "001": 119, "002": 56, "003": 59, "004": 57}
HEADER = [
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
    "Dec 12",
]
RECORDS: list[tuple[str, str, str, dict[str, str | int]]] = [
    (
        "Sparse Kettles: Boiling Water with Fewer Parameters",
        "Kettles are overparameterized. We propose SparseKettle, which prunes the heating element to $L_2$ sparsity "
        "and boils CIFAR-10 on an Nvidia A100. Our code is at https://github.com/tea/sparse-kettle.",
        "  • 4 authors\n·\nAug 13, 2023",
        {"authors_count": 4, "published": "2023-08-13"},
    ),
    (
        "k-Teapots",
        "A teapot has k spouts. In this note we show that k is one for every teapot that we have seen, and that the "
        "bound is tight up to \\varepsilon",
        "  • 1 authors\n·\nMar 21 3",
        {"authors_count": 1, "published": "--03-21"},
    ),
    (
        "A Loop Is All You Need. On the Shape of Biscuits",
        "Biscuits are round, (mostly). This work measures 12 of them with a Jetson Nano and finds a mean diameter of "
        "5.1 cm, outperforming crackers by 2\\%.",
        "oven-org Oven.ai\n·\nNov 14",
        {"submitted_by": "oven-org Oven.ai", "published": "--11-14"},
    ),
    (
        "Do Spoons Stir? Revisiting the Tea-Cup Vortex",
        "Stirring is believed to help. We stir 400 cups and release StirBench, a benchmark of vortices. The data is "
        "available at https://example.org/stir",
        "",
        {},
    ),
]


def page(layout: str, header: str = "\n\n".join(HEADER)) -> str:
    """The records in one of the layouts: bylines, turns, plain."""
    if layout == "turns":
        body = "\n".join(f"{title}\n{abstract}" for title, abstract, *_ in RECORDS)
    elif layout == "plain":
        body = "\n\n".join(f"{title}\n\n{abstract}" for title, abstract, *_ in RECORDS)
    else:
        parts = [f"{title}\n\n{abstract}\n\n{byline}".strip() for title, abstract, byline, _ in RECORDS]
        body = "\n\n".join(parts)
    return f"{header}\n\n{body}" if header else body


def read(path: Path, content: str | bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append)), problems


def pairs(papers: list[Paper]) -> list[tuple[str, str]]:
    return [(paper.title, paper.abstract) for paper in papers]


WANTED = [(title, abstract) for title, abstract, *_ in RECORDS]


@pytest.mark.parametrize("layout", ["bylines", "turns", "plain"])
def test_layouts(tmp_path: Path, layout: str) -> None:
    papers, problems = read(tmp_path / "page.txt", page(layout))
    assert pairs(papers) == WANTED
    assert problems == []
    assert [paper.source for paper in papers] == [Source("page.txt", place) for place in (1, 2, 3, 4)]


def test_bylines(tmp_path: Path) -> None:
    papers, _ = read(tmp_path / "page.txt", page("bylines"))
    for paper, (*_, wanted) in zip(papers, RECORDS, strict=True):
        assert paper.authors_count == wanted.get("authors_count")
        assert paper.submitted_by == wanted.get("submitted_by", "")
        assert paper.published == wanted.get("published", "")


@pytest.mark.parametrize(
    ("byline", "published"),
    [
        ("• 4 authors\n·\nAug 13, 2023", "2023-08-13"),
        ("• 4 authors · Aug 13, 2023 12", "2023-08-13"),
        ("4 authors\nFeb 29, 2024", "2024-02-29"),
        ("• 4 authors\n\n·\n\nFeb 29 2", "--02-29"),
        ("• 4 authors\n·\nFeb 29, 2023", ""),
        ("• 4 authors\n·\nSep 31", ""),
    ],
)
def test_dates(tmp_path: Path, byline: str, published: str) -> None:
    text = page("bylines").replace("• 4 authors\n·\nAug 13, 2023", byline)
    papers, _ = read(tmp_path / "page.txt", text)
    assert pairs(papers) == WANTED
    assert (papers[0].authors_count, papers[0].published) == (4, published)


@pytest.mark.parametrize("layout", ["bylines", "turns", "plain"])
@given(kept=st.sets(st.integers(0, len(HEADER) - 1)))
@settings(max_examples=20, deadline=None)
def test_any_part_of_the_header_may_be_missing(
    tmp_path_factory: pytest.TempPathFactory, layout: str, kept: set[int]
) -> None:
    header = "\n\n".join(HEADER[place] for place in sorted(kept))
    papers, _ = read(tmp_path_factory.mktemp("page") / "page.txt", page(layout, header))
    assert pairs(papers) == WANTED


@pytest.mark.parametrize(
    "header",
    [
        "Get trending papers in your email inbox once a day!\nGet trending papers in your email inbox!\nSubscribe",
        "Get trending papers in your email inbox!Subscribe",
        "Subscribe",
        "new\nDaily PapersbyAK and the research community",
    ],
)
@pytest.mark.parametrize("layout", ["bylines", "turns", "plain"])
def test_header_glued_to_the_first_title(tmp_path: Path, header: str, layout: str) -> None:
    papers, _ = read(tmp_path / "page.txt", header + page(layout, ""))
    assert pairs(papers) == WANTED


@pytest.mark.parametrize("title", ["Subscribers of Tea", "Subscribe to Biscuits", "Daily Papers: A Survey of Wrapping"])
@pytest.mark.parametrize("place", [0, 2])
def test_a_title_may_begin_like_furniture(tmp_path: Path, title: str, place: int) -> None:
    papers, _ = read(tmp_path / "page.txt", page("turns").replace(RECORDS[place][0], title))
    assert papers[place].title == title


def test_two_pages_in_a_file(tmp_path: Path) -> None:
    second = page("bylines").replace("Kettle", "Samovar")
    papers, problems = read(tmp_path / "pages.txt", f"{page('bylines')}\n• 2 authors\n·\nJan 2\n\n{second}\n")
    assert len(papers) == 8
    assert papers[3].published == "--01-02"
    assert papers[4].title == "Sparse Samovars: Boiling Water with Fewer Parameters"
    assert problems == []


@pytest.mark.parametrize("layout", ["bylines", "turns", "plain"])
def test_other_encodings_and_line_ends(tmp_path: Path, layout: str) -> None:
    text = page(layout)
    contents = {
        "windows": text.replace("\n", "\r\n").encode(),
        "old mac": text.replace("\n", "\r").encode(),
        "mark": text.encode("utf-8-sig"),
        "utf-16": text.encode("utf-16"),
        "utf-16, big": f"\ufeff{text}".encode("utf-16-be"),
        "utf-32": text.encode("utf-32"),
        "no-break spaces": text.replace(" ", "\u00a0").encode(),
        "blanks": text.replace("\n", " \t\n \u00a0").encode(),
        "zero width": text.replace("Kettle", "Ket\u200btle").encode(),
    }
    for name, content in contents.items():
        papers, _ = read(tmp_path / "page.txt", content)
        assert pairs(papers) == WANTED, name


@pytest.mark.parametrize("layout", ["bylines", "plain"])
@pytest.mark.parametrize("width", [60, 80, 110])
def test_lines_broken_at_a_width(tmp_path: Path, layout: str, width: int) -> None:
    lines = (
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
        for line in page(layout).split("\n")
    )
    papers, _ = read(tmp_path / "page.txt", "\n".join(line for wrapped in lines for line in wrapped))
    assert pairs(papers) == WANTED


def test_words_broken_at_hyphens_and_links_at_slashes(tmp_path: Path) -> None:
    text = page("plain").replace("Tea-Cup", "Tea-\nCup").replace("github.com/tea/", "github.com/tea/\n")
    assert pairs(read(tmp_path / "page.txt", text)[0]) == WANTED


@pytest.mark.parametrize("layout", ["bylines", "turns", "plain"])
@pytest.mark.parametrize("words", ["We propose", "prunes the heating", "Our code is", "We stir", "The data"])
def test_an_empty_line_inside_an_abstract(tmp_path: Path, layout: str, words: str) -> None:
    papers, _ = read(tmp_path / "page.txt", page(layout).replace(f" {words}", f"\n\n{words}"))
    assert pairs(papers) == WANTED


def test_no_empty_lines_and_too_many(tmp_path: Path) -> None:
    text = page("bylines")
    assert pairs(read(tmp_path / "page.txt", text.replace("\n\n", "\n"))[0]) == WANTED
    assert pairs(read(tmp_path / "page.txt", text.replace("\n\n", "\n\n\n\n"))[0]) == WANTED


@pytest.mark.parametrize(
    ("tail", "count"),
    [
        ("\n\nOnly a Title Is Left", 4),
        ("\n\nOnly a Title Is Left\n\nThe abstract breaks off in the middle of a sen", 5),
        ("\n\nA Whole Paper about Cups\n\nThe abstract is whole and sound.\n\n  • 4 auth", 5),
        ("\n\nA Whole Paper about Cups\n\nThe abstract is whole and sound.\n\n  • 4 authors", 5),
        ("\n\nA Whole Paper about Cups\n\nThe abstract is whole and sound.\n\n  • 4 authors\n·", 5),
        ("\n\nA Whole Paper about Cups\n\nThe abstract is whole and sound.\n\n  • 4 authors\n·\nNov 29, 20", 5),
    ],
)
def test_a_cut_tail_is_reported(tmp_path: Path, tail: str, count: int) -> None:
    papers, problems = read(tmp_path / "page.txt", page("bylines") + tail)
    assert pairs(papers)[:4] == WANTED
    assert len(papers) == count
    assert [problem.skipped for problem in problems] == [count == 4]
    assert problems[0].line == 41
    assert str(problems[0]).startswith("page.txt, line 41: ")
    assert papers[-1].published == ""


def test_a_record_without_abstract_is_skipped(tmp_path: Path) -> None:
    papers, problems = read(tmp_path / "page.txt", page("bylines").replace(RECORDS[1][1], ""))
    assert pairs(papers) == [WANTED[0], *WANTED[2:]]
    assert [problem.message for problem in problems] == ["no abstract: 'k-Teapots'"]
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 3, 4]


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    text = page("plain").encode().replace(b"stir 400", b"stir \xe9")
    with pytest.raises(KgError, match=r"page\.txt, line 27: byte 0xe9 is not UTF-8"):
        read(tmp_path / "page.txt", text)


def test_text_without_papers(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="has no papers"):
        read(tmp_path / "page.txt", "\n\n".join(HEADER))


WORDS = st.lists(
    st.sampled_from(["graph", "tea", "A100", "of", "LoRA", "the", "k-means", "data", "ResNet"]), min_size=3
)


@given(records=st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=6), glued=st.booleans(), crlf=st.booleans())
@settings(max_examples=60, deadline=None)
def test_furniture_never_leaks(
    tmp_path_factory: pytest.TempPathFactory,
    records: list[tuple[list[str], list[str]]],
    glued: bool,
    crlf: bool,
) -> None:
    body = "\n".join(f"{' '.join(title).title()}\n{' '.join(abstract).capitalize()}." for title, abstract in records)
    text = "\n".join(HEADER[:3] if glued else HEADER) + ("" if glued else "\n") + body
    path = tmp_path_factory.mktemp("page") / "page.txt"
    papers, _ = read(path, text.replace("\n", "\r\n") if crlf else text)
    words = " ".join(f"{paper.title} {paper.abstract}" for paper in papers)
    assert not any(line in words for line in ("Subscribe", "trending", "byAK", "Daily Papers", "Dec 12", "new"))
    assert "".join(words.split()) == "".join(body.split())


@pytest.mark.skipif(not PAPERS.is_dir(), reason="the shared listings are not beside this checkout")
def test_shared_listings() -> None:
    papers: list[Paper] = []
    problems: list[Problem] = []
    for name, count in COUNTS.items():
        (path,) = PAPERS.glob(f"{name}_*.txt")
        found = list(read_papers(path, report=problems.append))
        assert len(found) == count, name
        papers += found
    assert problems == []
    assert len(JoinedPapers([Extraction(paper, ()) for paper in papers])) == 284
    for paper in papers:
        for text in (paper.title, paper.abstract):
            assert not any(line in text for line in ("Subscribe", "trending papers", "byAK", "\n", "  ", "•"))
        assert len(paper.title) < 200 < len(paper.abstract)
    by_title = {paper.title: paper for paper in papers}
    assert by_title["MIST: Mutual Information Via Supervised Training"].published == "--11-24"
    assert {paper.submitted_by for paper in papers} == {
        "", "AlpachinoNLP Alpachino", "ServiceNow-AI ServiceNow-AI", "zai-org Z.ai",
    }  # fmt: skip


def test_sample() -> None:
    paths = sorted((Path(kg.sources.__file__).parent / "sample").glob("*.txt"))
    problems: list[Problem] = []
    found = {path.stem: list(read_papers(path, report=problems.append)) for path in paths}
    assert {name: len(papers) for name, papers in found.items()} == {"bylines": 23, "plain": 19, "turns": 20}
    assert problems == []
    papers = [paper for papers in found.values() for paper in papers]
    assert len(JoinedPapers([Extraction(paper, ()) for paper in papers])) == 58
    assert all(80 <= len(paper.abstract.split()) <= 150 for paper in papers)
    assert all(paper.published and (paper.authors_count or paper.submitted_by) for paper in found["bylines"])
