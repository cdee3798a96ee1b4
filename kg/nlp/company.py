"""Features of an entity among the others that a paper names: which comes first, and what stands beside it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.nlp.context import Context
from kg.nlp.words import Offsets, Range

MOST_BESIDE = 8  # names of a sentence that count on either side
MOST_CUES_BETWEEN = 2


def listed_tag(listed: bool) -> str:
    """How features say whether a list has a name."""
    return "gaz" if listed else "new"


class Peer(NamedTuple):
    """An entity of a paper: its type, whether a list has it, and where it is named."""

    label: str
    listed: bool
    places: Sequence[Offsets]

    @property
    def kind(self) -> str:
        """Its type and whether it is listed, in short."""
        return f"{listed_tag(self.listed)}{self.label[0]}"


class Beside(NamedTuple):
    """A mention: its words, and the number of the entity."""

    words: Range
    peer: int


class Company:
    """The entities of a paper, indexed for what is said of one among the others."""

    def __init__(self, peers: Sequence[Peer], context: Context) -> None:
        self.peers, self.context = peers, context
        self.new: defaultdict[str, list[Peer]] = defaultdict(list)
        self.by_sentence: defaultdict[int, list[Beside]] = defaultdict(list)
        for number, peer in enumerate(peers):
            if not peer.listed:
                self.new[peer.label].append(peer)
            for words in self._in_abstract(peer):
                self.by_sentence[context.words.sentence(words[0])].append(Beside(words, number))
        for named in self.by_sentence.values():
            named.sort()
        self.first_new = {label: min(map(_first, its)) for label, its in self.new.items()}
        self.most_new = {label: max(len(peer.places) for peer in its) for label, its in self.new.items()}

    def _in_abstract(self, peer: Peer) -> list[Range]:
        ranges = [self.context.words.range_of(*place) for place in peer.places]
        return [words for words in ranges if words[0] >= self.context.title_end]

    def features(self, number: int, listed: bool) -> set[str]:
        """The features of an entity, taken as one that a list has or has not."""
        peer, tag = self.peers[number], listed_tag(listed)
        out = set(self._newness(peer, listed))
        for words in self._in_abstract(peer):
            out.update(f"{feature}:{tag}" for feature in self._beside(words, number))
        return out

    def _newness(self, peer: Peer, listed: bool) -> Iterator[str]:
        """How many others of its type are on no list; if it is on none either, whether it is the first or main one."""
        others = min(len(self.new[peer.label]) - (not peer.listed), 3)
        yield f"new others:{others}:{listed_tag(listed)}"
        if listed or peer.listed:
            return
        first = _first(peer) == self.first_new[peer.label]
        most = len(peer.places) == self.most_new[peer.label]
        yield from (f"first new:{first}:{min(others, 1)}", f"most new:{most}:{min(others, 1)}")
        yield f"first, most new:{first}:{most}:{min(others, 2)}"
        yield f"first new:{first}:{min(others, 2)}:{'proposed' if self.context.proposed else 'none'}"

    def _beside(self, words: Range, number: int) -> Iterator[str]:
        """Which kinds of entities are before and behind a mention in its sentence, and the cues on the way to them."""
        start, end = words
        named = self.by_sentence[self.context.words.sentence(start)]
        at = bisect_left(named, Beside(words, number))
        before = [its for its in named[max(0, at - MOST_BESIDE) : at] if its.words[1] <= start and its.peer != number]
        behind = [its for its in named[at : at + MOST_BESIDE] if its.words[0] >= end and its.peer != number]
        for side, others in (("<", before[::-1]), (">", behind)):
            if not others:
                yield f"beside{side}:none"
                continue
            (first, last), nearest = others[0]
            kind = self.peers[nearest].kind
            between = self._cues_between(*((last, start) if side == "<" else (end, first)))
            yield from (f"beside{side}:{kind}", f"beside{side}:{kind}:{between}")
            yield f"all{side}:{'+'.join(sorted({self.peers[its.peer].kind for its in others}))}"

    def _cues_between(self, first: int, last: int) -> str:
        """The groups of the first cues between two words."""
        cues = self.context.cues_near(first)
        between = [cue.group for cue in cues if first <= cue.first and cue.last <= last]
        return "+".join(between[:MOST_CUES_BETWEEN])


def _first(peer: Peer) -> int:
    return peer.places[0][0]
