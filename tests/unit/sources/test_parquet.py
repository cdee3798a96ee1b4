"""The `parquet` format: tables of pandas and polars, dumps of APIs, pipes, damage."""

import gzip
import io
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from kg.cli.app import run
from kg.model import KgError, Paper, Source
from kg.names.ids import paper_id
from kg.sources import Problem, read_papers

ROW: dict[str, object] = {"title": "Tea for Two", "abstract": "We brew."}


def table(rows: list[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(rows)


def packed(content: pa.Table, **options: object) -> bytes:
    stream = io.BytesIO()
    pq.write_table(content, stream, **options)
    return stream.getvalue()


def read(path: Path, content: bytes, **arguments: dict[str, str] | str) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content)
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append, **arguments)), problems  # type: ignore[arg-type]


def test_a_record_with_everything(tmp_path: Path) -> None:
    row = {
        "Title": "Sparse Kettles",
        "Abstract": "We prune kettles on an NVIDIA A100.",
        "arxiv_id": "2403.01234v2",
        "authors": [{"name": "Ada Lovelace"}, {"name": "Gödel, Kurt"}],
        "categories": ["cs.LG", "cs.PF"],
        "publication_date": date(2024, 3, 5),
        "updated": datetime(2024, 4, 16, 18, 40, 34, tzinfo=UTC),
        "doi": "https://doi.org/10.1000/TEA.1",
        "venue": "Annals of Tea",
        "githubRepo": "tea/kettle",
        "url": "https://example.org/1",
        "text": "not read",
        "__index_level_0__": 7,
    }
    (paper,), problems = read(tmp_path / "x.parquet", packed(table([row])))
    assert problems == []
    assert paper == Paper(
        id="2403.01234",
        title="Sparse Kettles",
        abstract="We prune kettles on an NVIDIA A100.",
        url="https://example.org/1",
        doi="10.1000/tea.1",
        published="2024-03-05",
        updated=paper.updated,
        authors=("Ada Lovelace", "Kurt Gödel"),
        venue="Annals of Tea",
        categories=("cs.LG", "cs.PF"),
        code="https://github.com/tea/kettle",
        source=Source("x.parquet", 1),
    )
    assert paper.updated.startswith("2024-04-16T18:40:34") or paper.updated.startswith("2024-04-16 18:40:34")


@pytest.mark.parametrize(
    ("column", "published"),
    [
        (pa.array([date(2024, 3, 5)]), "2024-03-05"),
        (pa.array([datetime(2024, 3, 5)], pa.timestamp("ns")), "2024-03-05"),
        (pa.array([1709600000000000001], pa.timestamp("ns")), "2024-03-05 00:53:20.000000001"),
        (pa.array([datetime(2024, 3, 5, tzinfo=UTC)], pa.timestamp("ms", "UTC")), "2024-03-05"),
        (pa.array([2024]), "2024"),
        (pa.array([2024.0]), "2024"),
        (pa.array([Decimal("2024")]), "2024"),
        (pa.array(["2024-03"]).dictionary_encode(), "2024-03"),
        (pa.array([b"2024-03"]), "2024-03"),
        (pa.array(["2024-03"], pa.large_string()), "2024-03"),
        (pa.array([None], pa.timestamp("ns")), ""),
        (pa.array([float("nan")]), ""),
    ],
    ids=lambda value: str(getattr(value, "type", value)),
)
def test_dates(tmp_path: Path, column: pa.Array, published: str) -> None:
    content = pa.table({"title": ["Tea"], "abstract": ["We brew."], "date": column})
    (paper,), problems = read(tmp_path / "x", packed(content))
    assert (paper.published, problems) == (published, [])


def test_authors_and_categories_in_one_text(tmp_path: Path) -> None:
    row = ROW | {"authors": "Ada Lovelace, Kurt Gödel", "categories": "cs.LG stat.ML", "year": 2024}
    (paper,), _ = read(tmp_path / "x", packed(table([row])))
    assert paper.authors == ("Ada Lovelace", "Kurt Gödel")
    assert paper.categories == ("cs.LG", "stat.ML")
    assert (paper.id, paper.published) == (paper_id("Tea for Two"), "2024")


def test_ids_in_a_map(tmp_path: Path) -> None:
    ids = pa.array([[("ArXiv", "2106.09685"), ("DOI", "10.5555/tea")]], pa.map_(pa.string(), pa.string()))
    content = pa.table({"title": ["Tea"], "abstract": ["<p>We brew.</p>"], "externalIds": ids})
    (paper,), problems = read(tmp_path / "x", packed(content))
    assert problems == []
    assert (paper.id, paper.doi, paper.abstract) == ("2106.09685", "10.5555/tea", "We brew.")


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary(), pa.binary(3)], ids=str)
def test_texts_as_bytes_inside_of_columns(tmp_path: Path, kind: pa.DataType) -> None:
    struct, pairs = pa.struct({"name": kind}), pa.map_(kind, kind)
    columns = {
        "authors": pa.array([[b"Ada", None, b"Kip"]], pa.list_(kind)),
        "keywords": pa.array([[{"name": b"Tea"}]], pa.list_(struct)),
        "venue": pa.array([{"name": b"JoT"}], struct),
        "externalIds": pa.array([[(b"doi", b"X/1"), (b"mag", None)]], pairs),
    }
    content = pa.table({"title": ["Tea"], "abstract": ["We brew."], **columns})
    (paper,), problems = read(tmp_path / "x", packed(content))
    assert (paper.authors, paper.categories, paper.venue) == (("Ada", "Kip"), ("Tea",), "JoT")
    assert [problem.message for problem in problems] == ["doi 'X/1' is not a DOI: ignored"]


def test_a_row_with_bytes_that_are_no_text_costs_only_itself(tmp_path: Path) -> None:
    authors = pa.array([[b"Ada"], [b"G\xf6del"], [b"Kip"]], pa.list_(pa.binary()))
    content = pa.table({"title": ["A", "B", "C"], "abstract": ["We brew."] * 3, "authors": authors})
    papers, problems = read(tmp_path / "x", packed(content))
    assert [paper.title for paper in papers] == ["A", "C"]
    assert [(problem.line, problem.skipped) for problem in problems] == [(2, True)]


def test_chosen_columns(tmp_path: Path) -> None:
    content = packed(table([{"Name": "Tea", "Text": "We brew.", "title": "no"}]))
    (paper,), _ = read(tmp_path / "x", content, columns={"title": "Name", "abstract": "Text"})
    assert (paper.title, paper.abstract) == ("Tea", "We brew.")
    with pytest.raises(KgError, match="x has no abstract column; its columns are: Name, Text, title"):
        read(tmp_path / "x", content)


def test_a_bad_row_costs_only_itself(tmp_path: Path) -> None:
    rows = [ROW, ROW | {"abstract": None}, ROW | {"title": ""}, ROW]
    papers, problems = read(tmp_path / "x", packed(table(rows)))
    assert [paper.source and paper.source.ordinal for paper in papers] == [1, 4]
    assert [str(problem) for problem in problems] == ["x, line 2: no abstract", "x, line 3: no title"]


def test_a_row_that_is_not_utf8_costs_only_itself(tmp_path: Path) -> None:
    titles = pa.Array.from_buffers(
        pa.string(), 3, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pa.py_buffer(b"A\xffB")]
    )
    papers, problems = read(tmp_path / "x", packed(pa.table({"title": titles, "abstract": ["We brew."] * 3})))
    assert [paper.title for paper in papers] == ["A", "B"]
    assert [(problem.line, problem.skipped) for problem in problems] == [(2, True)]


PACKERS = [bytes, gzip.compress, zstandard.compress]


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize("stdin", [False, True])
def test_pipes_and_packed_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes], stdin: bool
) -> None:
    content = pack(packed(table([ROW] * 1000), row_group_size=100))
    (tmp_path / "x").write_bytes(content)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    papers = read_papers("-" if stdin else tmp_path / "x")
    assert [paper.source for paper in papers] == [Source("stdin" if stdin else "x", place) for place in range(1, 1001)]


@pytest.mark.no_cover
def test_row_groups_are_read_one_by_one(tmp_path: Path) -> None:
    rows = [ROW | {"abstract": f"We brew {place}. " + "x" * 1000} for place in range(20_000)]
    (tmp_path / "x").write_bytes(packed(table(rows), row_group_size=1000, compression="none", use_dictionary=False))
    before = pa.total_allocated_bytes()
    papers = iter(read_papers(tmp_path / "x"))
    most = max(pa.total_allocated_bytes() for _ in papers)
    assert most - before < 10_000_000


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda content: content[:-10], "is a damaged Parquet file: Parquet magic bytes not found"),
        (lambda content: content[:100], "is a damaged Parquet file"),
        (lambda content: content[: -len(content) // 2] + content[-4:], "is a damaged Parquet file"),
        (lambda content: gzip.compress(content)[:-20], "damaged or cut short"),
    ],
    ids=["no end", "beginning only", "no middle", "cut gzip"],
)
def test_damaged_files(tmp_path: Path, damage: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read(tmp_path / "x", damage(packed(table([ROW] * 100))))
    assert "\n" not in str(caught.value)


def test_a_damaged_row_group_costs_only_itself(tmp_path: Path) -> None:
    content = bytearray(packed(table([ROW | {"id": str(place)} for place in range(4000)]), row_group_size=1000))
    middle = pq.ParquetFile(io.BytesIO(content)).metadata.row_group(2).column(0).file_offset
    start = pq.ParquetFile(io.BytesIO(content)).metadata.row_group(2).column(0).dictionary_page_offset or middle
    content[start : start + 40] = b"\xff" * 40
    papers, problems = read(tmp_path / "x", bytes(content))
    assert [paper.id for paper in papers] == [str(place) for place in (*range(2000), *range(3000, 4000))]
    (problem,) = problems
    assert problem.line == 2001
    assert problem.message.startswith("rows 2,001 to 3,000 cannot be read: the data is damaged")


@pytest.mark.parametrize(
    ("library", "content"),
    [
        ("pyarrow", packed(table([ROW]))),
        ("zstandard", zstandard.compress(b"{}\n")),
        ("rispy", b"TY  - JOUR\nTI  - T\nAB  - A.\nER  - \n"),
    ],
)
def test_a_library_that_is_missing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    library: str,
    content: bytes,
) -> None:
    (tmp_path / "x").write_bytes(content)
    monkeypatch.setitem(sys.modules, library, None)
    assert run(["extract", str(tmp_path / "x")]) == 1
    extra = "formats" if library == "pyarrow" else "sources"
    assert capsys.readouterr().err == f"kg: this needs the library {library}: run pip install 'kg[{extra}]'\n"


def test_formats_are_not_mixed_up(tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "bibtex", "daily", "atom"):
        with pytest.raises(KgError, match=f"x is a Parquet file, not {form}: omit the format"):
            read(tmp_path / "x", packed(table([ROW])), format=form)
    with pytest.raises(KgError, match="x is not a Parquet file"):
        read(tmp_path / "x", b"PAR1 is a title\n", format="parquet")
