"""Files packed by zstd, and packed files that would fill the memory."""

import gzip
import io
import json
import struct
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from kg.model import KgError, Paper
from kg.sources import Problem, read_papers

LINE = json.dumps({"title": "Tea for Two", "abstract": "We brew."}) + "\n"
SKIPPED = struct.pack("<II", 0x184D2A50, 4) + b"pzst"


def read(path: Path, content: bytes) -> tuple[list[Paper], list[Problem]]:
    path.write_bytes(content)
    problems: list[Problem] = []
    return list(read_papers(path, report=problems.append)), problems


def packed(text: str) -> bytes:
    return zstandard.compress(text.encode())


@pytest.mark.parametrize("name", ["x.jsonl.zst", "no suffix"])
@pytest.mark.parametrize(
    "content",
    [
        packed(LINE * 3),
        packed(LINE) + packed(LINE) + packed("") + packed(LINE),
        packed(LINE[:20]) + packed(LINE[20:] + LINE * 2),
        SKIPPED + packed(LINE * 3) + SKIPPED,
        packed("\ufeff" + LINE * 3),
    ],
    ids=["one frame", "frames", "line over two frames", "frames to skip", "byte-order mark"],
)
def test_papers(tmp_path: Path, name: str, content: bytes) -> None:
    papers, problems = read(tmp_path / name, content)
    assert [paper.title for paper in papers] == ["Tea for Two"] * 3
    assert problems == []


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[: len(content) * 2 // 3],
        lambda content: content[: len(content) * 2 // 3] + b"junk" * 1000,
        lambda content: content + b"no frame",
        lambda content: content + packed(LINE)[:-2],
    ],
    ids=["cut", "overwritten", "junk behind", "second frame cut"],
)
def test_damaged_data_ends_it_with_the_reason(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    lines = "".join(json.dumps({"title": f"T{n}", "abstract": str(hash((n, "tea")))}) + "\n" for n in range(20_000))
    papers, problems = read(tmp_path / "x.zst", damage(packed(lines)))
    assert 5_000 < len(papers) <= 20_001
    reason = "the rest cannot be read: the data is damaged or cut short"
    assert [problem.line > 5_000 for problem in problems if reason in problem.message] == [True]


def test_nothing_inside(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="it is empty"):
        read(tmp_path / "x", packed(""))
    with pytest.raises(KgError, match="damaged or cut short"):
        read(tmp_path / "x", packed(LINE)[:6])


@pytest.mark.no_cover
def test_stdin_is_read_while_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps({"title": f"T{n}", "abstract": str(hash((n, "tea")))}) + "\n" for n in range(50_000))
    stdin = io.BytesIO(packed(lines))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stdin))
    papers = iter(read_papers("-"))
    assert next(papers).title == "T0"
    assert stdin.tell() < len(stdin.getvalue()) // 2
    assert sum(1 for _ in papers) == 49_999


@pytest.mark.no_cover
@pytest.mark.parametrize("pack", [zstandard.compress, gzip.compress], ids=["zstd", "gzip"])
@pytest.mark.parametrize(
    ("form", "beginning", "unit", "megabytes"),
    [
        ("jsonl", '{"title": "', "tea ", 60),
        ("jsonl", "{}", " " * 9 + "\n", 1),
        ("bibtex", "", "@a{", 4),
        ("bibtex", "@misc{k, title = {", "much longer tea " * 20 + "\n", 40),
        ("ris", "TY  - JOUR\nAB  - ", "much longer tea " * 20 + "\n", 40),
        ("atom", "<feed><entry><title>", "tea ", 60),
        ("atom", "<feed>", "<entry>\n", 60),
    ],
)
def test_a_bomb_does_not_fill_the_memory(
    tmp_path: Path, pack: Callable[[bytes], bytes], form: str, beginning: str, unit: str, megabytes: int
) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(pack((beginning + unit * (megabytes * 1_000_000 // len(unit))).encode()))
    assert path.stat().st_size < 200_000
    tracemalloc.start()
    try:
        assert not sum(1 for _ in read_papers(path, form, lambda _: None))
    except KgError:
        pass
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 80_000_000
