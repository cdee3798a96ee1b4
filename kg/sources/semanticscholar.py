"""Papers of Semantic Scholar: answers of its API, or lines of a data set that has titles and abstracts."""

import msgspec

from kg.sources.fields import record_from
from kg.sources.json_walk import object_reader
from kg.sources.records import Record
from kg.sources.values import link_of, subjects_of, text_of


@object_reader
def read_semanticscholar_papers(fields: dict[str, object], line: int) -> Record:
    """A record of Semantic Scholar; its id is the arXiv id where there is one, which other sources have too."""
    record = record_from(fields, line, {})
    own, number = text_of(fields.get("id")), text_of(fields.get("corpusid") or fields.get("corpusId"))
    return msgspec.structs.replace(
        record,
        id=own or ("" if record.arxiv else record.id or (number and f"CorpusId:{number}")),
        url=record.url or link_of(fields.get("openAccessPdf")),
        venue=record.venue or text_of(fields.get("publicationVenue")),
        categories=record.categories or subjects_of(fields.get("s2FieldsOfStudy")),
    )
