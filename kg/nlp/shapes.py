"""Unlisted names: candidates by the shape of the words, by definition and by introduction."""

import re
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from kg.files import read_jsonl
from kg.model import KgError
from kg.nlp.acronyms import definitions
from kg.nlp.words import Candidate, notes

INSIDE = "OCUKEGDlhdgp"  # classes of words that names are made of
# A name has one of a few of them, but before the colon of a title.
_RUN = re.compile(f"\\A[{INSIDE}]+|(?=[lhgdpGD]*[OCUKE])[{INSIDE}]+")


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of shapes.jsonl: a regular expression over the classes of words, the group `name` being the name.

    It takes in classes of INSIDE only, with one of OCUKE among them unless it begins the text, and looks at most one
    class to either side: each run of such classes is matched for itself, as most runs were met before.
    """

    rule: str
    pattern: str


@cache
def shape_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The rules of shapes.jsonl.

    Raises:
        KgError: a pattern is no regular expression.
    """
    path = Path(__file__).parent / "old_shapes.jsonl"
    rules = []
    for number, shape in read_jsonl(path, Shape):
        try:
            rules.append((shape.rule, re.compile(shape.pattern)))
        except re.error as error:
            raise KgError(f"{path}, line {number}: {error}") from error
    return tuple(rules)


def shaped(kinds: str) -> list[tuple[int, int, str]]:
    """First chunk, the one behind the last, and rule of each name in a text with these classes."""
    found = []
    for run in _RUN.finditer(kinds):
        before = max(0, run.start() - 1)
        for first, last, rule in _in_run(kinds[before : run.end() + 1]):
            found.append((before + first, before + last, rule))
    return found


@lru_cache(maxsize=1 << 16)
def _in_run(kinds: str) -> tuple[tuple[int, int, str], ...]:
    """The names in one run, which has the class on either side with it."""
    return tuple((*match.span("name"), rule) for rule, pattern in shape_rules() for match in pattern.finditer(kinds))


@Language.component("kg_shapes", assigns=["doc.user_data"])
def find_shapes(doc: Doc) -> Doc:
    """Note names by shape, and both sides of acronym definitions."""
    found = notes(doc)
    text = found.text
    starts, ends = text.starts, text.ends
    add = found.candidates.append
    if "(" in text.kinds:
        for (a, b), (c, d) in definitions(text.words, text.kinds):
            long, short = (starts[a], ends[b - 1]), (starts[c], ends[d - 1])
            add(Candidate(*long, "acronym.long"))
            add(Candidate(*short, "acronym.short"))
            found.definitions.append((long, short))
    for first, last, rule in shaped(text.kinds):
        add(Candidate(starts[first], ends[last - 1], rule))
    return doc
