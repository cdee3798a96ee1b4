"""Daily papers of Hugging Face as its API gives them."""

from collections.abc import Iterator

import msgspec

from kg.model import Paper
from kg.sources.fields import record_from
from kg.sources.json_walk import read_objects
from kg.sources.records import Record
from kg.sources.text import Reporter, SourceText
from kg.sources.values import text_of


def read_hf_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of an answer on daily papers, or on one paper."""
    return read_objects(text, report, _hf_record)


def _hf_record(fields: dict[str, object], line: int) -> Record:
    inner = fields.get("paper")
    # What the paper says of itself counts more than what the listing says.
    fields = {**fields, **{key: value for key, value in inner.items() if value}} if isinstance(inner, dict) else fields
    record = record_from(fields, line, {})
    who = text_of(fields.get("submittedBy") or fields.get("submittedOnDailyBy"))
    return msgspec.structs.replace(record, arxiv=record.arxiv or record.id, submitted_by=record.submitted_by or who)
