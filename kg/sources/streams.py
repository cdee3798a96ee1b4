"""Input files as byte streams; reports what is not a file, and a file that changes while it is read."""

import contextlib
import io
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from kg.model import KgError, StrPath

Reader = Callable[[int], bytes]  # at most so many bytes, and none at the end
_WAIT = 2.0  # seconds for somebody to write to a named pipe
_BOMB_SIZE, _BOMB_RATIO = 1 << 22, 500  # bytes, and bytes for each packed one; text of papers has less than 20


@contextlib.contextmanager
def open_stream(path: StrPath, changed: Callable[[], None]) -> Iterator[tuple[IO[bytes], Reader, bytes]]:
    """A file or, for "-", stdin; the function that reads what is there of it, and what has been read already.

    `changed` is called at the end of a file that is no longer what it was. Raises KgError if it cannot be opened, or is
    nothing that can be read to its end.
    """
    if str(path) == "-":
        yield sys.stdin.buffer, getattr(sys.stdin.buffer, "read1", sys.stdin.buffer.read), b""
        return
    first = b""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
        if stat.S_ISSOCK(mode) or stat.S_ISBLK(mode):
            raise KgError(
                f"cannot read {path}: it is a {'socket' if stat.S_ISSOCK(mode) else 'block device'}, not a file"
            )
        if stat.S_ISFIFO(mode):
            stream, first = _open_pipe(path)
        else:
            stream = Path(path).open("rb")  # noqa: SIM115 - closed by its user
        before = _state(stream)
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror or error}") from error
    with stream:
        yield stream, stream.read1, first
        if stat.S_ISREG(mode) and _state(stream) != before:
            changed()


def _state(stream: io.BufferedReader) -> tuple[int, int]:
    found = os.fstat(stream.fileno())
    return found.st_size, found.st_mtime_ns


def _open_pipe(path: StrPath) -> tuple[io.BufferedReader, bytes]:
    """A named pipe, opened, and what is in it: opening one to which nobody writes would normally wait for ever."""
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    until = time.monotonic() + _WAIT
    content = b""
    with contextlib.suppress(BlockingIOError):  # it is empty, but somebody writes to it
        while not (content := os.read(pipe, io.DEFAULT_BUFFER_SIZE)):
            if time.monotonic() > until:
                os.close(pipe)
                raise KgError(f"cannot read {path}: it is a named pipe that nothing is writing to")
            time.sleep(0.02)
    os.set_blocking(pipe, True)
    return os.fdopen(pipe, "rb"), content


class Unpacked:
    """Unpacked bytes, of which there may not be absurdly many. `packed` says how many bytes have been unpacked."""

    def __init__(self, read: Reader, packed: Callable[[], int]) -> None:
        self._read, self._packed, self._size = read, packed, 0

    def read(self, size: int) -> bytes:
        """The next bytes. Raises EOFError where the file is a bomb."""
        chunk = self._read(size)
        self._size += len(chunk)
        if self._size > max(_BOMB_SIZE, _BOMB_RATIO * self._packed()):
            raise EOFError(f"it unpacks to more than {_BOMB_RATIO} times its size")
        return chunk
