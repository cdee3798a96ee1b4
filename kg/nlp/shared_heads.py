"""Names that share their first part with the one before: "CIFAR-10/100", "ResNet-18, -34 and -50"."""

import re
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.nlp.spans import NAMES, SHAPES, SHARED, Mark, read_marks, write_marks
from kg.nlp.words import words_of

RULE = "shared.head"
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?$")
# The next number of a list: behind a slash or with a hyphen always, else only where no counted noun follows.
_NEXT = re.compile(
    r"(?:/(?P<slash>\d+(?:\.\d+)?)(?![\w/])|\s*(?:,\s*(?:and|or)?|and|or|&)\s*(?:[-–](?P<hyphen>\d+(?:\.\d+)?)(?!\w)"
    r"|(?P<plain>\d+(?:\.\d+)?)(?=[.,;)]?(?:\s*$|[.;)]\s|,? (?:and|or) [-–]?\d)|,\s*[-–]?\d)))"
)


class SharedHeadFinder:
    """Marks each number that stands for a name, with that name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find them behind listed names and odd words."""
        text = words_of(doc).text
        marks: dict[int, Mark] = {}
        for first in (*read_marks(doc, NAMES, SHARED), *read_marks(doc, SHAPES, SHARED)):
            number = _NUMBER.search(text, first.start, first.end)
            at = first.end
            while number and (following := _NEXT.match(text, at)):
                group = following.lastgroup or ""
                name = text[first.start : number.start()] + following[group]
                ids = self.lexicon.forms.get(name, ())
                if group == "plain" and not ids:
                    break
                target = ids[0] if ids else ""
                label = self.lexicon.entries[target][0] if target else ""
                start, at = following.span(group)
                marks.setdefault(start, Mark(start, at, RULE, label, target, name))
        write_marks(doc, SHARED, marks.values())
        return doc


@Language.factory(
    SHARED, default_config={"lexicon": []}, requires=["doc._.kg_names", "doc._.kg_shapes"], assigns=["doc._.kg_shared_heads"]
)
def make_kg_shared_heads(nlp: Language, name: str, lexicon: list[str]) -> SharedHeadFinder:  # noqa: ARG001
    """The component for names that share a head; `lexicon` lists a user's own lexicon files."""
    return SharedHeadFinder(load_lexicon(tuple(map(Path, lexicon))))
