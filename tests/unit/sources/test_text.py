"""What all formats share: opening, unpacking, standard input, and files that are no text."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from kg.model import KgError, Paper, Source
from kg.sources import Problem, read_papers
from kg.sources.text import LONGEST_LINE, open_text

GOOD = {"title": "Tea for Two", "abstract": "We brew."}


def read(path: Path, content: bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content)
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append)), problems


def test_gzip(tmp_path: Path) -> None:
    content = gzip.compress((json.dumps(GOOD) + "\n").encode() * 3)
    assert len(read(tmp_path / "x.jsonl.gz", content)[0]) == 3
    assert len(read(tmp_path / "no suffix", content)[0]) == 3


@pytest.mark.no_cover
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


def pipe_to_stdin(monkeypatch: pytest.MonkeyPatch, content: bytes, size: int) -> Pipe:
    pipe = Pipe(content, size)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe)))  # type: ignore[type-var]
    return pipe


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_stdin(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    pipe = pipe_to_stdin(monkeypatch, (json.dumps(GOOD) + "\n").encode() * 200, size)
    papers = iter(read_papers("-"))
    assert next(papers).source == Source("stdin", 1)
    assert pipe.given < 2000, "records must come before the end of the input"
    assert len(list(papers)) == 199


@pytest.mark.parametrize("first", ["", " \n\n", "[", "[\n"])
def test_other_text_from_a_slow_pipe(monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    body = json.dumps(GOOD) + ("]" if "[" in first else "\n")
    pipe_to_stdin(monkeypatch, f"{first}{body}".encode(), 3)
    assert [paper.title for paper in read_papers("-")] == ["Tea for Two"]
    pipe_to_stdin(monkeypatch, b"Daily Papers\n\nA Title of Tea\n\nWe brew it.\n", 3)
    assert [paper.title for paper in read_papers("-")] == ["A Title of Tea"]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_long_array_is_not_held(monkeypatch: pytest.MonkeyPatch, indent: int | None) -> None:
    content = json.dumps([{**GOOD, "id": number, "text": "tea " * 300} for number in range(1000)], indent=indent)
    pipe = pipe_to_stdin(monkeypatch, content.encode(), 5000)
    papers = iter(read_papers("-"))
    assert next(papers).id == "0"
    assert pipe.given < len(content) / 2
    assert len(list(papers)) == 999


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n\t", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xef\xbb\xbf\xef\xbb\xbf \n", "is empty"),
        (b"\xff\xfe\n\0", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a binary file, which kg does not read: give one of the formats bibtex"),
        (b"%PDF-1.7\n\x00\x00", "is a PDF, which kg does not read: give one of the formats bibtex"),
    ],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(KgError, match=message) as caught:
        read(tmp_path / "source", content)
    assert "source" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_long_lines_are_cut(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(f"a\n{'b' * (LONGEST_LINE + 70_000)}\n\n{'c' * 70_000}")
    with open_text(tmp_path / "x", print) as text:
        lines = list(text.lines)
    assert [(number, len(line)) for number, line in lines] == [(1, 1), (2, LONGEST_LINE + 1), (3, 0), (4, 70_000)]
    with open_text(tmp_path / "x", print) as text:
        assert "".join(text.pieces) == (tmp_path / "x").read_text()
