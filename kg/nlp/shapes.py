"""Unlisted names: candidates by the shape of the words, by definition and by introduction."""

import re
from functools import cache

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from kg.lexicon import data_folder, read_lines
from kg.model import KgError
from kg.nlp.acronyms import definitions
from kg.nlp.words import Candidate, notes


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of shapes.jsonl: a regular expression over the classes of words, the group `name` being the name."""

    rule: str
    pattern: str


@cache
def shape_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules of shapes.jsonl.

    Raises:
        KgError: a pattern is no regular expression.
    """
    path = data_folder() / "shapes.jsonl"
    rules = []
    for number, shape in read_lines(path, Shape):
        try:
            rules.append((shape.rule, re.compile(shape.pattern)))
        except re.error as error:
            raise KgError(f"{path}, line {number}: {error}") from error
    return tuple(rules)


@Language.component("kg_shapes", assigns=["doc.user_data"])
def find_shapes(doc: Doc) -> Doc:
    """Note names by shape, and both sides of acronym definitions."""
    found = notes(doc)
    _, words, starts, ends, kinds = found.text
    add = found.candidates.append
    for (a, b), (c, d) in definitions(words, kinds):
        long, short = (starts[a], ends[b - 1]), (starts[c], ends[d - 1])
        add(Candidate(*long, "acronym.long"))
        add(Candidate(*short, "acronym.short"))
        found.definitions.append((long, short))
    for rule, pattern in shape_rules():
        for match in pattern.finditer(kinds):
            first, last = match.span("name")
            add(Candidate(starts[first], ends[last - 1], rule))
    return doc
