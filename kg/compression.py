"""Files that are compressed by gzip or zstd, detected from their content, not their name."""

import contextlib
import gzip
import io
import os
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from kg.model import KgError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PACKED_SUFFIXES = (".gz", ".zst")
# Of files that kg cannot write: a name that ends so would promise what the file is not.
_OTHER_SUFFIXES = frozenset(
    [
        *(".7z", ".br", ".bz2", ".gzip", ".lz", ".lz4", ".lzma", ".rar", ".tar", ".tbz2", ".tgz", ".txz", ".xz", ".z"),
        *(".zip", ".zstd"),
    ]
)
GZIP_BEGINNING = b"\x1f\x8b"
ZSTD_BEGINNING = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or one to skip
_AT_ONCE = 1024  # bytes, which unfold to 32 megabytes at most


def unpacked(path: Path) -> Path:
    """The name without the suffix of compression."""
    return path.with_suffix("") if path.suffix.lower() in PACKED_SUFFIXES else path


def packing_fault(path: Path) -> str:
    """What is wrong with a name, or what it leads to, that promises a compression which kg cannot write; "" if none."""
    for suffix in (path.suffix.lower(), os.path.splitext(os.path.realpath(path))[1].lower()):  # noqa: PTH122
        if suffix in _OTHER_SUFFIXES:
            return f"{path}: kg compresses to .gz and .zst, not to {suffix}: give a name with one of these, or without"
    return ""


@contextlib.contextmanager
def compressed(file: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    """A file whose bytes are compressed, as the suffix says, into `file`.

    They have no name or time in them, so they are the same every time.
    """
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
    head = file.peek(4)  # not read: a pipe cannot go back
    if head.startswith(GZIP_BEGINNING):
        with io.BufferedReader(gzip.GzipFile(fileobj=file), 1 << 17) as plain:
            yield plain
    elif ZSTD_BEGINNING.match(head):
        with io.BufferedReader(Unzstd(file), 1 << 17) as plain:
            yield plain
    else:
        yield file


class Unzstd(io.RawIOBase):
    """The content of zstd frames, one after the other.

    Reading raises EOFError where the data is damaged or cut short.
    """

    def __init__(self, packed: io.RawIOBase | io.BufferedReader) -> None:
        from zstandard import ZstdDecompressor, ZstdError

        self._read_packed = io.BufferedReader(packed).read1
        self._open_frame, self._error = ZstdDecompressor().decompressobj, ZstdError
        self._frame = self._open_frame()
        self._inside = False
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer as far as one read of the packed data goes; 0 is the end."""
        while not self._rest:
            if not (packed := self._read_packed(_AT_ONCE)):
                if self._inside:
                    raise EOFError("the last frame has no end")
                return 0
            self._rest = memoryview(self._unpack(packed))
        view = memoryview(buffer)
        chunk = self._rest[: len(view)]
        self._rest = self._rest[len(view) :]
        view[: len(chunk)] = chunk
        return len(chunk)

    def _unpack(self, packed: bytes) -> bytes:
        content = []
        while packed:
            try:
                content.append(self._frame.decompress(packed))
            except self._error as error:
                raise EOFError(str(error)) from error
            packed, self._inside = self._frame.unused_data, not self._frame.eof
            if not self._inside:
                self._frame = self._open_frame()
        return b"".join(content)
