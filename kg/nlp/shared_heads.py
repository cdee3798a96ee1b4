"""Names that share a part with another: "CIFAR-10/100", "ResNet-18, -34 and -50", "Mask and Faster R-CNN"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.lexicon import Lexicon, config_paths, fresh_lexicon
from kg.names.fold import fold, singular
from kg.names.lists import RoleWords, WordRole
from kg.nlp.forms import letters
from kg.nlp.spans import NAMES, SHAPES, SHARED, Mark, read_marks, write_marks
from kg.nlp.words import Words, words_of

RULE = "shared.head"
_DIGITS = r"(?P<number>\d+(?:\.\d+)?)"
# What the names differ by, behind a hyphen or the like ("B/16", "2mix"), or as a number or version ("MobileNetV2").
_TAILS = (
    re.compile(rf".*[\w)][-\s'’_](?P<tail>(?P<letter>[A-Za-z]?/?){_DIGITS}(?P<unit>[A-Za-z]{{0,4}}))$"),
    re.compile(rf".*?[A-Za-z](?P<tail>(?P<letter>[vV]?){_DIGITS}(?P<unit>))$"),
)
_GAP = r"[ \t]{0,2}\n?"  # no more, as a blank line ends the title
_JOINT = rf"{_GAP}(?:,{_GAP}(?:and\b|or\b)?|and\b|or\b|&){_GAP}"
_NEXT = re.compile(
    rf"(?:(?P<slash>/-?)|{_JOINT}(?P<hyphen>[-–])?)"
    rf"(?P<tail>(?P<letter>[A-Za-z]?/?){_DIGITS}(?P<unit>[A-Za-z]{{0,4}}))(?!\w|\.\d)"
)
# What may take the place of a listed name's end to make another: "ImageNet-A/R/Sketch", "NSGA-II and -III"; without a
# slash or hyphen only what begins with a capital or a digit, "Claude 3 Opus and Sonnet", "iPhone 15 and 16 Pro".
_NEXT_LISTED = re.compile(
    rf"(?:(?P<slash>/-?)|{_JOINT}(?:(?P<hyphen>[-–])|(?=[A-Z\d])))(?P<two>(?P<one>\w+)(?P<more> \w+)?)(?![\w-]|\.\d)"
)
# Sizes by letter: "Swin-T, -S and -B", "ViT-B/L".
_SIZED = re.compile(r".*\w-(?=[A-Z]{1,2}$)")
_NEXT_SIZE = re.compile(rf"(?:/-?(?=[TSMBLHGX])|{_JOINT}[-–])(?P<size>[A-Z]{{1,2}})(?![\w-])")
# A word before a listed name that may have its end in common: "kernel and Bayesian ridge regression".
_PREVIOUS = re.compile(rf"(?<![\w-])(?P<one>\w[\w-]*\w)(?:{_JOINT}|/)$")
LONGEST_PREVIOUS = 40  # characters of that
_IS_YEAR = re.compile(r"(?:19|20)\d\d$")
_ROMAN = re.compile(r"[IVX]+$")
_WRITTEN_BETWEEN = ("", " ", "-")  # the head and the end of a listed name, where the text has another of these
_ON_JOINT = " -'’_"
SHORTEST_HEAD = 2  # characters that names share
_LIST_GOES_ON = re.compile(r"[.,;:)]|$|,? ?(?:and|or|&) ?[-–]?\d")  # behind a number that is not one of things counted
_NOT_COUNTED = frozenset([C.BREAK, C.LINK])
_OF_MANY = RoleWords(WordRole.OF_MANY)
_CALL = re.compile(r"\w\($")  # "O(" before "L3/2"


class Next(NamedTuple):
    """What stands for a name in a list: where it is, that name, and its id if it is listed."""

    start: int
    end: int
    name: str
    target: str


class SharedHeadFinder:
    """Marks each number, or other end or beginning of a name, that stands for a whole name, with that name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.longest = max(map(len, lexicon.forms), default=0)

    def __call__(self, doc: Doc) -> Doc:
        """Find them behind listed names and odd words, and before listed names."""
        found, names = words_of(doc), read_marks(doc, NAMES, SHARED)
        taken = {mark.start: mark.target for mark in names}
        marks: dict[int, Mark] = {}
        for first in (*names, *read_marks(doc, SHAPES, SHARED)):
            before = found.text[max(0, first.start - 2) : first.start]
            if first.rule != RULE and not before.endswith("/") and not _CALL.match(before):
                for mark in self._behind(first, found):
                    of_slash = mark.target and found.text[mark.start - 1] == "/"
                    if not of_slash and taken.get(mark.start, mark.target) != mark.target:
                        break  # it is a name of its own
                    marks.setdefault(mark.start, mark)
        ends = {mark.end for mark in names}
        for last in names:
            for mark in self._before(last, found):
                if mark.end in ends:
                    break  # it is a name, or the end of one
                marks.setdefault(mark.start, mark)
        write_marks(doc, SHARED, marks.values())
        return doc

    def _behind(self, first: Mark, found: Words) -> Iterator[Mark]:
        """The names that go on the list which a name begins."""
        written = found.text[first.start : first.end]
        tail = next((match for pattern in _TAILS if (match := pattern.match(written))), None)
        at = first.end
        while following := (
            self._listed(written, at, found, "two")
            or (tail and self._numbered(written, tail, at, found))
            or self._listed(written, at, found, "one")
            or self._sized(written, at, found)
        ):
            start, at, name, target = following
            label = self.lexicon.entries[target][0] if target else ""
            yield Mark(start, at, RULE, label, target, name)

    def _before(self, last: Mark, found: Words) -> Iterator[Mark]:
        """The listed names that have their end in common with the last of a list, from there to the front."""
        _, *words = found.text[last.start : last.end].split(" ")
        ends = [" ".join(words[cut:]) for cut in range(len(words))]
        at = last.start
        while ends and (previous := _PREVIOUS.search(found.text, max(0, at - LONGEST_PREVIOUS), at)):
            names = (f"{previous['one']} {end}" for end in ends)
            known = ((name, self._id_of(name)) for name in names)
            name, target = next((its for its in known if its[1] not in ("", last.target)), ("", ""))
            if not target:
                return
            at = previous.start("one")
            yield Mark(*previous.span("one"), RULE, self.lexicon.entries[target][0], target, name)

    def _id_of(self, name: str) -> str:
        """The id of a listed name, also with a capital that begins a sentence or in the plural; empty if none is."""
        written = (name, singular(name), name.lower(), singular(name.lower()))
        return next((self.lexicon.forms[form][0] for form in written if form in self.lexicon.forms), "")

    def _known(self, head: str, tail: str) -> str:
        """The id of the listed name with this head and end; empty if there is none."""
        core = head.rstrip(_ON_JOINT)
        written = (head + tail, *(core + between + tail for between in _WRITTEN_BETWEEN))
        return next((self.lexicon.forms[name][0] for name in written if name in self.lexicon.forms), "")

    def _numbered(self, written: str, tail: re.Match[str], at: int, found: Words) -> Next | None:
        """The next name where it differs from the first by a number."""
        following = _NEXT.match(found.text, at)
        if following is None:
            return None
        letter = following["letter"] or tail["letter"]
        sized = "/" in letter and "/" in tail["letter"]  # "ViT-B/16 and L/16"
        if following["unit"].lower() != tail["unit"].lower() or not (sized or letter.lower() == tail["letter"].lower()):
            return None
        head, number = written[: tail.start("tail")], following["number"]
        end = letter + number + following["unit"]
        core, known = head.rstrip(_ON_JOINT), self._known(head, end)
        if len(core) < SHORTEST_HEAD and not known:
            return None
        if not (following["slash"] or following["hyphen"] or following["letter"]):
            years = _IS_YEAR.match(tail["number"]) and _IS_YEAR.match(end) and fold(core) not in self.lexicon.stop
            if not ((years or known) and _is_no_count(found, following.end())):
                return None
        return Next(*following.span("tail"), head + end, known)

    def _sized(self, written: str, at: int, found: Words) -> Next | None:
        """The next name where it differs from the first by the letter of its size."""
        head, following = _SIZED.match(written), _NEXT_SIZE.match(found.text, at)
        if not head or not following:
            return None
        return Next(*following.span("size"), head[0] + following["size"], self._known(head[0], following["size"]))

    def _listed(self, written: str, at: int, found: Words, words: str) -> Next | None:
        """The next name where it has another end of one or two words than the first, and is listed."""
        following = _NEXT_LISTED.match(found.text, at) if len(written) <= self.longest else None
        if following is None or (words == "two" and not following["more"]):
            return None
        bare = not (following["slash"] or following["hyphen"])
        if bare and not _is_no_count(found, following.end(words)):
            return None
        for head in _heads(written):
            if target := self._other(written, head, following[words], bare):
                return Next(*following.span(words), head + following[words], target)
        return None

    def _other(self, written: str, head: str, tail: str, bare: bool) -> str:
        """The id of another listed name with these parts, in this very writing if only a blank is before the end."""
        if letters(head + tail) == letters(written):
            return ""  # "A-OKVQA, OKVQA"
        roman = _ROMAN.match(tail)
        if roman and (head[-1].isalnum() or (bare and tail == "I")):
            return ""
        if bare and not ((roman or head.endswith(" ")) and head + tail in self.lexicon.forms):
            return ""
        return self._known(head, tail)


def _heads(written: str) -> Iterator[str]:
    """What names like this one may begin with, longest first: up to a joint ("ETT|h1", but not "Re|sNet")."""
    for cut in range(len(written) - 1, SHORTEST_HEAD - 1, -1):
        if written[cut - 1].isupper() or not written[cut - 1].isalnum():
            yield written[:cut]


def _is_no_count(found: Words, at: int) -> bool:
    """Whether what ends here does not say how many there are of what follows."""
    if _LIST_GOES_ON.match(found.text, at):
        return True
    word = bisect_left(found.starts, at)
    return word < len(found.words) and found.classes[word] in _NOT_COUNTED and found.lower[word] not in _OF_MANY.words


@Language.factory(
    SHARED,
    default_config={"lexicon": []},
    requires=["doc._.kg_names", "doc._.kg_shapes"],
    assigns=["doc._.kg_shared_heads"],
)
def make_kg_shared_heads(nlp: Language, name: str, lexicon: list[str]) -> SharedHeadFinder:  # noqa: ARG001
    """The component for names that share a head; `lexicon` lists a user's own lexicon files."""
    return SharedHeadFinder(fresh_lexicon(config_paths(lexicon)))
