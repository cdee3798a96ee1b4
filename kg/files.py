"""Reading JSON Lines, and writing files so that a failure leaves the previous version in place."""

import contextlib
import gzip
import io
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import IO, TypeVar, cast

import msgspec

from kg.model import KgError

T = TypeVar("T")
# The wide forms are read like the others where East Asian languages are set.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def data_folder() -> Path:
    """Where the data files of kg are."""
    return Path(str(files("kg") / "knowledge" / "data"))


def read_jsonl(path: Path, kind: type[T], report: Callable[[str], None] | None = None) -> Iterator[tuple[int, T]]:
    """The lines of a JSON Lines file with their numbers; empty lines are skipped.

    Lines of another type go to `report`, if given, with what is wrong.

    Raises:
        KgError: the file cannot be read, or a line is not of this type and there is no `report`.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror or error}") from error
    for number, line in enumerate(lines, 1):
        try:
            decoded = decoder.decode(line) if line.strip() else None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            if report is None:
                raise KgError(f"{path}, line {number}: {error}") from error
            report(f"{path}, line {number}: {error}")
            continue
        if decoded is not None:
            yield number, decoded


def read_data(name: str, kind: type[T]) -> Iterator[T]:
    """The lines of one of the data files."""
    return (line for _, line in read_jsonl(data_folder() / name, kind))


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces `path` once it is complete and synced; on any failure `path` stays as it was.

    It is compressed where the name ends in .gz or .zst.

    Raises:
        KgError: the folder does not exist, the disk is full, or writing is not allowed.
    """
    path = path.resolve()  # a symbolic link stays one
    if path.exists() and not path.is_file():
        raise KgError(f"cannot write {path}: it exists and is not a file: give another name")
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            with compressed(file, path.suffix.lower()) as plain:
                yield plain
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise KgError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def compressed(file: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    """A file whose bytes are compressed, as the suffix says, into `file`; without name and time, so always alike."""
    if suffix == ".gz":
        with io.BufferedWriter(gzip.GzipFile("", "wb", 6, file, mtime=0)) as plain:
            yield plain
    elif suffix == ".zst":
        from zstandard import ZstdCompressor

        raw = cast("io.RawIOBase", ZstdCompressor().stream_writer(file, closefd=False))
        with io.BufferedWriter(raw) as plain:
            yield plain
    else:
        yield file


@contextlib.contextmanager
def decompressed(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file that may be compressed by gzip or zstd, detected from its content.

    Raises:
        KgError: the file cannot be read, or its compressed bytes are damaged.
    """
    try:
        with path.open("rb") as file, _plain(file) as plain:
            yield plain
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise KgError(f"{path} is damaged or cut short ({error}): write it again") from error
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror or error}") from error


@contextlib.contextmanager
def _plain(file: io.BufferedReader) -> Iterator[IO[bytes]]:
    head = file.peek(4)[:4]  # not read: a pipe cannot go back
    if head.startswith(b"\x1f\x8b"):
        with io.BufferedReader(gzip.GzipFile(fileobj=file), 1 << 17) as plain:
            yield plain
    elif head == b"\x28\xb5\x2f\xfd":
        from zstandard import ZstdDecompressor, ZstdError

        try:
            stream = ZstdDecompressor().stream_reader(file, read_across_frames=True)
            with io.BufferedReader(stream, 1 << 17) as plain:
                yield plain
        except ZstdError as error:
            raise EOFError(error) from error
    else:
        yield file


def formula_safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula: what could be one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
