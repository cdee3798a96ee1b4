"""Extractions on disk while a graph is being built, so that a build that was killed can go on where it was."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from sys import intern
from tempfile import TemporaryFile
from typing import IO

import msgspec
from msgspec.structs import force_setattr

from kg.locks import alone, hidden
from kg.model import Extraction, KgError

SYNCED = 256  # papers: what a killed build loses at most is a second's work


class SpoolHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the extractions depend on: `data` is that of the lexicon, `inputs` are paths with size and time."""

    version: str
    data: str
    inputs: tuple[tuple[str, int, int], ...]
    options: tuple[str, ...] = ()


class Spool:
    """A file with a header and one extraction a line, in the order of the papers; `done` is how many it has."""

    def __init__(self, file: IO[bytes], done: int) -> None:
        self._file, self.done = file, done

    def extend(self, lines: Iterable[bytes]) -> None:
        """Append extractions, safely on disk after every few."""
        lines = iter(lines)
        while batch := list(islice(lines, SYNCED)):
            self._file.writelines(batch)
            self._sync()
            self.done += len(batch)

    def start(self, header: SpoolHeader) -> None:
        """Forget what there is."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(msgspec.json.encode(header) + b"\n")
        self.done = 0

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def __iter__(self) -> Iterator[Extraction]:
        self._file.seek(0)
        self._file.readline()
        return map(_sharing_texts, map(msgspec.json.Decoder(Extraction).decode, self._file))


def _sharing_texts(extraction: Extraction) -> Extraction:
    """An extraction just decoded, its names and rules one object each in all of them: a quarter less memory."""
    for entity in extraction.entities:
        for key in ("name", "id"):
            force_setattr(entity, key, intern(getattr(entity, key)))
        for mention in (*entity.mentions, *entity.cues):
            for key in ("field", "text", "rule"):
                force_setattr(mention, key, intern(getattr(mention, key)))
    return extraction


@contextlib.contextmanager
def spooled(out: Path, header: SpoolHeader, resume: bool) -> Iterator[Spool]:
    """The spool of the graph file that is to be written, which is removed on success; one process at a time has it.

    If `resume`, it has what was extracted before, if that was from the same papers in the same way, and a second
    process waits. Otherwise the second has a spool of its own, which ends with it.

    Raises:
        KgError: it cannot be written.
    """
    target = out.resolve()
    path = target.with_name(hidden(target, "part"))
    try:
        with alone(path, wait=resume) as only:
            if not only:
                with TemporaryFile(dir=target.parent) as file:
                    spool = Spool(file, 0)
                    spool.start(header)
                    yield spool
                return
            path.touch()
            with path.open("r+b") as file:
                spool = Spool(file, _intact(file, header) if resume else 0)
                if not spool.done:
                    spool.start(header)
                try:
                    yield spool
                except BaseException:
                    if not spool.done:
                        path.unlink()
                    raise
            path.unlink()
    except OSError as error:
        raise KgError(f"cannot write {out}: {error.strerror or error}") from error


def _intact(file: IO[bytes], header: SpoolHeader) -> int:
    """How many extractions there are of a build with this header; what is damaged, or was being written, is cut off."""
    if file.readline() != msgspec.json.encode(header) + b"\n":
        return 0
    decode = msgspec.json.Decoder(Extraction).decode
    done, end = 0, file.tell()
    for line in file:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            if line.endswith(b"\n") and decode(line):
                done, end = done + 1, end + len(line)
                continue
        break
    file.seek(end)
    file.truncate()
    return done


def extraction_line(extraction: Extraction) -> bytes:
    """An extraction as a line of a spool."""
    return msgspec.json.encode(extraction) + b"\n"
