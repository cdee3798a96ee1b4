"""Reading JSON Lines, and writing files so that a failure leaves the previous version in place."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from kg.model import KgError

T = TypeVar("T")


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
            yield file
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
