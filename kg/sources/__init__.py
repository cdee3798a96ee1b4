"""Files of papers in their formats, as papers."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from pkgutil import resolve_name

import msgspec

from kg.model import KgError, Paper, StrPath
from kg.sources.fields import chosen_columns
from kg.sources.formats import FORMATS, WITH_COLUMNS
from kg.sources.sniffing import sniff
from kg.sources.text import ABSTRACT_LIMIT, Problem, Reporter, SourceText, open_text

__all__ = ["ABSTRACT_LIMIT", "FORMATS", "PaperFile", "Problem", "Reporter", "read_papers"]


def log_problem(problem: Problem) -> None:
    """Pass a problem on as a warning of the logger `kg`, which goes to stderr by default."""
    logging.getLogger("kg").warning("%s", problem)


class PaperFile:
    """The papers of a file, which is read anew each time that they are iterated over; standard input only once."""

    def __init__(self, path: StrPath, form: str | None, report: Reporter, columns: Mapping[str, str]) -> None:
        self._path, self._form, self._report, self._columns = path, form, report, columns
        self._spent = False
        self._place: Callable[[], int] = int

    def __repr__(self) -> str:
        return f"<papers of {os.fspath(self._path)}>"

    def __iter__(self) -> Iterator[Paper]:
        if self._spent:
            raise KgError(f"{self._path} can be read only once: keep its papers in a list")
        self._spent = str(self._path) == "-" or not Path(self._path).is_file()  # a pipe
        return self._papers()

    def bytes_read(self) -> int:
        """How much of the file has been read, while its papers are iterated over."""
        return self._place()

    def _papers(self) -> Iterator[Paper]:
        with open_text(self._path, self._report) as text:
            text = msgspec.structs.replace(text, columns=self._columns)
            self._place = text.place
            form = self._form or sniff(text)
            if text.binary and form != "parquet":
                raise KgError(f"{text.name} is a Parquet file, not {form}: omit the format")
            _check_columns(self._columns, form)
            read: Callable[[SourceText, Reporter], Iterator[Paper]] = resolve_name(FORMATS[form])
            yield from read(text, self._report)


def read_papers(
    path: StrPath,
    format: str | None = None,  # noqa: A002
    report: Reporter = log_problem,
    columns: Mapping[str, str] | None = None,
) -> PaperFile:
    """The papers of a file, one by one; "-" is stdin, gzip and zstd are unpacked, the format is detected by default.

    A record that cannot be read goes to `report` and is skipped. `columns` says which column or key has a field:
    {"abstract": "Summary"}.

    Raises:
        KgError: an argument is wrong or there is no such file; when it is read, it is empty, binary, not UTF-8 or in
            no format that kg knows.
    """
    if not isinstance(path, str | os.PathLike):
        raise KgError(f"read_papers takes the path of one file, a str or a Path, not {_kind_of(path)}")
    if format is not None and not (isinstance(format, str) and format in FORMATS):
        raise KgError(f"unknown format {format!r}: give one of {', '.join(FORMATS)}")
    if not callable(report):
        raise KgError(f"report must be a function that takes a Problem, not {_kind_of(report)}")
    if columns is not None and not (
        isinstance(columns, Mapping) and all(isinstance(name, str) for pair in columns.items() for name in pair)
    ):
        raise KgError(f"columns takes a dict such as {{'abstract': 'Summary'}}, not {_kind_of(columns)}")
    chosen = chosen_columns(columns or {})
    if format:
        _check_columns(chosen, format)
    if str(path).startswith(("http://", "https://")):
        raise KgError(f"cannot read {path}: it is a URL: download the file first")
    if str(path) != "-" and not Path(path).exists():
        raise KgError(f"cannot read {path}: No such file or directory")
    if Path(path).is_dir():
        raise KgError(f"cannot read {path}: it is a folder: give the files in it")
    return PaperFile(path, format, report, chosen)


def _check_columns(columns: Mapping[str, str], form: str) -> None:
    if columns and form not in WITH_COLUMNS:
        raise KgError(f"columns can be chosen for {', '.join(WITH_COLUMNS)}; the fields of {form} have fixed names")


def _kind_of(value: object) -> str:
    return f"{type(value).__name__} {str(value)[:40]!r}"
