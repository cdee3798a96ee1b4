"""What is no file, what changes while it is read, and what unpacks to far more than it is."""

import gzip
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path

import pytest
import zstandard

from kg.cli.app import run
from kg.model import KgError
from kg.sources import Problem, read_papers

LINE = json.dumps({"title": "Tea for Two", "abstract": "We brew."}).encode() + b"\n"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other pipes and devices")


def told(path: str | Path) -> str:
    """The message on what cannot be read, which must come at once."""
    begin = time.monotonic()
    with pytest.raises(KgError) as caught:
        list(read_papers(path))
    assert time.monotonic() - begin < 5
    return str(caught.value)


def test_a_pipe_to_which_nothing_writes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert told(tmp_path / "pipe").endswith("pipe: it is a named pipe that nothing is writing to")


def test_a_pipe_whose_writer_is_late_and_slow(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    def write() -> None:
        time.sleep(0.3)
        with (tmp_path / "pipe").open("wb", buffering=0) as pipe:
            for place in range(0, len(LINE) * 50, 700):
                pipe.write((LINE * 50)[place : place + 700])
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert len(list(read_papers(tmp_path / "pipe"))) == 50
    finally:
        writer.join()


def test_sockets_devices_and_folders(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        assert "it is a socket" in told(tmp_path / "s")
    assert "it is empty" in told("/dev/null")
    assert "is a binary file" in told("/dev/zero")
    assert "it is a folder" in told(tmp_path)


@pytest.mark.parametrize("size", [5_001, 1_500])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, size: int) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(LINE * 5_000)
    problems: list[Problem] = []
    papers = iter(read_papers(path, report=problems.append))
    next(papers)
    path.write_bytes(LINE * size)
    assert len(list(papers)) > 1_000
    assert str(problems[-1]) == "papers.jsonl: it changed while it was being read: run the command again"
    assert not problems[-1].skipped
    problems.clear()
    assert list(read_papers(path, report=problems.append))
    assert not [problem for problem in problems if problem.line == 0]


@pytest.mark.no_cover
@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("filling", [b"a", b"\n", b" ", b'{"a": '])
def test_a_file_that_unpacks_to_far_too_much(tmp_path: Path, pack: object, filling: bytes) -> None:
    assert callable(pack)
    (tmp_path / "bomb").write_bytes(pack(LINE + filling * (60_000_000 // len(filling))))
    problems: list[Problem] = []
    begin = time.process_time()  # other processes do not count
    assert len(list(read_papers(tmp_path / "bomb", report=problems.append))) == 1
    assert time.process_time() - begin < 5
    if len(filling) == 1:
        told = (
            "more than 1,000,000 blank lines in a row"
            if filling == b"\n"
            else "unpacks to more than 500 times its size"
        )
        assert told in problems[-1].message


@pytest.mark.no_cover
def test_papers_that_pack_well_are_no_bomb(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"title": f"Tea {n}", "abstract": f"We brew tea {n * n} times. " * 9}).encode() + b"\n"
        for n in range(15_000)
    )
    assert len(lines) > 1 << 22
    (tmp_path / "papers").write_bytes(zstandard.compress(lines, 9))
    assert len(list(read_papers(tmp_path / "papers"))) == 15_000


def test_the_name_of_a_file_steers_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a\x1b[2J\x9b\u202e.jsonl"
    path.write_bytes(LINE + b'{"title": "x"}\n')
    assert run(["extract", str(path), "-o", str(tmp_path / "out")]) == 0
    assert run(["extract", str(path) + "\x1b"]) == 1
    assert not {*capsys.readouterr().err} & {"\x1b", "\x9b", "\u202e"}
    assert [paper.source and paper.source.file for paper in read_papers(path)] == ["a [2J .jsonl"]


def test_the_name_of_a_file_may_be_no_text(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.jsonl"
    Path(os.fsdecode(name)).write_bytes(LINE)
    (paper,) = read_papers(os.fsdecode(name))
    assert paper.source
    assert paper.source.file == "\ufffd.jsonl"
