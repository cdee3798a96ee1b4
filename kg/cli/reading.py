"""Reading papers and writing files, shared by the commands."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from kg.cli.messages import tell
from kg.wording import counted, readable

if TYPE_CHECKING:
    from kg.model import Paper
    from kg.sources import Problem

STDIO = Path("-")
STDIN_NAMES = ("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
WORTH_WORKERS = 1_000_000  # bytes: some 700 abstracts, which take two seconds more than starting workers
PACKED = 3  # times as much text as bytes


class Reading:
    """The papers of some files, with counts of the records that were read and skipped.

    Raises:
        typer.BadParameter: there is no such format, a column is not FIELD=NAME, or standard input is given twice.
        KgError: a file is missing, or columns cannot be chosen.
    """

    def __init__(self, paths: Sequence[Path], form: str | None = None, columns: Sequence[str] | None = None) -> None:
        from kg.sources import FORMATS, read_papers

        if form is not None and form not in FORMATS:
            raise typer.BadParameter(f"--format {form}: give one of {', '.join(FORMATS)}")
        if len(again := [path for path in paths if str(path) in STDIN_NAMES]) > 1:
            raise typer.BadParameter(f"{again[1]}: standard input can be given only once")
        chosen = dict(map(_column, map(readable, columns or ())))
        self.columns = tuple(chosen.items())
        # A mistyped name fails at once, not hours later when the files before it have been read.
        self._files = [read_papers(path, form, self._report, chosen) for path in paths]
        self.read = self.skipped = 0
        self._sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
        self._place = 0  # of the file that is being read

    def __iter__(self) -> Iterator["Paper"]:
        for place, papers in enumerate(self._files):
            self._place = place
            for paper in papers:
                self.read += 1
                yield paper

    def share(self) -> float:
        """How much of all bytes has been read, from 0 to 1; 0 if it cannot be told, as from a pipe."""
        if not all(self._sizes):
            return 0
        with contextlib.suppress(ValueError):  # it has just been closed
            before = sum(self._sizes[: self._place])
            return (before + self._files[self._place].bytes_read()) / sum(self._sizes)
        return 0

    def summary(self) -> str:
        """How many records were read and skipped."""
        return f"{counted(self.read, 'record')} read, {self.skipped:,} skipped"

    def _report(self, problem: "Problem") -> None:
        self.skipped += problem.skipped
        tell(f"{problem}: skipped" if problem.skipped else str(problem))


def _column(option: str) -> tuple[str, str]:
    """The field and the column of "abstract=Summary"."""
    field, equals, column = (part.strip() for part in option.partition("="))
    if not (field and equals and column):
        raise typer.BadParameter(f"--column {option}: give a field and its column, as in --column abstract=Summary")
    return field, column


def workers_for(paths: Sequence[Path], asked: int | None) -> int:
    """How many processes to use: as many as asked for, else as there are cores, if that is worth starting them.

    What comes through a pipe may be wanted record by record, and is done in one.
    """
    if asked is not None:
        return asked
    from kg.compression import unpacked

    if not all(path.is_file() for path in paths):
        return 1
    size = sum(path.stat().st_size * (1 if unpacked(path) == path else PACKED) for path in paths)
    return usable_cores() if size > WORTH_WORKERS else 1


def usable_cores() -> int:
    """The cores that this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_graph_name(out: Path) -> None:
    """Refuse to give a graph the name of an export, compressed or not."""
    from kg.compression import unpacked
    from kg.sinks import SINKS

    plain = unpacked(out)
    if plain.suffix.lower() in SINKS:
        graph = plain.with_suffix(".jsonl")
        raise typer.BadParameter(
            f"-o {out}: kg build writes a graph file, not {plain.suffix}: give -o {graph}, then kg export {graph} {out}"
        )


def check_packing(path: Path) -> None:
    """Refuse a name that promises a compression which kg cannot write."""
    from kg.compression import packing_fault

    if fault := packing_fault(path):
        raise typer.BadParameter(fault)


def check_target(path: Path, inputs: Sequence[Path], own: Callable[[Path], bool]) -> None:
    """Refuse, before any work is done, a file that cannot be written, is an input, or is not of the command's `own`.

    So a mistyped name costs nobody a file. Raises typer.BadParameter or ModuleNotFoundError if the file cannot be
    compressed as its name says, and else KgError.
    """
    from kg.files import check_writable
    from kg.model import KgError

    check_packing(path)
    if not path.parent.is_dir():
        raise KgError(f"cannot write {path}: the folder {path.parent} does not exist: create it first")
    if path.suffix.lower() == ".zst":
        import_module("zstandard")
    check_writable(path, inputs)
    if path.exists() and path.stat().st_size and not own(path):
        raise KgError(
            f"{path} already exists, and this command does not replace it: give another name, or delete it first"
        )


def check_output(path: Path | None, inputs: Sequence[Path], own: Callable[[Path], bool]) -> None:
    """Like `check_target`, for output that may also be standard output, a device or a pipe."""
    from kg.files import find_same
    from kg.model import KgError

    if path is None or path == STDIO:
        with contextlib.suppress(OSError, ValueError):  # it is no file, as in a notebook
            if same := find_same(os.fstat(sys.stdout.fileno()), inputs):
                raise KgError(
                    f"standard output is redirected to {same}, which is also an input: redirect it to another file"
                )
    elif not _is_special(path):
        check_target(path, inputs, own)


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe: replacing it with a file would take it away from everybody."""
    return path.exists() and not path.is_file() and not path.is_dir()


@contextlib.contextmanager
def output(path: Path | None) -> Iterator[IO[bytes]]:
    """Where a command's data goes: standard output, a device or pipe, or a file that is replaced when complete."""
    from kg.files import replacing

    if path is None or path == STDIO:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif _is_special(path):
        with path.open("wb") as file:
            yield file
    else:
        with replacing(path) as file:
            yield file
