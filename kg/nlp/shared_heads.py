"""Names that share their first part with the one before: "CIFAR-10/100", "ResNet-18, -34 and -50"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.nlp.spans import NAMES, SHAPES, SHARED, Mark, read_marks, write_marks
from kg.nlp.words import Words, words_of

RULE = "shared.head"
_DIGITS = r"(?P<number>\d+(?:\.\d+)?)"
# What the names differ by, behind a hyphen or the like ("B/16", "2mix"), or as a number or version ("MobileNetV2").
_TAILS = (
    re.compile(rf".*[\w)][-\s'’_](?P<tail>(?P<letter>[A-Za-z]?/?){_DIGITS}(?P<unit>[A-Za-z]{{0,4}}))$"),
    re.compile(rf".*?[A-Za-z](?P<tail>(?P<letter>[vV]?){_DIGITS}(?P<unit>))$"),
)
_NEXT = re.compile(
    r"(?:(?P<slash>/)|\s*(?:,\s*(?:and\b|or\b)?|and\b|or\b|&)\s*(?P<hyphen>[-–])?)"
    rf"(?P<tail>(?P<letter>[A-Za-z]?/?){_DIGITS}(?P<unit>[A-Za-z]{{0,4}}))(?!\w|\.\d)"
)
# What may take the place of a listed name's end to make another: "ImageNet-A/R/Sketch", "NSGA-II and -III".
_NEXT_LISTED = re.compile(r"(?:/|\s*(?:,\s*(?:and\b|or\b)?|and\b|or\b|&)\s*[-–])(?P<tail>\w+)(?!\w|\.\d)")
SHORTEST_HEAD = 2  # letters that names share
_LIST_GOES_ON = re.compile(r"[.,;:)]|$|,? ?(?:and|or|&) ?[-–]?\d")  # behind a number that is not one of things counted
_NOT_COUNTED = frozenset([C.BREAK, C.LINK])
Next = tuple[int, int, str]  # where what stands for a name begins and ends, and the name


class SharedHeadFinder:
    """Marks each number, or other end of a name, that stands for a whole name, with that name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, doc: Doc) -> Doc:
        """Find them behind listed names and odd words."""
        found, names = words_of(doc), read_marks(doc, NAMES, SHARED)
        taken = {mark.start: mark.target for mark in names}
        marks: dict[int, Mark] = {}
        for first in (*names, *read_marks(doc, SHAPES, SHARED)):
            if first.rule != RULE and found.text[first.start - 1 : first.start] != "/":
                for mark in self._behind(first, found):
                    if taken.get(mark.start, mark.target) != mark.target:
                        break  # it is a name of its own
                    marks.setdefault(mark.start, mark)
        write_marks(doc, SHARED, marks.values())
        return doc

    def _behind(self, first: Mark, found: Words) -> Iterator[Mark]:
        """The names that go on the list which a name begins."""
        written = found.text[first.start : first.end]
        tail = next((match for pattern in _TAILS if (match := pattern.match(written))), None)
        at = first.end
        while following := (tail and self._numbered(written, tail, at, found)) or self._listed(written, at, found):
            start, at, name = following
            ids = self.lexicon.forms.get(name, ())
            target = ids[0] if ids else ""
            yield Mark(start, at, RULE, self.lexicon.entries[target][0] if target else "", target, name)

    def _numbered(self, written: str, tail: re.Match[str], at: int, found: Words) -> Next | None:
        """The next name where it differs from the first by a number."""
        following = _NEXT.match(found.text, at)
        if following is None:
            return None
        letter = following["letter"] or tail["letter"]
        if (letter.lower(), following["unit"].lower()) != (tail["letter"].lower(), tail["unit"].lower()):
            return None
        name = written[: tail.start("tail")] + letter + following["number"] + following["unit"]
        explicit = following["slash"] or following["hyphen"] or following["letter"]
        if not explicit and not (name in self.lexicon.forms and _is_no_count(found, following.end())):
            return None
        return *following.span("tail"), name

    def _listed(self, written: str, at: int, found: Words) -> Next | None:
        """The next name where it has another end than the first, and is listed: the one that shares most with it."""
        following = _NEXT_LISTED.match(found.text, at)
        if following is None:
            return None
        for cut in range(len(written) - 1, SHORTEST_HEAD - 1, -1):
            joint = written[cut - 1]  # between head and tail: "ETT|h1", but not "Re|sNet"
            name = written[:cut] + following["tail"]
            if (joint.isupper() or not joint.isalnum()) and name in self.lexicon.forms:
                return *following.span("tail"), name
        return None


def _is_no_count(found: Words, at: int) -> bool:
    """Whether a number that ends here does not say how many there are of what follows."""
    if _LIST_GOES_ON.match(found.text, at):
        return True
    word = bisect_left(found.starts, at)
    return word < len(found.words) and found.classes[word] in _NOT_COUNTED


@Language.factory(
    SHARED,
    default_config={"lexicon": []},
    requires=["doc._.kg_names", "doc._.kg_shapes"],
    assigns=["doc._.kg_shared_heads"],
)
def make_kg_shared_heads(nlp: Language, name: str, lexicon: list[str]) -> SharedHeadFinder:  # noqa: ARG001
    """The component for names that share a head; `lexicon` lists a user's own lexicon files."""
    return SharedHeadFinder(load_lexicon(tuple(map(Path, lexicon))))
