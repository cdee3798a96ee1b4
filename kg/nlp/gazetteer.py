"""Names and cue phrases that the lexicon lists, found in whatever case, hyphenation and number they are written."""

import re
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.lexicon import Ambiguous, Lexicon, load_lexicon
from kg.nlp.words import Candidate, Cue, Text, notes

_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")
_ARTICLE = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_JOINTS = re.compile(r"[-\s'.]")


def word_parts(word: str) -> list[tuple[str, int, int]]:
    """A written word as names are compared, with offsets: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    parts = []
    for match in _PARTS.finditer(word):
        part = match.group().casefold()
        if part in _DROPPED or (word[0] == "\\" and len(word) > 1):
            continue
        if len(part) > 3 and part[-1] == "s" and not part.endswith(("ss", "us", "is")):
            part = part[:-1]
        parts.append((part, match.start(), match.end()))
    return parts


def is_exact(form: str) -> bool:
    """Whether a form is told from an ordinary word by its capitals alone (SAM, Adam, LoRA)."""
    return " " not in form and form != form.lower()


class _Parts(dict[str, tuple[tuple[str, ...], tuple[tuple[int, int], ...]]]):
    """Parts of a chunk and their offsets in it, worked out once for each way of writing it."""

    def __missing__(self, chunk: str) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
        parts = word_parts(chunk)
        found = self[chunk] = tuple(part[0] for part in parts), tuple(part[1:] for part in parts)
        return found


class Phrase(NamedTuple):
    """What a phrase stands for: forms as listed, each with its entity ids, or a group of cues."""

    forms: dict[str, tuple[str, ...]]
    cue: str


class Gazetteer:
    """A matcher over all listed forms and cue phrases. It reads a view of the text in which the parts of words are
    tokens, so one pattern serves all ways of writing a name."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self.matcher = PhraseMatcher(vocab)
        self.parts = _Parts()
        phrases: dict[tuple[str, ...], Phrase] = {}
        for form, ids in lexicon.forms.items():
            parts = self._split(form)
            if parts:
                phrases.setdefault(parts, Phrase({}, "")).forms[form] = ids
        for cue in lexicon.cues:
            parts = self._split(cue.phrase)
            phrases[parts] = Phrase(phrases[parts].forms if parts in phrases else {}, cue.group)
        self.phrases: dict[int, Phrase] = {}
        for parts, phrase in phrases.items():
            key = " ".join(parts)
            self.matcher.add(key, [Doc(vocab, words=list(parts))])
            self.phrases[vocab.strings[key]] = phrase

    def _split(self, form: str) -> tuple[str, ...]:
        return tuple(part for word in form.split() for part, _, _ in word_parts(word))

    def __call__(self, doc: Doc) -> Doc:
        """Note each listed name and cue that is not inside a longer one."""
        found = notes(doc)
        text = found.text
        parts = self.parts
        cut = [parts[chunk] for chunk in text.words]
        words = [word for chunk in cut for word in chunk[0]]
        chunks = [i for i, chunk in enumerate(cut) for _ in chunk[0]]
        if not words:
            return doc
        view = Doc(self.vocab, words=words)
        name_end = cue_end = -1
        for key, first, last in sorted(self.matcher(view), key=_longest_first):
            phrase = self.phrases[key]
            a, b = chunks[first], chunks[last - 1]
            left, right = _place_in_chunk(chunks, first), _place_in_chunk(chunks, last - 1)
            start, end = text.starts[a] + cut[a][1][left][0], text.starts[b] + cut[b][1][right][1]
            if phrase.cue and first >= cue_end and left == 0:
                cue_end = last
                found.cues.append(Cue(start, end, a, b + 1, phrase.cue, " ".join(words[first:last])))
            if phrase.forms and last > name_end and (target := self._target(text, start, end, phrase.forms)):
                name_end = last
                label = self.lexicon.entries[target][0]
                found.candidates.append(Candidate(start, end, "gazetteer", label, target))
        return doc

    def _target(self, text: Text, start: int, end: int, forms: dict[str, tuple[str, ...]]) -> str:
        """The entity that the words stand for, as they are written here; empty if they do not."""
        whole = text.text
        # a part of a word ("conv" in "conv2d") is no name, unless a hyphen or the like cuts it off
        if (start and whole[start - 1].isalnum()) or (end < len(whole) and whole[end].isalnum()):
            return ""
        written = whole[start:end]
        ids = forms.get(written, ())
        if not ids and not _ARTICLE.match(written):  # "a 100" is no A100, "a CNN" no A-CNN
            bare = _JOINTS.sub("", written)
            for form, its in forms.items():
                if not is_exact(form) or _same_capitals(bare, _JOINTS.sub("", form)):
                    ids = (*ids, *its)
        if len(ids) > 1:
            rule = next((self.lexicon.ambiguous[form] for form in forms if form in self.lexicon.ambiguous), None)
            if rule:
                return decide_ambiguous(rule, whole)
        return ids[0] if ids else ""


def _place_in_chunk(chunks: list[int], at: int) -> int:
    """Which of its chunk's parts a part is."""
    place = 0
    while place < at and chunks[at - place - 1] == chunks[at]:
        place += 1
    return place


def _longest_first(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[1], -match[2]


def _same_capitals(written: str, listed: str) -> bool:
    """Whether a name was written as a name: its own capitals, or capitals throughout (BERT, Bert, CIFAR)."""
    if written.endswith("s") and not listed.endswith("s"):
        written = written[:-1]
    if written == listed:
        return True
    if listed.isupper() and len(listed) <= 3:
        return False
    return sum(map(str.isupper, written)) >= 2 or (written[:1].isupper() and len(written) > 3)


def decide_ambiguous(rule: Ambiguous, text: str) -> str:
    """The choice whose context words the text has most of; the first one if none are there."""
    lower = text.lower()
    return max(rule.choices, key=lambda choice: sum(word in lower for word in choice.context)).id


@Language.factory("kg_gazetteer", default_config={"lexicon": []}, assigns=["doc.user_data"])
def make_gazetteer(nlp: Language, name: str, lexicon: list[str]) -> Gazetteer:  # noqa: ARG001 - spaCy passes it
    """The gazetteer component; `lexicon` lists a user's own lexicon files."""
    return Gazetteer(nlp.vocab, load_lexicon(tuple(map(Path, lexicon))))
