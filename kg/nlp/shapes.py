"""Unlisted names: candidates by the shape of the words, by definition and by introduction."""

import json
import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.lexicon import data_folder
from kg.model import KgError
from kg.nlp.acronyms import definitions
from kg.nlp.words import chunks


@cache
def shape_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules of shapes.jsonl: patterns over the classes of words, with the group `name` around the name.

    Raises:
        KgError: a pattern is no regular expression.
    """
    rules = []
    path = data_folder() / "shapes.jsonl"
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        record = json.loads(line)
        try:
            rules.append((record["rule"], re.compile(record["pattern"])))
        except re.error as error:
            raise KgError(f"{path}, line {number}: {error}") from error
    return tuple(rules)


@Language.component("kg_shapes", assigns=["doc.spans", "doc.user_data"])
def find_shapes(doc: Doc) -> Doc:
    """Add candidates for names by shape and for both sides of acronym definitions."""
    found = doc.spans["candidates"] if "candidates" in doc.spans else doc.spans.setdefault("candidates", [])
    parts, kinds = chunks(doc)
    texts = [doc[part.start : part.end].text for part in parts]
    pairs = []
    for (a, b), (c, d) in definitions(texts, parts, kinds):
        long, short = (parts[a].start, parts[b - 1].end), (parts[c].start, parts[d - 1].end)
        found.append(Span(doc, *long, label="Name", span_id="acronym.long"))
        found.append(Span(doc, *short, label="Name", span_id="acronym.short"))
        pairs.append((long, short))
    for rule, pattern in shape_rules():
        for match in pattern.finditer(kinds):
            start, end = match.span("name")
            found.append(Span(doc, parts[start].start, parts[end - 1].end, label="Name", span_id=rule))
    doc.user_data["kg"] = {"chunks": parts, "kinds": kinds, "texts": texts, "definitions": pairs}
    return doc
