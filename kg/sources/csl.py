"""CSL-JSON, as Zotero and pandoc write it, and answers of Crossref, which are much like it."""

from collections.abc import Iterator

import msgspec

from kg.model import Paper
from kg.sources.fields import record_from
from kg.sources.json_walk import read_objects
from kg.sources.markup import without_markup
from kg.sources.records import Record, arxiv_id_of, arxiv_id_of_note
from kg.sources.text import Reporter, SourceText
from kg.sources.values import text_of


def read_csl_papers(text: SourceText, report: Reporter) -> Iterator[Paper]:
    """The papers of a CSL-JSON file; a citation key says nothing outside of its file, so it is not the paper's id."""
    return read_objects(text, report, _csl_record)


def _csl_record(fields: dict[str, object], line: int) -> Record:
    record = record_from(fields, line, {}, without_markup)
    hints = (text_of(fields.get(name)) for name in ("number", "DOI", "URL"))
    return msgspec.structs.replace(
        record,
        id="",
        arxiv=next(filter(None, map(arxiv_id_of, hints)), "") or arxiv_id_of_note(text_of(fields.get("note"))),
    )
