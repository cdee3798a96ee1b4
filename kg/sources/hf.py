"""Daily papers of Hugging Face as its API gives them."""

import msgspec

from kg.sources.fields import record_from
from kg.sources.json_walk import object_reader
from kg.sources.records import Record
from kg.sources.values import text_of


@object_reader
def read_hf_papers(fields: dict[str, object], line: int) -> Record:
    """A record of an answer on daily papers, or on one paper."""
    inner = fields.get("paper")
    # What the paper says of itself counts more than what the listing says.
    fields = {**fields, **{key: value for key, value in inner.items() if value}} if isinstance(inner, dict) else fields
    record = record_from(fields, line, {})
    who = text_of(fields.get("submittedBy") or fields.get("submittedOnDailyBy"))
    return msgspec.structs.replace(record, arxiv=record.arxiv or record.id, submitted_by=record.submitted_by or who)
