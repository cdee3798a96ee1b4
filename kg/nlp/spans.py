"""What kg's components hand on: marks in extensions of the Doc, and the entities as spans."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.words import words_of

LINKS, NAMES, CUES, SHAPES, ACRONYMS, PATTERNS = (
    "kg_links",
    "kg_names",
    "kg_cues",
    "kg_shapes",
    "kg_acronyms",
    "kg_patterns",
)
ENTITIES = "kg"


class Mark(NamedTuple):
    """Characters of a text, and what is said of them: see the component that marks them."""

    start: int
    end: int
    rule: str
    label: str = ""
    target: str = ""  # id of an entity


Marks = tuple[Mark, ...]

# Many marks become few entities, and a span costs more than finding one; so only entities are spans.
for _name in (LINKS, NAMES, CUES, SHAPES, ACRONYMS, PATTERNS):
    Doc.set_extension(_name, default=None, force=True)


def write_marks(doc: Doc, name: str, marks: Iterable[Mark]) -> None:
    """Set the marks of a component, which has the name of their extension."""
    doc._.set(name, tuple(marks))


def read_marks(doc: Doc, name: str, component: str) -> Marks:
    """The marks of a component.

    Raises:
        ValueError: it has not run.
    """
    marks: Marks | list[list[object]] | None = doc._.get(name)
    if marks is None:
        raise ValueError(f"{component} needs doc._.{name}: add the component {name} before it")
    # Read from disk, they are lists.
    return marks if isinstance(marks, tuple) else msgspec.convert(marks, Marks)


def write_entities(doc: Doc, marks: Iterable[Mark]) -> None:
    """Set `doc.spans["kg"]`: label = type, kb_id = entity id, id = rule.

    spaCy's spans are of whole tokens, so the exact marks go with them, as `attrs["marks"]`.
    """
    found = words_of(doc)
    marks = list(marks)
    spans = []
    for start, end, rule, label, target in marks:
        if found.doc is doc:
            first, last = found.range_of(start, end)
            spans.append(Span(doc, first, last, label=label, kb_id=target, span_id=rule))
        else:
            span = doc.char_span(start, end, label, kb_id=target, span_id=rule, alignment_mode="expand")
            assert span is not None, "kg's words are cut from the Doc's own text"
            spans.append(span)
    doc.spans[ENTITIES] = SpanGroup(doc, name=ENTITIES, spans=spans, attrs={"marks": marks})


def read_entities(doc: Doc, component: str) -> list[Mark]:
    """The marks of the entities, in the order of the text.

    Raises:
        ValueError: they are not decided yet.
    """
    if ENTITIES not in doc.spans:
        raise ValueError(f"{component} needs doc.spans[{ENTITIES!r}]: add the component kg_entities before it")
    return [Mark(*mark) for mark in doc.spans[ENTITIES].attrs["marks"]]
