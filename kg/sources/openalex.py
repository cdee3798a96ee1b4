"""Works of OpenAlex: pages of its API, or lines of its snapshot."""

import json
from collections.abc import Mapping

import msgspec

from kg.sources.fields import record_from
from kg.sources.json_walk import object_reader
from kg.sources.markup import without_markup
from kg.sources.records import Record, arxiv_id_of
from kg.sources.values import people_of, subjects_of, text_of


@object_reader
def read_openalex_papers(fields: dict[str, object], line: int) -> Record:
    """A work of OpenAlex; its id is the arXiv id where there is one, which other sources have too."""
    record = record_from(fields, line, {}, without_markup)
    primary = _object(fields.get("primary_location"))
    locations = fields.get("locations")
    places = [primary, *map(_object, locations if isinstance(locations, list) else [])]
    pages = [text_of(place.get("landing_page_url")) for place in places]
    arxiv = next(filter(None, map(arxiv_id_of, (record.doi, *pages))), "")
    return msgspec.structs.replace(
        record,
        title=record.title or without_markup(text_of(fields.get("display_name"))),
        abstract=without_markup(_abstract(fields.get("abstract_inverted_index"))) or record.abstract,
        id="" if arxiv else record.id,
        arxiv=arxiv,
        url=record.url or next(filter(None, (*pages, record.doi, record.id)), ""),
        # `updated_date` is when OpenAlex changed its record of the work.
        updated="",
        authors=people_of(fields.get("authorships")) or record.authors,
        venue=text_of(_object(primary.get("source")).get("display_name")) or record.venue,
        categories=subjects_of(fields.get("concepts") or ())
        or subjects_of(fields.get("topics") or ())
        or record.categories,
    )


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _abstract(index: object) -> str:
    """The text of an index from words to their places."""
    if isinstance(index, str):  # in some tables the index is a text of its own
        try:
            index = json.loads(index)
        except (ValueError, RecursionError):
            return ""
    index = _object(index)
    index = _object(index.get("InvertedIndex")) or index
    places = [
        (place, word) for word, its in index.items() if isinstance(its, list) for place in its if isinstance(place, int)
    ]
    return " ".join(word for _, word in sorted(places))
