"""JSON lines are read with their types; a file is replaced when it is complete, or not at all."""

import gzip
import os
import resource
import threading
from pathlib import Path
from typing import IO

import pytest

from kg.files import decompressed, formula_safe, read_jsonl, replacing
from kg.model import KgError


def test_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [path]


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    with replacing(tmp_path / "out") as file:
        file.write(b"new")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


def write_and_raise(file: IO[bytes], failure: type[BaseException]) -> None:
    file.write(b"new")
    raise failure


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_failure_leaves_the_old_and_nothing_else(tmp_path: Path, failure: type[BaseException]) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(failure), replacing(path) as file:
        write_and_raise(file, failure)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot write .*out: No such file"), replacing(tmp_path / "no" / "out"):
        pass


def test_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(KgError, match="is not a file"), replacing(tmp_path / "out") as file:
        file.write(b"new")
    assert [*tmp_path.iterdir()] == [tmp_path / "out"]


def test_disk_that_fills_up_leaves_the_old(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(KgError, match="File too large"), replacing(path) as file:
            file.write(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_device_is_not_replaced() -> None:
    with pytest.raises(KgError, match="is not a file"), replacing(Path("/dev/null")):
        pass
    assert Path("/dev/null").is_char_device()


def test_json_lines_come_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2}')
    assert [*read_jsonl(path, dict[str, int])] == [(1, {"a": 1}), (3, {"a": 2})]


def test_a_bad_json_line_is_named_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n{"a": "x"}\n{"a"\n{"a": "\xff"}\n{"a": 2}\n')
    with pytest.raises(KgError, match=r"a\.jsonl, line 2: Expected `int`"):
        [*read_jsonl(path, dict[str, int])]
    told: list[str] = []
    assert [number for number, _ in read_jsonl(path, dict[str, int], told.append)] == [1, 5]
    assert [problem.split(": ")[0] for problem in told] == [f"{path}, line {number}" for number in (2, 3, 4)]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*b: No such file"):
        [*read_jsonl(tmp_path / "b", dict[str, int])]


@pytest.mark.parametrize("name", ["x", "x.gz", "x.zst", "x.GZ"])
def test_the_name_says_whether_a_file_is_compressed(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as file:
        file.writelines([b"one\n", b"two\n" * 1000])
    with decompressed(tmp_path / name) as file:
        assert list(file) == [b"one\n", *[b"two\n"] * 1000]
    assert ((tmp_path / name).stat().st_size < 200) == (name != "x")


def test_gzip_has_neither_name_nor_time(tmp_path: Path) -> None:
    with replacing(tmp_path / "x.gz") as file:
        file.write(b"text")
    head = (tmp_path / "x.gz").read_bytes()[:10]
    assert head[3:8] == bytes(5)


def test_a_pipe_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(gzip.compress(b"text"),))
    writer.start()
    with decompressed(pipe) as file:
        assert file.read() == b"text"
    writer.join()


@pytest.mark.parametrize("content", [gzip.compress(b"text" * 100)[:-9], b"\x1f\x8b\x08odd", b"\x28\xb5\x2f\xfdodd" * 9])
def test_compressed_bytes_that_are_damaged_are_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(KgError, match="x is damaged or cut short"), decompressed(tmp_path / "x") as file:
        file.read()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*x: No such file"), decompressed(tmp_path / "x"):
        pass


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1"])
def test_what_a_spreadsheet_reads_as_a_formula_is_marked(text: str) -> None:
    assert formula_safe(text) == f"'{text}"
    assert formula_safe(f"a{text}") == f"a{text}"
