"""Files are compressed and read back by their names and contents."""

import gzip
import os
import threading
from pathlib import Path

import pytest
import zstandard

from kg.compression import decompressed, unpacked
from kg.files import replacing
from kg.model import KgError


@pytest.mark.parametrize("name", ["x", "x.gz", "x.zst", "x.GZ"])
def test_the_name_says_whether_a_file_is_compressed(tmp_path: Path, name: str) -> None:
    with replacing(tmp_path / name) as file:
        file.writelines([b"one\n", b"two\n" * 1000])
    with decompressed(tmp_path / name) as file:
        assert list(file) == [b"one\n", *[b"two\n"] * 1000]
    assert ((tmp_path / name).stat().st_size < 200) == (name != "x")


def test_no_other_compression_is_pretended(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"x\.bz2: kg compresses to \.gz and \.zst"), replacing(tmp_path / "x.bz2"):
        raise AssertionError
    assert not any(tmp_path.iterdir())


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


DAMAGED = {
    "gzip, cut": gzip.compress(b"text" * 100)[:-9],
    "gzip": b"\x1f\x8b\x08odd",
    "zstd, cut": zstandard.compress(b"text" * 100)[:-3],
    "zstd": b"\x28\xb5\x2f\xfdodd" * 9,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_compressed_bytes_that_are_damaged_are_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(KgError, match="x is damaged or cut short"), decompressed(tmp_path / "x") as file:
        file.read()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*x: No such file"), decompressed(tmp_path / "x"):
        pass


def test_a_name_without_its_packing() -> None:
    names = ["a/g.jsonl.gz", "G.JSONL.ZST", "g.jsonl", "gz"]
    assert [str(unpacked(Path(name))) for name in names] == [str(Path("a/g.jsonl")), "G.JSONL", "g.jsonl", "gz"]
