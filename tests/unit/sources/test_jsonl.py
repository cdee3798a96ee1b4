"""The `jsonl` format, and what all formats share: opening, sniffing, unpacking."""

import gzip
import io
import json
import logging
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity, Extraction, KgError, Label, Mention, Paper, Relation, Source, to_record
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
        published="2024-02-29",
        authors=["Ada L.", "Alan T."],
        categories=["cs.LG"],
        doi="ignored",
        nested={"is": ["ignored"]},
    )
    assert paper == Paper(
        id="arxiv-1",
        title="Tea for Two",
        abstract="We brew.",
        url="https://arxiv.org/abs/1",
        published="2024-02-29",
        authors=("Ada L.", "Alan T."),
        categories=("cs.LG",),
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
    ],
)
def test_ids(tmp_path: Path, given_id: str, kept: str) -> None:
    papers, _ = read(tmp_path / "x", f'{{"title": "Tea for Two", "abstract": "We brew.", "id": {given_id}}}')
    assert papers[0].id == kept


@pytest.mark.parametrize(
    ("authors", "kept"),
    [
        ("Ada Lovelace", ("Ada Lovelace",)),
        ("Ada Lovelace, Alan Turing and Kurt Gödel", ("Ada Lovelace", "Alan Turing", "Kurt Gödel")),
        ("Lovelace, Ada; Turing, Alan", ("Lovelace, Ada", "Turing, Alan")),
        ("Lovelace, Ada", ("Lovelace, Ada",)),
        ([{"name": "Ada", "hidden": False}, None, " "], ("Ada",)),
        (None, ()),
        ([], ()),
    ],
)
def test_authors(tmp_path: Path, authors: object, kept: tuple[str, ...]) -> None:
    assert read_one(tmp_path / "x", authors=authors).authors == kept


@pytest.mark.parametrize(
    ("categories", "kept"),
    [
        ("cs.LG stat.ML", ("cs.LG", "stat.ML")),
        ("cs.LG, hep-th", ("cs.LG", "hep-th")),
        ("Machine Learning", ("Machine Learning",)),
        (["cs.LG", None], ("cs.LG",)),
    ],
)
def test_categories(tmp_path: Path, categories: object, kept: tuple[str, ...]) -> None:
    assert read_one(tmp_path / "x", categories=categories).categories == kept


@pytest.mark.parametrize(
    "date", ["2024", "2024-02", "2024-02-29", "2024-02-29T12:00:00Z", "2024-02-29 12:00", "--11-14"]
)
def test_iso_dates_are_kept(tmp_path: Path, date: str) -> None:
    assert read_one(tmp_path / "x", published=date).published == date


@pytest.mark.parametrize("date", ["Feb 2024", "29/02/2024", "2024-13-01", "20240229", "yesterday", "", None, 20240229])
def test_other_dates_are_not(tmp_path: Path, date: object) -> None:
    assert read_one(tmp_path / "x", published=date).published == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "not a JSON object"),
        ('{"title": "Cut in the mid', "not a JSON object"),
        ("[1, 2]", "not a record of a paper"),
        ('"text"', "not a record of a paper"),
        ('{"abstract": "A."}', "no title"),
        ('{"title": "T"}', "no abstract"),
        ('{"title": "T", "abstract": " \\n"}', "no abstract"),
        ('{"title": "?!", "abstract": "A."}', "the title '?!' has no words"),
        ('{"title": 5, "abstract": "A."}', r"not a record of a paper: Expected `str | null`, got `int` - at `$.title`"),
        ('{"title": "T", "abstract": ["A."]}', "not a record of a paper"),
        ('{"title": "T", "abstract": "A.", "id": {}}', "id: Expected"),
        ('{"title": "T", "abstract": "A.", "id": true}', "id: Expected"),
        ('{"title": "T", "abstract": "A.", "x": ' + "[" * 100_000, "not a JSON object"),
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
    record = {**GOOD, "url": 5, "authors": {"a": 1}, "categories": 7, "published": [], "authors_count": "four"}
    papers, problems = read(tmp_path / "x", json.dumps(record))
    assert [(paper.url, paper.authors, paper.categories, paper.published) for paper in papers] == [("", (), (), "")]
    assert len(problems) == 5
    assert not any(problem.skipped for problem in problems)


def test_control_characters_are_cleaned(tmp_path: Path) -> None:
    paper = read_one(
        tmp_path / "x", title=" Tea\u0000\tfor\u200b Two\u202e ", abstract="We\r\n  brew\u00a0$\\alpha$\u0085x."
    )
    assert (paper.title, paper.abstract) == ("Tea for Two", "We brew $\\alpha$ x.")


def test_records_of_extract_are_read_again(tmp_path: Path) -> None:
    mention = Mention("title", 0, 3, "Tea", "gazetteer")
    entity = Entity(Label.METHOD, "Tea", (), Relation.USES, "method:tea", (mention,))
    paper = Paper(
        "7", "Tea for Two", "We brew.", published="--11-14", authors_count=4, submitted_by="x X", source=Source("y", 9)
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


def test_gzip(tmp_path: Path) -> None:
    content = gzip.compress((json.dumps(GOOD) + "\n").encode() * 3)
    assert len(read(tmp_path / "x.jsonl.gz", content)[0]) == 3
    assert len(read(tmp_path / "no suffix", content)[0]) == 3


def test_cut_gzip(tmp_path: Path) -> None:
    lines = "".join(json.dumps({**GOOD, "id": hash((place, "tea"))}) + "\n" for place in range(20_000))
    content = gzip.compress(lines.encode())
    papers, problems = read(tmp_path / "x.gz", content[: len(content) // 2])
    assert 5_000 < len(papers) < 15_000
    assert "damaged or cut short" in problems[-1].message
    with pytest.raises(KgError, match="damaged or cut short"):
        read(tmp_path / "x.gz", content[:15])


class Pipe(io.RawIOBase):
    """A pipe that gives few bytes at a time, and tells how many it has given."""

    def __init__(self, content: bytes, size: int) -> None:
        self.content, self.size, self.given = content, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self.content[self.given :][: min(self.size, len(buffer))]
        buffer[: len(chunk)] = chunk
        self.given += len(chunk)
        return len(chunk)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_stdin(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    pipe = Pipe((json.dumps(GOOD) + "\n").encode() * 200, size)
    stdin = io.TextIOWrapper(io.BufferedReader(pipe))  # type: ignore[type-var]
    monkeypatch.setattr(sys, "stdin", stdin)
    papers = read_papers("-")
    assert next(papers).source == Source("stdin", 1)
    assert pipe.given < 2000, "records must come before the end of the input"
    assert len(list(papers)) == 199


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file"),
        (b'[\n  {"title": "T", "abstract": "A."}\n]', "not one object per line"),
        (b'[{"title": "T", "abstract": "A."}]', "not one object per line"),
        (b'{\n  "title": "T",\n  "abstract": "A."\n}', "not one object per line"),
        (b"<!DOCTYPE html><title>Tea</title>", "the formats daily, jsonl"),
    ],
)
def test_files_that_are_no_source(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read(tmp_path / "source", content)
    assert "source" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*missing: No such file or directory"):
        read_papers(tmp_path / "missing")
    with pytest.raises(KgError, match=r"cannot read .*: Is a directory"):
        list(read_papers(tmp_path))


def test_formats(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(json.dumps(GOOD))
    assert len(list(read_papers(str(path), "jsonl"))) == 1
    with pytest.raises(KgError, match=r"unknown format 'xml': give one of daily, jsonl"):
        read_papers(path, "xml")


@pytest.mark.parametrize("first", ["oops\n", "{\n", "", "\ufeff", " \n"])
def test_jsonl_is_told_by_its_content(tmp_path: Path, first: str) -> None:
    papers, problems = read(tmp_path / "papers.txt", f"{first}{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n")
    assert len(papers) == 2
    assert len(problems) == (first in ("oops\n", "{\n"))


def test_a_title_may_begin_with_a_bracket(tmp_path: Path) -> None:
    papers, _ = read(tmp_path / "x", "[Re] Brewing Tea\nWe brew it again.\n")
    assert papers[0].title == "[Re] Brewing Tea"


def test_problems_are_logged_unless_asked_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "x").write_text('{"title": "T"}\n')
    with caplog.at_level(logging.WARNING, "kg"):
        assert list(read_papers(tmp_path / "x")) == []
    assert caplog.messages == ["x, line 1: no abstract"]
