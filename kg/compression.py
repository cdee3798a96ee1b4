"""Files that are compressed by gzip or zstd."""

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from kg.model import KgError


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
