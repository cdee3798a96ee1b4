"""What kg's components hand on: marks in extensions of the Doc, and the entities as spans."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from spacy.tokens import Doc, Span, SpanGroup

from kg.nlp.words import words_of

LINKS, NAMES, CUES, SHAPES, ACRONYMS, PATTERNS, SHARED = (
    "kg_links",
    "kg_names",
    "kg_cues",
    "kg_shapes",
    "kg_acronyms",
    "kg_patterns",
    "kg_shared_heads",
)
ENTITIES = "kg_entities"
SPANS = "kg"  # in doc.spans


class Mark(NamedTuple):
    """A labelled span of the plain text: see the component that marks them."""

    start: int
    end: int
    rule: str
    label: str = ""
    target: str = ""  # id of an entity
    name: str = ""  # the full name, where the text abbreviates it ("100" in "CIFAR-10/100")


Marks = tuple[Mark, ...]

# Many marks become few entities, and a span costs more than finding one; so only entities are spans.
for _extension in (LINKS, NAMES, CUES, SHAPES, ACRONYMS, PATTERNS, SHARED, ENTITIES):
    Doc.set_extension(_extension, default=None, force=True)


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


def longest(marks: Iterable[Mark]) -> list[Mark]:
    """The marks without those that overlap a longer one, or an earlier one of the same length; in their order."""
    marks = list(marks)
    taken = bytearray(max((mark.end for mark in marks), default=0))  # 1 for each character of a mark that is kept
    kept: set[Mark] = set()
    for mark in sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start)):
        if 1 not in taken[mark.start : mark.end]:
            taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
            kept.add(mark)
    return [mark for mark in marks if mark in kept]


def write_entities(doc: Doc, marks: Iterable[Mark]) -> None:
    """Set `doc.spans["kg"]`, label = type, kb_id = entity id, id = rule; and the marks that relations are read from.

    Of overlapping mentions, which are of one entity ("FooChip" in "FooChip 3"), the longest is a span. Spans are
    of whole tokens, and overlap where two names are in one, so the exact offsets go with them, as `attrs["offsets"]`.
    """
    found = words_of(doc)
    marks = tuple(marks)
    spans, offsets = [], []
    for start, end, rule, label, target, _ in longest(marks):
        if found.doc is doc:
            first, last = found.range_of(start, end)
            spans.append(Span(doc, first, last, label=label, kb_id=target, span_id=rule))
            offsets.append((start, end))
        else:
            origin = found.plain.origin(start, end)
            span = doc.char_span(*origin, label, kb_id=target, span_id=rule, alignment_mode="expand")
            assert span is not None, "kg's words are cut from the Doc's own text"
            spans.append(span)
            offsets.append(origin)
    doc.spans[SPANS] = SpanGroup(doc, name=SPANS, spans=spans, attrs={"offsets": offsets})
    write_marks(doc, ENTITIES, marks)
