"""Files of papers in their formats, as papers."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from pkgutil import resolve_name

from kg.model import KgError, Paper, StrPath
from kg.sources.text import ABSTRACT_LIMIT, Problem, Reporter, SourceText, open_text

__all__ = ["ABSTRACT_LIMIT", "FORMATS", "Problem", "Reporter", "read_papers"]

# Format -> the function that reads it.
FORMATS = {
    "bibtex": "kg.sources.bibtex:read_bibtex_papers",
    "daily": "kg.sources.daily:read_daily_papers",
    "jsonl": "kg.sources.jsonl:read_jsonl_papers",
    "ris": "kg.sources.ris:read_ris_papers",
}
# What files of a format begin with.
_BEGINNINGS = {
    "bibtex": re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE),
    "ris": re.compile(r"^TY  - ", re.MULTILINE),
}


def log_problem(problem: Problem) -> None:
    """Pass a problem on as a warning of the logger `kg`, which goes to stderr by default."""
    logging.getLogger("kg").warning("%s", problem)


def read_papers(
    path: StrPath,
    format: str | None = None,  # noqa: A002
    report: Reporter = log_problem,
) -> Iterator[Paper]:
    """The papers of a file, one by one; "-" is stdin, gzip is unpacked, the format is detected by default.

    A record that cannot be read goes to `report` and is skipped.

    Raises:
        KgError: there is no such file or format; later, the file is empty, binary or not UTF-8.
    """
    if format is not None and format not in FORMATS:
        raise KgError(f"unknown format {format!r}: give one of {', '.join(FORMATS)}")
    if str(path) != "-" and not Path(path).exists():
        raise KgError(f"cannot read {path}: No such file or directory")
    return _read_records(path, format, report)


def _read_records(path: StrPath, form: str | None, report: Reporter) -> Iterator[Paper]:
    with open_text(path, report) as text:
        read: Callable[[SourceText, Reporter], Iterator[Paper]] = resolve_name(FORMATS[form or sniff(text)])
        yield from read(text, report)


def sniff(text: SourceText) -> str:
    """The format of a text, by its beginning.

    Raises:
        KgError: it is none of FORMATS.
    """
    for form, beginning in _BEGINNINGS.items():
        if beginning.search(text.head):
            return form
    if re.match(r"\s*<(!doctype|html|\?xml)", text.head, re.IGNORECASE):
        known = ", ".join(FORMATS)
        raise KgError(f"{text.name} is HTML or XML: save the text of the page instead, in one of the formats {known}")
    # A title may begin with a bracket; and the first record of a JSONL file may be the broken one.
    if re.match(r"\s*(\{|\[\s*\{)", text.head) or re.search(r"^\s*\{\s*\"", text.head, re.MULTILINE):
        return "jsonl"
    return "daily"
