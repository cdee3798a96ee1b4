"""Papers as JSON objects with the fields that people use, also as `kg extract` writes them."""

from collections.abc import Iterator
from functools import partial

from kg.model import Paper
from kg.sources.fields import record_from
from kg.sources.json_walk import read_objects
from kg.sources.text import Reporter, SourceText


def read_jsonl_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a JSON file: one object a line, one object, an array, or an object around an array."""
    return read_objects(text, report, partial(record_from, columns=text.columns))
