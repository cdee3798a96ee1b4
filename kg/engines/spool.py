"""Extractions on disk while a graph is being built, so that a build that was killed can go on where it was."""

import contextlib
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import msgspec

from kg.graph.assemble import StoredExtractions
from kg.graph.papers import without_corrected
from kg.locks import alone, hidden
from kg.model import Extraction, KgError, Paper

_decode = msgspec.json.Decoder(Extraction).decode
SYNCED = 256  # papers: what a killed build loses at most is a second's work


class SpoolHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a build must have in common with an interrupted one to go on with it.

    The extractions depend on all but `graph`: `data` is the digest of the lexicon, `inputs` are paths with size and
    time. `graph` are the options that say what becomes of the earlier graph, such as "--add".
    """

    version: str
    data: str
    inputs: tuple[tuple[str, int, int], ...]
    options: tuple[str, ...]
    graph: tuple[str, ...]


class RecordFile:
    """Extractions in a file, one a line, from where it stands; each is read when it is asked for."""

    def __init__(self, file: IO[bytes], places: Iterable[int] = ()) -> None:
        self._file = file
        self._places = array("Q", places)  # where each line begins

    def extend(self, lines: Iterable[bytes]) -> None:
        """Append extractions."""
        end = self._file.seek(0, os.SEEK_END)
        for line in lines:
            self._places.append(end)
            self._file.write(line)
            end += len(line)

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: int) -> Extraction:
        self._file.seek(self._places[place])
        return _decode(self._file.readline())

    def lines(self) -> Iterator[bytes]:
        """The lines, as they are."""
        for place in self._places:
            self._file.seek(place)
            yield self._file.readline()


class Spool(RecordFile):
    """The same behind a header, in the order of the papers."""

    def extend(self, lines: Iterable[bytes]) -> None:
        """Append extractions, safely on disk after every few."""
        lines = iter(lines)
        while batch := list(islice(lines, SYNCED)):
            done = len(self)
            try:
                super().extend(batch)
                self._sync()
            except BaseException:
                del self._places[done:]  # what is not on disk does not count
                raise

    def start(self, header: SpoolHeader) -> None:
        """Forget what there is."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(msgspec.json.encode(header) + b"\n")
        self._sync()  # a build that is killed before its first papers are done had an aim too
        self._places = array("Q")

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())


@contextlib.contextmanager
def spooled(out: Path, header: SpoolHeader, resume: bool) -> Iterator[Spool]:
    """The spool of the graph file that is to be written, which is removed on success; one process at a time has it.

    If `resume`, it has what was extracted before, if that was from the same papers in the same way, and a second
    process waits. Otherwise the second has a spool of its own, which ends with it. Raises KgError if it cannot be
    written, or is that of a build with another aim for the earlier graph.
    """
    target = out.resolve()
    path = target.with_name(hidden(target, "part"))
    try:
        with alone(path, wait=resume) as only:
            if not only:
                with TemporaryFile(dir=target.parent) as file:
                    spool = Spool(file)
                    spool.start(header)
                    yield spool
                return
            path.touch()
            with path.open("r+b") as file:
                spool = Spool(file, _intact(file, header, out) if resume else ())
                if not len(spool):
                    spool.start(header)
                try:
                    yield spool
                except BaseException:
                    if not len(spool):
                        path.unlink()
                    raise
            path.unlink()
    except OSError as error:
        raise KgError(f"cannot write {out}: {error.strerror or error}") from error


def _intact(file: IO[bytes], header: SpoolHeader, out: Path) -> list[int]:
    """Where the extractions of a build with this header begin; what is damaged, or was being written, is cut off."""
    first = file.readline()
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        # Other papers are no excuse: they would be taken for the whole graph, and the one that there is would be lost.
        _check_aim(msgspec.json.decode(first, type=SpoolHeader).graph, header.graph, out)
    if first != msgspec.json.encode(header) + b"\n":
        return []
    places, end = [], file.tell()
    for line in file:
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            if line.endswith(b"\n") and _decode(line):
                places.append(end)
                end += len(line)
                continue
        break
    file.seek(end)
    file.truncate()
    return places


def _check_aim(theirs: tuple[str, ...], mine: tuple[str, ...], out: Path) -> None:
    """Refuse to go on with a build that did something else with the earlier graph."""
    told = ""
    if missing := [option for option in theirs if option not in mine]:
        told = f"with {' '.join(missing)}: give it too"
    elif extra := [option for option in mine if option not in theirs]:
        told = f"without {' '.join(extra)}: leave it out"
    if told:
        raise KgError(f"cannot resume {out}: the interrupted build was {told}; or begin anew without --resume")


def extraction_line(extraction: Extraction) -> bytes:
    """An extraction as a line of a spool."""
    return msgspec.json.encode(extraction) + b"\n"


@contextlib.contextmanager
def added_to(
    earlier: StoredExtractions | None,
    spool: RecordFile,
    folder: Path,
    report: Callable[[Paper, Paper], None] | None = None,
) -> Iterator[RecordFile]:
    """The records of a spool, and those of an earlier graph that they do not correct, in a temporary file in a folder.

    If there is no earlier graph, the spool itself. `report` is told each record that is corrected, and its correction.
    """
    if earlier is None:
        yield spool
        return
    with TemporaryFile(dir=folder) as file:
        records = RecordFile(file)
        records.extend(map(extraction_line, without_corrected(earlier.extractions, spool, report)))
        records.extend(spool.lines())
        yield records
