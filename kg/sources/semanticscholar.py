"""Papers of Semantic Scholar: answers of its API, or lines of a data set that has titles and abstracts."""

from collections.abc import Iterator

import msgspec

from kg.model import Paper
from kg.sources.fields import record_from
from kg.sources.json_walk import read_objects
from kg.sources.records import Record
from kg.sources.text import Reporter, SourceText
from kg.sources.values import link_of, subjects_of, text_of


def read_semanticscholar_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of Semantic Scholar; the id is the arXiv id where there is one, which other sources have too."""
    return read_objects(text, report, _semanticscholar_record)


def _semanticscholar_record(fields: dict[str, object], line: int) -> Record:
    record = record_from(fields, line, {})
    own, number = text_of(fields.get("id")), text_of(fields.get("corpusid") or fields.get("corpusId"))
    return msgspec.structs.replace(
        record,
        id=own or ("" if record.arxiv else record.id or (number and f"CorpusId:{number}")),
        url=record.url or link_of(fields.get("openAccessPdf")),
        venue=record.venue or text_of(fields.get("publicationVenue")),
        categories=record.categories or subjects_of(fields.get("s2FieldsOfStudy")),
    )
