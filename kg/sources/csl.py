"""CSL-JSON, as Zotero and pandoc write it, and answers of Crossref, which are much like it."""

import msgspec

from kg.sources.fields import record_from
from kg.sources.json_walk import object_reader
from kg.sources.markup import without_markup
from kg.sources.records import Record, arxiv_id_of, arxiv_id_of_note
from kg.sources.values import text_of, whole_title


@object_reader
def read_csl_papers(fields: dict[str, object], line: int) -> Record:
    """A record of CSL-JSON; a citation key says nothing outside of its file, so it is not the paper's id."""
    record = record_from(fields, line, {}, without_markup)
    subtitle = without_markup(text_of(fields.get("subtitle"))).strip()
    hints = (text_of(fields.get(name)) for name in ("number", "DOI", "URL"))
    return msgspec.structs.replace(
        record,
        title=whole_title(record.title.strip(), subtitle),
        id="",
        arxiv=next(filter(None, map(arxiv_id_of, hints)), "") or arxiv_id_of_note(text_of(fields.get("note"))),
    )
