"""Files of papers in their formats, as papers."""

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.model import KgError, Paper
from kg.sources.daily import read_daily
from kg.sources.jsonl import read_jsonl
from kg.sources.text import ABSTRACT_LIMIT, Problem, Report, Text, open_text

__all__ = ["ABSTRACT_LIMIT", "FORMATS", "Problem", "Report", "Text", "read_papers"]

FORMATS: dict[str, Callable[[Text, Report], Iterator[Paper]]] = {"daily": read_daily, "jsonl": read_jsonl}


def log(problem: Problem) -> None:
    """Tell a problem as a warning of the logger `kg`, which goes to stderr unless it is set otherwise."""
    logging.getLogger("kg").warning("%s", problem)


def read_papers(path: Path | str, format: str | None = None, report: Report = log) -> Iterator[Paper]:  # noqa: A002
    """The papers of a file, as they come; "-" is stdin, gzip is unpacked, the format is told by the content.

    A record that cannot be read goes to `report` and is skipped.

    Raises:
        KgError: the file cannot be read, is empty, binary or not UTF-8, or the format is not known.
    """
    if format is not None and format not in FORMATS:
        raise KgError(f"there is no format {format!r}: the formats are {', '.join(FORMATS)}")
    with open_text(path, report) as text:
        yield from FORMATS[format or sniff(text)](text, report)


def sniff(text: Text) -> str:
    """The name of the format of a text.

    Raises:
        KgError: it is none of FORMATS.
    """
    if re.match(r"\s*<(!doctype|html|\?xml)", text.head, re.IGNORECASE):
        known = ", ".join(FORMATS)
        raise KgError(f"{text.name} is a web page or XML: save its text; the formats are {known}")
    # A title may begin with a bracket; and the first record of a JSONL file may be the broken one.
    if re.match(r"\s*(\{|\[\s*\{)", text.head) or re.search(r"^\s*\{\s*\"", text.head, re.MULTILINE):
        return "jsonl"
    return "daily"
