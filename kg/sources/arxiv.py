"""arXiv's metadata snapshot: one JSON object a line, as on Kaggle; or its mails of new papers."""

from collections.abc import Iterator

import msgspec

from kg.model import Paper
from kg.sources.arxiv_mail import is_arxiv_mail, read_arxiv_mail
from kg.sources.fields import record_from
from kg.sources.json_walk import read_objects
from kg.sources.records import Record, arxiv_id_of
from kg.sources.text import Reporter, SourceText
from kg.sources.values import people_of, text_of


def read_arxiv_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a snapshot, where a paper is as old as its first version, or of a mail."""
    if is_arxiv_mail(text.head):
        return read_arxiv_mail(text, report)
    return read_objects(text, report, _arxiv_record)


def _arxiv_record(fields: dict[str, object], line: int) -> Record:
    record = record_from(fields, line, {})
    versions = found if isinstance(found := fields.get("versions"), list) else []
    created = [text_of(version.get("created")) for version in versions if isinstance(version, dict)]
    number = arxiv_id_of(record.id)
    return msgspec.structs.replace(
        record,
        id=number or record.id,
        arxiv=number,
        dates=(*((("created", created[0]),) if created else ()), *record.dates),
        updated=created[-1] if created else record.updated,
        authors=people_of(fields.get("authors_parsed")) or record.authors,
    )
