"""The surroundings of names: sentences, cues, neighbours."""

import re
from bisect import bisect_left

from spacy.tokens import Doc

from kg.nlp.words import Notes, notes

_BREAK = re.compile(r"[.\n]")


class Context:
    """A text made ready for looking around: its chunks in lower case, their sentences, cues by sentence."""

    def __init__(self, found: Notes) -> None:
        self.text = found.text
        self.kinds = found.text.kinds
        self.lower = found.text.lower
        self.title_end = max(0, self.kinds.find("\n"))
        self.title_stop = self.text.starts[self.title_end] if self.title_end else 0  # the same in characters
        self.breaks = [match.start() for match in _BREAK.finditer(self.kinds)]
        self.last_sentence = max(1, len(self.breaks))
        self.own = self._own_name()
        self.cues = found.cues
        self.by_sentence: dict[int, list[int]] = {}
        for n, cue in enumerate(found.cues):
            self.by_sentence.setdefault(self.sentence(cue.first), []).append(n)
        # The sentence where the paper turns from what others did to its own work.
        body = [cue for cue in self.cues if cue.first > self.title_end]
        own = (cue.first for cue in body if cue.group == "our" or cue.phrase.startswith("we "))
        self.turn = self.sentence(next(own, len(self.kinds)))

    def sentence(self, chunk: int) -> int:
        """The number of the sentence that a chunk is in; the title is 0."""
        return bisect_left(self.breaks, chunk)

    def _own_name(self) -> list[int]:
        """Where the abstract has the name that stands before the title's colon."""
        if self.kinds.find(":", 0, self.title_end) != 1:
            return []
        words = self.text.words
        return [i for i in range(self.title_end, len(words)) if words[i] == words[0]]

    def head(self, at: int) -> tuple[str, bool]:
        """The noun that the phrase from `at` on ends with, and whether it speaks of data ("a benchmark suite")."""
        kinds = self.kinds
        at += at < len(kinds) and self.lower[at] in ("a", "an", "the")
        stop = at
        while stop < min(len(kinds), at + 12) and (kinds[stop] in "lhgdDOCUGKEm-" or self._inside(stop)):
            stop += 1
            if kinds[stop - 1] in "hdKE" and (stop >= len(kinds) or kinds[stop] not in "lhdKEC"):
                break
        phrase = kinds[at:stop]
        return (self.lower[stop - 1] if stop > at else ""), "d" in phrase or "E" in phrase

    def _inside(self, at: int) -> bool:
        """Whether an adverb, a comma or "and" is among what is said of a noun ("a large, richly annotated dataset")."""
        if self.lower[at].endswith("ly"):
            return True
        before, behind = self.kinds[at - 1], self.kinds[at + 1 : at + 2]
        if self.lower[at] == "and":
            return before in "lmgGCO" and behind in ("l", "m", "g", "G", "C", "O")
        adverb = behind != "" and self.lower[at + 1].endswith("ly")
        return self.kinds[at] == "," and before in "lmgG" and (adverb or behind in ("l", "m", "g"))

    def head_before(self, at: int) -> tuple[str, bool]:
        """The nearest head noun before a list ("datasets, namely X, Y"), and whether it speaks of data."""
        for i in range(at - 1, max(-1, at - 14), -1):
            if self.kinds[i] in "dh":
                return self.lower[i], self.kinds[i] == "d"
            if self.kinds[i] in ".\n":
                break
        return "", False


def context_of(doc: Doc) -> Context:
    """The surroundings in a text whose cues are noted, worked out once."""
    found = doc.user_data.get("kg_context")
    if not isinstance(found, Context):
        found = doc.user_data["kg_context"] = Context(notes(doc))
    return found
