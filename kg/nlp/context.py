"""The context of a name: cues in its sentence, head nouns before and after it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass as C
from kg.names.fold import singular
from kg.names.lists import RoleWords, WordRole
from kg.nlp.classes import class_of
from kg.nlp.clusters import load_clusters
from kg.nlp.forms import letters
from kg.nlp.spans import CUES, Marks, read_marks
from kg.nlp.words import Range, Words, words_of

REACH = 12  # words of a noun phrase that are looked through for its head
_HEADS = frozenset([C.HEAD, C.CAPITAL_HEAD, C.DATA_HEAD, C.CAPITAL_DATA_HEAD])
_DATA = frozenset([C.DATA_HEAD, C.CAPITAL_DATA_HEAD])
_GOES_ON = frozenset([C.LOWER, C.CAPITALISED, *_HEADS])  # behind a head: another one may follow
_PHRASE = frozenset(
    [*_GOES_ON, C.GENERIC, C.CAPITAL_GENERIC, C.DIGIT, C.ODD, C.LETTER, C.JOINED, C.CAPITAL_JOINED, C.HYPHEN]
)
_AFTER_COMMA = frozenset([C.LOWER, C.JOINED, C.CAPITAL_JOINED, C.GENERIC])
_BEFORE_COMMA = _AFTER_COMMA | {C.CAPITAL_GENERIC}
_BEFORE_AND = _BEFORE_COMMA | {C.ODD, C.CAPITALISED}
LONGEST_OWN = 2  # words of a name before a title's colon
SHORTEST_OWN = 3  # letters of a name before a title's colon that other names may be made of
LONGEST_LIST = 200  # words
_LIST_JOINTS = frozenset([",", "and", "or", "/", "&"])  # of a list
_LISTED = _LIST_JOINTS | {"(", ")", "the"}
_LIST_CLASSES = frozenset(
    [C.ODD, C.CAPITALISED, C.LETTER, C.CAPITAL_HEAD, C.CAPITAL_DATA_HEAD, C.DIGIT, C.HEAD, C.DATA_HEAD]
)
_NAMELY = RoleWords(WordRole.NAMELY)  # with a full stop that ends no sentence
_QUOTED_BY = {  # by what opens
    '"': '"',
    "'": "'",
    "`": "'",
    "´": "´",
    "“": "”",
    "„": "“”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
}
QUOTES = frozenset([*_QUOTED_BY, *"".join(_QUOTED_BY.values())])
SHORTEST_PLAIN = 3  # letters of a plain word
FEW_WORDS = 25  # of which one unknown word says little
FOREIGN = (0.03, 0.06, 0.1, 0.15)  # share of unknown words from which a text is of the next degree
_PARTS = re.compile(r"[^\W_]+")


class Cue(NamedTuple):
    """A cue phrase in a text: first word, the one behind the last, its group, the phrase as listed."""

    first: int
    last: int
    group: str
    phrase: str


class Context:
    """A text indexed for context features."""

    def __init__(self, found: Words, cues: list[Cue]) -> None:
        self.words = found
        self.classes, self.lower, self.title_end = found.classes, found.lower, found.title_end
        self.last_sentence = max(1, len(found.sentences) - 1)
        self.cues = cues
        self.by_sentence: defaultdict[int, list[int]] = defaultdict(list)
        for number, cue in enumerate(cues):
            self.by_sentence[found.sentence(cue.first)].append(number)
        self.own = self._own_name()
        # The sentence where the paper turns from what others did to its own work.
        own = (cue.first for cue in cues if cue.first >= self.title_end and _is_own(cue))
        turn = next(own, None)
        self.turn = len(found.sentences) if turn is None else found.sentence(turn)

    def cues_near(self, word: int) -> list[Cue]:
        """The cues of the sentence that a word is in."""
        return [self.cues[number] for number in self.by_sentence.get(self.words.sentence(word), ())]

    def class_at(self, word: int) -> C | None:
        """The class of a word; None outside the text."""
        return self.classes[word] if 0 <= word < len(self.classes) else None

    def _own_name(self) -> list[int]:
        """Where the abstract has the one word that stands before the title's colon."""
        words = self.words.words
        if self.title_end < 2 or self.classes[1] is not C.COLON:
            return []
        return [i for i in range(self.title_end, len(words)) if words[i] == words[0]]

    @cached_property
    def data_words(self) -> str:
        """How often the title and the abstract speak of data, in two digits."""
        words = [at for at, its in enumerate(self.classes) if its in _DATA]
        titled = bisect_left(words, self.title_end)
        return f"{min(titled, 2)}{min((len(words) - titled + 1) // 2, 4)}"

    @cached_property
    def foreign(self) -> str:
        """How many of the plain words are rare in papers on machine learning, from "0" for hardly any to "4"."""
        words = {word for word in self.words.words if len(word) >= SHORTEST_PLAIN and word.isalpha() and word.islower()}
        unknown = sum(word not in load_clusters() for word in words)
        return str(bisect_right(FOREIGN, unknown / max(len(words), FEW_WORDS)))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the title."""
        return title_words(" ".join(self.words.words[: self.title_end]))

    @cached_property
    def title_name(self) -> str:
        """The letters of the name of one or two words before the title's colon; empty if there is none."""
        beginning = self.classes[: min(LONGEST_OWN + 1, self.title_end)]
        return letters(" ".join(self.words.words[: beginning.index(C.COLON)])) if C.COLON in beginning else ""

    @cached_property
    def proposed(self) -> frozenset[int]:
        """The first word with odd capitals behind each cue of proposing in the abstract."""
        cues = [cue for cue in self.cues if cue.group == "propose" and cue.first >= self.title_end]
        named = (self._odd_behind(cue) for cue in cues)
        return frozenset(at for at in named if at is not None)

    def _odd_behind(self, cue: Cue) -> int | None:
        """The first word with odd capitals near behind a cue, in its sentence."""
        sentence = self.words.sentence(cue.first)
        for at in range(cue.last, min(cue.last + REACH, len(self.classes))):
            if self.classes[at] is C.SEMICOLON or self.words.sentence(at) != sentence:
                return None
            if self.classes[at] is C.ODD:
                return at
        return None

    def likeness(self, form: str) -> Iterator[str]:
        """How many of the words of a name the title has, and whether it has, or is in, the one before its colon."""
        words, name, own = title_words(form), letters(form), self.title_name
        shared = len(words & self.title_words) / len(words) if words else 0
        yield f"in title:{'all' if shared == 1 else 'half' if shared >= 0.5 else 'some' if shared else 'none'}"
        if own != name and min(len(own), len(name)) >= SHORTEST_OWN:
            if own in name:
                yield f"own in name:{'first' if name.startswith(own) else 'later'}"
            elif name in own:
                yield "name in own"

    def unquoted(self, start: int, end: int) -> Range:
        """A name's words with the quotation marks around them, which hide no neighbour."""
        while start and end < len(self.lower) and self._are_quotes(start - 1, end):
            start, end = start - 1, end + 1
        return start, end

    def _are_quotes(self, opening: int, closing: int) -> bool:
        """Whether two words are quotation marks that belong together; a straight one closes if one is open."""
        mark, sentence = self.lower[opening], self.words.sentence(closing)
        if self.lower[closing] not in _QUOTED_BY.get(mark, ()) or self.words.sentence(opening) != sentence:
            return False
        return mark != self.lower[closing] or self.lower[self.first_word(sentence) : opening].count(mark) % 2 == 0

    def first_words(self, sentence: int) -> Sequence[str]:
        """The first two words of a sentence of the abstract, in lower case; none if there is no such sentence."""
        if not 0 <= sentence < len(self.words.sentences):
            return ()
        first = self.first_word(sentence)
        return self.lower[first : first + 2] if first >= self.title_end else ()

    def first_word(self, sentence: int) -> int:
        """The number of the word that a sentence begins with."""
        return bisect_left(self.words.starts, self.words.sentences[sentence])

    def list_start(self, at: int) -> int:
        """Where the list begins that a name stands in ("A, B and C"); the name itself if it is in none."""
        if at and self.lower[at - 1] in _LIST_JOINTS:
            limit = max(0, at - LONGEST_LIST)
            while at > limit and (self.classes[at - 1] in _LIST_CLASSES or self.lower[at - 1] in _LISTED):
                at -= 1
        return at

    def head(self, at: int) -> tuple[str, bool]:
        """The noun that the phrase from `at` on ends with, and whether it denotes data ("a benchmark suite")."""
        classes = self.classes
        at += at < len(classes) and self.lower[at] in ("a", "an", "the")
        stop = at
        while stop < min(len(classes), at + REACH) and (classes[stop] in _PHRASE or self._inside(stop)):
            stop += 1
            if classes[stop - 1] in _HEADS and self.class_at(stop) not in _GOES_ON:
                break
        return (self.lower[stop - 1] if stop > at else ""), not _DATA.isdisjoint(classes[at:stop])

    def _inside(self, at: int) -> bool:
        """Whether an adverb, a comma or "and" is within the modifiers of a noun ("a large, richly annotated set")."""
        if self.lower[at].endswith("ly"):
            return True
        before, behind = self.class_at(at - 1), self.class_at(at + 1)
        if self.lower[at] == "and":
            return before in _BEFORE_AND and behind in _BEFORE_AND
        adverb = behind is not None and self.lower[at + 1].endswith("ly")
        return self.classes[at] is C.COMMA and before in _BEFORE_COMMA and (adverb or behind in _AFTER_COMMA)

    def head_before(self, at: int) -> tuple[str, bool]:
        """The nearest head noun before a list ("datasets, namely X, Y"), and whether it denotes data."""
        for i in range(at - 1, max(-1, at - REACH - 2), -1):
            if self.classes[i] in (C.HEAD, C.DATA_HEAD):
                return self.lower[i], self.classes[i] is C.DATA_HEAD
            if self.classes[i] in (C.STOP, C.LINE_BREAK) and self.lower[i - 1] not in _NAMELY.words:
                break
        return "", False


@lru_cache(maxsize=1 << 16)
def title_words(text: str) -> frozenset[str]:
    """The parts of the words of a title or name, singular in lower case."""
    return frozenset(map(singular, _PARTS.findall(text.lower())))


def _is_own(cue: Cue) -> bool:
    return cue.group == "our" or cue.phrase.startswith("we ")


def read_context(doc: Doc, component: str) -> Context:
    """The context of a Doc whose cues are marked.

    Raises:
        ValueError: they are not.
    """
    return _context_of(doc, len(doc), read_marks(doc, CUES, component))


@lru_cache(maxsize=8)
def _context_of(doc: Doc, tokens: int, marks: Marks) -> Context:  # noqa: ARG001 - as in words_of
    found = words_of(doc)
    cues = [Cue(*found.range_of(mark.start, mark.end), mark.label, mark.rule) for mark in marks]
    own = [cue for cue, mark in zip(cues, marks, strict=True) if mark.target]
    return Context(_with_usual(found, own) if own else found, cues)


def _with_usual(found: Words, cues: list[Cue]) -> Words:
    """Words with the usual phrases in place of a user's cues, which no weight was learned for."""
    lower, classes = [*found.lower], [*found.classes]
    for first, last, _, phrase in cues:
        words = phrase.split()
        words = [words[0]] * (last - first - len(words)) + words[first - last :]
        lower[first:last], classes[first:last] = words, map(class_of, words)
    return found._replace(lower=lower, classes=classes)
