"""Listing pages, and parts of them, are recognised by what they are made of; other text is not."""

import random
from pathlib import Path

import pytest

import kg.sources
from kg.sources.listing import is_listing

ROOT = Path(__file__).parents[3]
PAPERS = ROOT.parent / "shared" / "papers"
PAGES = [*sorted((Path(kg.sources.__file__).parent / "sample").glob("*.txt")), *sorted(PAPERS.glob("*.txt"))]
OTHER = [*sorted(Path(kg.sources.__file__).parent.glob("*.py")), ROOT / "README.md", ROOT / "LICENSE"]


def whole_records(page: Path) -> list[str]:
    """Titles and abstracts, with a blank line between them, of a page without furniture and bylines."""
    lines = [line for line in page.read_text(encoding="utf8").split("\n") if line.strip()]
    starts = [place for place, line in enumerate(lines[:-1]) if len(line) < 200 < len(lines[place + 1])]
    return [f"{lines[place].removeprefix('Subscribe')}\n\n{lines[place + 1]}" for place in starts]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name[:8])
def test_pages_and_their_parts(page: Path) -> None:
    text = page.read_text(encoding="utf8")
    assert is_listing(text[: 1 << 16])
    dice = random.Random(0)
    for _ in range(10):  # cut anywhere, with some records left whole
        begin = dice.randrange(len(text) // 2)
        assert is_listing(text[begin : begin + 8_000 + dice.randrange(8_000)])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name[:8])
def test_single_records(page: Path) -> None:
    records = whole_records(page)
    assert len(records) >= 15
    assert [record for record in records if not is_listing(record)] == []
    assert [record for record in records if not is_listing(record.replace("\n\n", "\n"))] == []
    assert [record for record in records if not is_listing(record[:-20])] == []


@pytest.mark.parametrize("path", OTHER, ids=lambda path: path.name)
def test_other_text(path: Path) -> None:
    assert not is_listing(path.read_text(encoding="utf8")[: 1 << 16])


@pytest.mark.parametrize(
    "text",
    [
        "A Title of Tea\nWe brew it.",
        "k-Teapots\n\nWe brew it.\n\nCups\n\nWe sip from 12 of them.",
        "Cups\n\nWe sip.\n\n  • 4 authors\n·\nAug 13, 2023",
        "some line\n4 authors",
        "Get trending papers in your email inbox!Cups",
    ],
)
def test_small_listings(text: str) -> None:
    assert is_listing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mar 5",
        "A title alone",
        "We brew it. It is good.\nWe sip it. It is good too.",
        "Chapter 1\n\nIt was late.\n\nThe tea was cold.\n\nNobody spoke.\n\nThe clock went on.\n\nThen it stopped.",
        "Shopping\n- tea\n- cups\n- milk",
        "key = value\nother = 2",
        "The quick fox\njumped over\nthe lazy dog\nand ran",
    ],
)
def test_small_texts_of_other_kinds(text: str) -> None:
    assert not is_listing(text)
