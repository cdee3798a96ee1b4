"""Reading JSON Lines, and writing so that whatever happens, the last complete version stays in place."""

import codecs
import contextlib
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path
from typing import IO, TypeVar

import msgspec
from msgspec import inspect

from kg.compression import compressed, decompressed, packing_fault
from kg.locks import TEMPORARY, alone, hidden
from kg.model import KgError

T = TypeVar("T")

# The wide forms are read like the others where East Asian languages are set.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# How Linux names "exchange the two" and "relative to the current folder" in renameat2.
_EXCHANGE, _CURRENT = 2, -100
_STRANGE = re.compile(
    r"(?:Invalid enum value (?P<value>.+?)|Object contains unknown field `(?P<key>.+?)`)(?: - at `(?P<place>.+)`)?",
    re.DOTALL,
)


def data_folder() -> Path:
    """Where the data files of kg are."""
    return Path(str(files("kg") / "knowledge" / "data"))


def read_jsonl(path: Path, kind: type[T], report: Callable[[str], None] | None = None) -> Iterator[tuple[int, T]]:
    """The lines of a JSON Lines file, which may be compressed, with their numbers; empty lines are skipped.

    Lines of another type go to `report`, if given, with what is wrong.

    Raises:
        KgError: the file cannot be read, or a line is not of this type and there is no `report`.
    """
    decoder = msgspec.json.Decoder(kind)
    if path.is_dir():
        raise KgError(f"cannot read {path}: it is a folder: give a file")
    with decompressed(path) as file:
        lines = file.read().removeprefix(codecs.BOM_UTF8).splitlines()
    for number, line in enumerate(lines, 1):
        try:
            decoded = decoder.decode(line) if line.strip() else None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            told = f"{path}, line {number}: {_line_fault(str(error), kind)}"
            if report is None:
                raise KgError(told) from error
            report(told)
            continue
        if decoded is not None:
            yield number, decoded


def _line_fault(error: str, kind: type) -> str:
    """What msgspec says of a line, with the values or the keys that it may have in that place."""
    if not (found := _STRANGE.fullmatch(error)):
        return error
    place = (found["place"] or "").removeprefix("$")
    types: list[inspect.Type] = [inspect.type_info(kind)]
    for step in re.findall(r"\.\w+|\[", place):
        types = [part for one in types for part in _types_at(one, step)]
    values = [value.value for one in types if isinstance(one, inspect.EnumType) for value in one.cls]
    keys = [field.encode_name for one in types if isinstance(one, inspect.StructType) for field in one.fields]
    if found["value"]:
        return f"{place[1:]} {found['value']}: give one of {', '.join(map(str, values))}"
    return f"unknown key {found['key']!r}{f' in {place[1:]}' if place else ''}: give one of {', '.join(keys)}"


def _types_at(kind: inspect.Type, step: str) -> list[inspect.Type]:
    """The types of what a step leads to: ".key" of an object, or "[" to an item of a list."""
    match kind:
        case inspect.StructType(fields=fields):
            inner = [field.type for field in fields if f".{field.encode_name}" == step]
        case inspect.VarTupleType(item_type=item) if step == "[":
            inner = [item]
        case _:
            inner = []
    return [part for one in inner for part in (one.types if isinstance(one, inspect.UnionType) else (one,))]


def read_data(name: str, kind: type[T]) -> Iterator[T]:
    """The lines of one of the data files."""
    return (line for _, line in read_jsonl(data_folder() / name, kind))


def check_writable(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse to replace what is no file or may not be written, or one of the files that are read ("-" is stdin).

    Raises:
        KgError: the message says which, and what to do.
    """
    try:
        found = path.stat()
    except OSError:
        return  # what is wrong with a new file shows when it is created
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a device or a pipe"
        raise KgError(f"cannot write {path}: it is {kind}: give the name of a file")
    _check_permission(path, found)
    refuse_input(path, inputs)


def refuse_input(path: Path, inputs: Iterable[Path]) -> None:
    """Refuse to replace one of the files or folders that are read ("-" is stdin).

    Raises:
        KgError: it is one of them.
    """
    if path.exists() and (same := find_same(path.stat(), inputs)):
        named = f" (as {same})" if same != str(path) else ""
        raise KgError(f"cannot write {path}: it is also an input{named}: give another name")


def find_same(found: os.stat_result, inputs: Iterable[Path]) -> str:
    """The input that is the same file as `found`, whatever its name; empty if there is none."""
    for path in inputs:
        with contextlib.suppress(OSError, ValueError):  # not there; or stdin is no file, as in a notebook
            other = os.fstat(sys.stdin.fileno()) if path == Path("-") else path.stat()
            if (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)) and os.path.samestat(found, other):
                return "standard input" if path == Path("-") else str(path)
    return ""


def _check_permission(path: Path, found: os.stat_result) -> None:
    # The bits are asked for as well, because root may write everything, but should not without being told to.
    if not found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise KgError(f"cannot write {path}: it is write-protected: give another name, or allow writing with chmod u+w")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that replaces `path` once it is complete and synced; on any failure `path` stays as it was.

    It is compressed where the name ends in .gz or .zst. The permissions of a file that is replaced are kept.

    Raises:
        KgError: the folder does not exist, the disk is full, writing is not allowed, or the name promises a
            compression that kg cannot write.
    """
    if fault := packing_fault(path):
        raise KgError(f"cannot write {fault}")
    path = _without_links(path)
    check_writable(path)
    with _told_as(path), alone(path):
        temporary: Path | None = None
        try:
            prefix = hidden(path, TEMPORARY)
            with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=prefix, delete=False) as file:
                temporary = Path(file.name)
                with compressed(file, path.suffix.lower()) as plain:
                    yield plain
                file.flush()
                os.fsync(file.fileno())
            _give_mode(temporary, path, 0o666)
            temporary.replace(path)
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing_folder(folder: Path, own: Collection[str]) -> Iterator[Path]:
    """A new folder to fill, which replaces `folder` once it is complete; on any failure `folder` stays as it was.

    `own` are patterns of the names that may be in `folder` ("*.csv"): one with other files is somebody else's.

    Raises:
        KgError: `folder` is a file or has other files, the disk is full, or writing is not allowed.
    """
    folder = _without_links(folder)
    check_folder(folder, own)
    with _told_as(folder), alone(folder):
        aside = folder.with_name(hidden(folder, "old"))
        if aside.exists() and not folder.exists():
            aside.rename(folder)  # killed between the two steps of _swap
        shutil.rmtree(aside, ignore_errors=True)
        prefix = hidden(folder, TEMPORARY)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=prefix, ignore_cleanup_errors=True) as name:
            yield Path(name)
            _sync_files(Path(name))
            _give_mode(Path(name), folder, 0o777)
            check_folder(folder, own)  # a file that came since then is not lost
            _swap(Path(name), folder, aside)


def check_folder(folder: Path, own: Collection[str]) -> None:
    """Refuse to replace what is no folder, may not be written, or has files whose names fit none of the patterns.

    Raises:
        KgError: the message says which, and what to do.
    """
    try:
        found = folder.stat()
    except OSError:
        return
    if not stat.S_ISDIR(found.st_mode):
        raise KgError(f"cannot write {folder}: it is a file, but the export is a folder: give another name")
    _check_permission(folder, found)
    for path in sorted(folder.iterdir()):
        if path.is_dir() or not any(fnmatchcase(path.name, pattern) for pattern in own):
            raise KgError(f"cannot write {folder}: it contains {path.name}, which kg did not write: give a new folder")


def _without_links(path: Path) -> Path:
    """The file that is meant: a symbolic link stays one, and what it leads to is replaced."""
    try:
        return path.resolve()
    except RuntimeError as error:  # OSError from Python 3.13 on, which is told as any other
        raise KgError(f"cannot write {path}: it is a link that leads back to itself: give another name") from error


@contextlib.contextmanager
def _told_as(path: Path) -> Iterator[None]:
    """Report errors of the system against `path`, not against the temporary file."""
    try:
        yield
    except OSError as error:
        if not path.parent.is_dir():
            raise KgError(f"cannot write {path}: the folder {path.parent} does not exist: create it first") from error
        raise KgError(f"cannot write {path}: {error.strerror or error}") from error


def _give_mode(new: Path, old: Path, default: int) -> None:
    """The permissions and, where allowed, the owner of what is replaced; else those of anything new."""
    try:
        found = old.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(default & ~mask)
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(new, found.st_uid, found.st_gid)
    new.chmod(stat.S_IMODE(found.st_mode))


def _sync_files(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _swap(new: Path, folder: Path, aside: Path) -> None:
    """Put a folder in the place of another: in one step where the system can, else in two, with the old one aside."""
    if not folder.exists():
        new.rename(folder)
    elif not _exchange(new, folder):
        folder.rename(aside)
        try:
            new.rename(folder)
        except OSError:
            aside.rename(folder)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Whether two folders could change their names in one step, as on Linux."""
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_CURRENT, os.fsencode(one), _CURRENT, os.fsencode(other), _EXCHANGE) == 0


def formula_safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula: what could be one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
