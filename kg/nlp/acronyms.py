"""Definitions "Long Form (LF)" and "LF (Long Form)": Schwartz and Hearst (2003), and the shapes that it leaves out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass as C
from kg.names.lists import RoleWords, WordRole
from kg.nlp.spans import ACRONYMS, Mark, write_marks
from kg.nlp.words import Offsets, Range, Words, words_of

LONG, SHORT = "acronym.long", "acronym.short"
LONGEST_BRACKET = 40  # words
LONGEST_BESIDE = 12  # words of a long form without brackets
LEAST_BESIDE = 3  # letters of its acronym
_SHORT = re.compile(r"^(?=.*[A-Z])[A-Za-z0-9][\w\-+.*/#@&]{0,14}[\w+*#]?$")
_NOT_LETTERS = re.compile(r"[^a-z0-9]")
_PLURAL = re.compile(r"(?<=[A-Z0-9])s$")
_VERSION = re.compile(r"(?:[Pp]lus|[vV]?\d)$")  # behind the letters of an acronym
_ACRONYM_CLASSES = frozenset([C.ODD, C.CAPITALISED, C.LETTER, C.CAPITAL_HEAD, C.JOINED, C.CAPITAL_JOINED])
_NO_START = frozenset([C.BREAK, C.CAPITAL_BREAK, C.LINK])
_APOSTROPHES = frozenset(["'", "’"])
_CLOSING_QUOTES = _APOSTROPHES | {'"', "”"}  # that close a long form
_SMALL = RoleWords(WordRole.NO_INITIAL, also=_APOSTROPHES)
_OR = RoleWords(WordRole.BEFORE_ACRONYM)
_STANDS_FOR = RoleWords(WordRole.BEFORE_LONG_FORM, also=["."])  # as in "i.e."
LONGEST_OR = 5  # of these words
MOST_SHARED = 2  # words that a long form and what stands for it both begin with
_AS_DIGITS = {"to": "2", "for": "4"}
DASHES = frozenset(["-", "–", "—"])
_BETWEEN_SIDES = DASHES | {",", ":", "stands"}  # between a long form and its acronym, without brackets
_AFTER_SHORT = DASHES | {",", "."}  # behind an acronym that stands apart
_CAPITALS = frozenset([C.CAPITALISED, C.CAPITAL_HEAD, C.CAPITAL_DATA_HEAD, C.CAPITAL_GENERIC])
_ENDS = frozenset([C.OPENING, C.CLOSING, C.STOP, C.SEMICOLON, C.LINE_BREAK, C.COLON, C.PUNCTUATION, C.COMMA])
_BEFORE_CLAUSES = _ENDS | {C.HYPHEN}
Definition = tuple[Offsets, Offsets]  # of the long form and of the acronym


@lru_cache(maxsize=65536)
def initials_start(short: str, words: tuple[str, ...]) -> int | None:
    """Index of the first of `words` (the words before a bracket) that the acronym stands for, None if it does not.

    The letters begin the words; or else they are found from right to left, the first one at the start of a word.
    """
    letters = _letters(short)
    if len(letters) < 2:
        return None
    for start in range(len(words) - 1, -1, -1):
        if are_initials(letters, words[start:]):
            return start
    text = " ".join(words).lower()
    starts = []
    at = 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    position = len(text)
    for i in range(len(letters) - 1, -1, -1):
        position -= 1
        while position >= 0 and (
            text[position] != letters[i] or (i == 0 and position > 0 and text[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    first = max(k for k, start in enumerate(starts) if start <= position)
    return first if sum(map(len, words[first:])) > len(letters) else None


def _letters(short: str) -> str:
    return _NOT_LETTERS.sub("", _PLURAL.sub("", short).lower())


@lru_cache(maxsize=65536)
def are_initials(letters: str, words: tuple[str, ...]) -> bool:
    """Whether letters are the first ones of words, or of their parts between hyphens; small words may have none."""
    if not words or not letters:
        return not words and not letters
    counted = [part for word in words for part in word.split("-") if part]
    if letters[1:] == str(len(counted)) and all(part[0].lower() == letters[0] for part in counted):
        return True  # "C4" of four words with a C
    word, rest = words[0].lower(), words[1:]
    parts = [part[0] for part in word.split("-") if part]
    choices = {"".join(parts), "".join(parts[:1]), _AS_DIGITS.get(word, "")} - {""}
    if any(letters.startswith(choice) and are_initials(letters[len(choice) :], rest) for choice in choices):
        return True
    return word in _SMALL.words and bool(rest) and are_initials(letters, rest)


def definitions(words: Sequence[str], classes: Sequence[C]) -> Iterator[tuple[Range, Range]]:
    """Long form and acronym, wherever one follows the other, in brackets or without."""
    opened = -1
    for i, its in enumerate(classes):
        if words[i] in _BETWEEN_SIDES and (pair := _beside(words, classes, i)):
            yield pair
        if its is C.ODD and (pair := _right_behind(words, classes, i)):
            yield pair
        if its is C.OPENING or words[i] == "[":
            opened = i
        elif (its is C.CLOSING or words[i] == "]") and opened >= 0:
            inner = opened + 1, _bracket_end(classes, opened + 1, i)
            if inner[0] < inner[1] <= inner[0] + LONGEST_BRACKET and (
                pair := _shared_inside(words, classes, inner)
                or _short_inside(words, classes, inner)
                or _long_inside(words, classes, inner)
            ):
                yield pair
            opened = -1


def _beside(words: Sequence[str], classes: Sequence[C], at: int) -> tuple[Range, Range] | None:
    """Without brackets: "LF, a Long Form framework", "LF: Long Form" and "Long Form, or LF"."""
    if classes[at] is not C.COLON and (short := _named_behind(words, classes, at + 1)):
        for end in (at, at - 1) if classes[at - 1] is C.HEAD else (at,):  # "Long Form model, or LF"
            if (start := _initials_before(words, classes, end, _letters(words[short]))) is not None:
                return (start, end), (short, short + 1)
    if at and _is_acronym(words, classes, at - 1):
        letters, start = _letters(words[at - 1]), at + 1
        stop = start + LONGEST_OR
        while start < min(len(words), stop) and (words[start].lower() in _STANDS_FOR.words or words[start] in DASHES):
            start += 1
        last = min(len(words), start + LONGEST_BESIDE)
        last = next((end for end in range(start, last) if classes[end] in _ENDS), last)
        for end in range(start + 2, last + 1):
            if are_initials(letters, tuple(words[start:end])):
                return (start, end), (at - 1, at)
        stated = "short" in words[at + 1 : start]  # so the letters need not begin the words
        last = next((end for end in range(start, last) if classes[end] is C.BREAK), last)
        if stated and last - start > 1 and initials_start(words[at - 1], tuple(words[start:last])) == 0:
            return (start, last), (at - 1, at)
    return None


def _named_behind(words: Sequence[str], classes: Sequence[C], at: int) -> int:
    """Where the acronym is that words like "or" introduce here, or that stands between commas; 0 if there is none."""
    short = at = at + (words[at : at + 1] == ["-"])  # the second of a dash
    while short < min(len(words), at + LONGEST_OR) and words[short].lower() in _OR.words:
        short += 1
    if short >= len(words) or not _is_acronym(words, classes, short):
        return 0
    behind = tuple(words[short + 1 : short + 3])
    alone = behind == ("for", "short") or not _AFTER_SHORT.isdisjoint(behind[:1])
    return short if short > at or alone else 0


def _initials_before(words: Sequence[str], classes: Sequence[C], end: int, letters: str) -> int | None:
    """The first of the words before `end` that have these initials; None if they have not."""
    for start in range(end - 2, max(-1, end - LONGEST_BESIDE), -1):
        if classes[start] in _ENDS:
            break
        if are_initials(letters, tuple(words[start:end])) and _may_begin(classes, start):
            return start
    return None


def _may_begin(classes: Sequence[C], at: int) -> bool:
    """Whether a long form may begin with a word: a verb or the like only with a capital, and within a clause."""
    if classes[at] is C.CAPITAL_BREAK:
        return at > 0 and classes[at - 1] not in _BEFORE_CLAUSES
    return classes[at] not in _NO_START


def _right_behind(words: Sequence[str], classes: Sequence[C], at: int) -> tuple[Range, Range] | None:
    """With nothing between: "the Long Winded Form LWF"."""
    if not at or classes[at - 1] not in _CAPITALS or not _is_acronym(words, classes, at):
        return None
    letters, start = _letters(words[at]), at - 1
    while start >= 0 and classes[start] in _CAPITALS and at - start <= len(letters):
        if at - start > 1 and are_initials(letters, tuple(words[start:at])):
            return (start, at), (at, at + 1)
        start -= 1
    return None


def _is_acronym(words: Sequence[str], classes: Sequence[C], at: int) -> bool:
    """Whether a word may stand for others without brackets: three letters or more, or one that is counted ("C4")."""
    if classes[at] is not C.ODD or not _SHORT.match(words[at]):
        return False
    letters = _letters(words[at])
    return len(letters) >= LEAST_BESIDE or letters[1:].isdigit()


def _bracket_end(classes: Sequence[C], start: int, end: int) -> int:
    """Where a bracket's first part ends: "(LF, see above)"."""
    return next((i for i in range(start + 1, end) if classes[i] in (C.COMMA, C.COLON, C.SEMICOLON)), end)


def _shared_inside(words: Sequence[str], classes: Sequence[C], inner: Range) -> tuple[Range, Range] | None:
    """ "fast Long Form (fast LF)": both begin with the same words."""
    short, end = inner[1] - 1, inner[0] - 1
    shared = [word.lower() for word in words[inner[0] : short]]
    if not 1 <= len(shared) <= MOST_SHARED or classes[short] is not C.ODD or not _SHORT.match(words[short]):
        return None
    begin = max(0, end - LONGEST_BESIDE)
    first = initials_start(words[short], tuple(words[begin:end]))
    if first is None or first < len(shared):
        return None
    start = begin + first - len(shared)
    return ((start, end), inner) if [word.lower() for word in words[start : begin + first]] == shared else None


def _short_inside(words: Sequence[str], classes: Sequence[C], inner: Range) -> tuple[Range, Range] | None:
    """ "Long Form (LF)", also "(LF for short)", "(dubbed LF)" and "(LF)s"."""
    names = [i for i in range(*inner) if classes[i] in _ACRONYM_CLASSES]
    size = inner[1] - inner[0]
    if len(names) != 1 or size > 4 or not _SHORT.match(words[names[0]]):
        return None
    if size > 1 and classes[names[0]] is not C.ODD:
        return None
    short, end = words[names[0]], inner[0] - 1
    letters = len(_NOT_LETTERS.sub("", short.lower()))
    while end and words[end - 1] in _CLOSING_QUOTES:
        end -= 1
    start = end
    limit = max(0, end - min(letters + 5, letters * 2) - 1)
    while start > limit and (classes[start - 1] not in _ENDS or words[start - 1] in _APOSTROPHES):
        start -= 1
    first = initials_start(short, tuple(words[start:end]))
    if first is None:
        return _version_inside(words, classes, names[0], end)
    strict = are_initials(_letters(short), tuple(words[start + first : end]))
    if classes[start + first] in _NO_START and (letters < LEAST_BESIDE or not strict):  # "full fine-tuning (FFT)"
        return None
    if not strict and any(
        its in _NO_START and word.islower() and word not in _SMALL.words
        for its, word in zip(classes[start + first : end], words[start + first : end], strict=True)
    ):
        return None  # letters found by chance in a clause
    return (start + first, end), (names[0], names[0] + 1)


def _version_inside(words: Sequence[str], classes: Sequence[C], short: int, end: int) -> tuple[Range, Range] | None:
    """ "Long Form (LFplus)"."""
    letters = _letters(_VERSION.sub("", words[short]))
    start = _initials_before(words, classes, end, letters) if len(letters) >= LEAST_BESIDE else None
    return None if start is None else ((start, end), (short, short + 1))


def _long_inside(words: Sequence[str], classes: Sequence[C], inner: Range) -> tuple[Range, Range] | None:
    """ "LF (Long Form)", also "LF (LongForm)" and "LF (short for Long Form)"."""
    short = inner[0] - 2
    if short < 0 or classes[short] is not C.ODD or not _SHORT.match(words[short]):
        return None
    if inner[1] - inner[0] == 1:
        capitals = "".join(filter(str.isupper, words[inner[0]]))
        return (inner, (short, short + 1)) if capitals == words[short] != words[inner[0]] else None
    start = inner[0]
    while inner[1] - start > 1:
        if initials_start(words[short], tuple(words[start : inner[1]])) == 0:
            return (start, inner[1]), (short, short + 1)
        if words[start].lower() not in _STANDS_FOR.words:
            return None
        start += 1
    return None


def _offsets(found: Words, place: Range) -> Offsets:
    return found.starts[place[0]], found.ends[place[1] - 1]


@Language.component("kg_acronyms", requires=["doc._.kg_words"], assigns=["doc._.kg_acronyms"])
def find_acronyms(doc: Doc) -> Doc:
    """Mark both sides of each definition, the long form first."""
    found = words_of(doc)
    marks = []
    for long, short in definitions(found.words, found.classes):
        start, end = _offsets(found, long)
        if "\n\n" not in found.text[start:end]:  # no name goes over the end of the title
            marks += [Mark(start, end, LONG), Mark(*_offsets(found, short), SHORT)]
    write_marks(doc, ACRONYMS, marks)
    return doc


def read_definitions(marks: Sequence[Mark]) -> list[Definition]:
    """The pairs of long form and acronym."""
    return [(long[:2], short[:2]) for long, short in zip(marks[::2], marks[1::2], strict=True)]
