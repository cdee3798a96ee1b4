"""Names that the lexicon lists, found in whatever case, hyphenation and number they are written."""

import re
from typing import NamedTuple

from spacy.attrs import ORTH
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.lexicon import Ambiguous, Lexicon

_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[^\w\s]|_")
_ARTICLE = re.compile(r"[Aa] \d")
_DROPPED = frozenset("-‐‑‒–—_'`“”‘’\"\\{}$~^.")


def word_parts(word: str) -> tuple[str, ...]:
    """A written word as the gazetteer compares it: "CIFAR10" and "CIFAR-10" are both cifar, 10."""
    parts = []
    for part in _PARTS.findall(word.casefold()):
        if part in _DROPPED:
            continue
        if len(part) > 3 and part[-1] == "s" and not part.endswith(("ss", "us", "is")):
            part = part[:-1]
        parts.append(part)
    return tuple(parts)


def is_exact(form: str) -> bool:
    """Whether a form is told from an ordinary word by its capitals alone (SAM, Adam, LoRA)."""
    return " " not in form and form != form.lower()


class Listed(NamedTuple):
    """What a phrase stands for: per form as listed, the entity ids."""

    forms: dict[str, tuple[str, ...]]
    free: bool  # some form of it may be written in any case


class Gazetteer:
    """A matcher over all listed forms; keeps per vocabulary a cache of how words are compared."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.vocab = vocab
        self.lexicon = lexicon
        self.matcher = PhraseMatcher(vocab)
        self.listed: dict[int, dict[str, tuple[str, ...]]] = {}
        self.parts: dict[int, tuple[str, ...]] = {}
        phrases: dict[tuple[str, ...], dict[str, tuple[str, ...]]] = {}
        for form, ids in lexicon.forms.items():
            if parts := tuple(part for word in form.split() for part in word_parts(word)):
                phrases.setdefault(parts, {})[form] = ids
        for parts, forms in phrases.items():
            key = " ".join(parts)
            self.matcher.add(key, [Doc(vocab, words=list(parts))])
            self.listed[vocab.strings[key]] = forms

    def __call__(self, doc: Doc) -> Doc:
        """Add a candidate for each listed name that is not inside a longer one."""
        words: list[str] = []
        back: list[int] = []
        strings = self.vocab.strings
        for i, orth in enumerate(doc.to_array(ORTH).tolist()):
            parts = self.parts.get(orth)
            if parts is None:
                parts = self.parts[orth] = word_parts(strings[orth])
            for part in parts:
                words.append(part)
                back.append(i)
        found = doc.spans.setdefault("candidates", []) if "candidates" not in doc.spans else doc.spans["candidates"]
        if not words:
            return doc
        view = Doc(self.vocab, words=words)
        last_end = -1
        for key, start, end in sorted(self.matcher(view), key=lambda m: (m[1], -m[2])):
            if (
                end <= last_end
                or (start and back[start - 1] == back[start])
                or (end < len(back) and back[end] == back[end - 1])
            ):
                continue
            span = (back[start], back[end - 1] + 1)
            if ids := self._ids(doc, span, self.listed[key]):
                last_end = end
                for target in ids:
                    found.append(
                        Span(doc, *span, label=self.lexicon.entries[target][0], span_id="gazetteer", kb_id=target)
                    )
        return doc

    def _ids(self, doc: Doc, span: tuple[int, int], forms: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """The entities that the words may stand for, as they are written here."""
        text = doc[span[0] : span[1]].text
        ids = forms.get(text)
        if ids is None and _ARTICLE.match(text):
            return ()  # "a 100" is no A100
        if ids is None:
            bare = re.sub(r"[-\s'.]", "", text)
            for form, its in forms.items():
                if not is_exact(form) or _same_capitals(bare, re.sub(r"[-\s'.]", "", form)):
                    ids = (*(ids or ()), *its)
        if ids is None:
            return ()
        ids = tuple(dict.fromkeys(ids))
        if len(ids) > 1 and (
            rule := next((self.lexicon.ambiguous[f] for f in forms if f in self.lexicon.ambiguous), None)
        ):
            return (decide_ambiguous(rule, doc.text),)
        return ids[:1]


def _same_capitals(written: str, listed: str) -> bool:
    """Whether a name was written as a name: its own capitals, or capitals throughout (BERT, Bert, CIFAR)."""
    if written.endswith("s") and not listed.endswith("s"):
        written = written[:-1]
    if written == listed:
        return True
    upper = sum(map(str.isupper, written))
    if listed.isupper() and len(listed) <= 3:
        return False
    return upper >= 2 or (written[:1].isupper() and len(written) > 3)


def decide_ambiguous(rule: Ambiguous, text: str) -> str:
    """The choice whose context words the text has most of; the first one if none are there."""
    lower = text.lower()
    return max(rule.choices, key=lambda choice: sum(word in lower for word in choice.context)).id


@Language.factory("kg_gazetteer", default_config={"lexicon": []}, assigns=["doc.spans"])
def make_gazetteer(nlp: Language, name: str, lexicon: list[str]) -> Gazetteer:
    """The gazetteer component; `lexicon` lists a user's own lexicon files."""
    from pathlib import Path

    from kg.lexicon import load_lexicon

    return Gazetteer(nlp.vocab, load_lexicon(tuple(map(Path, lexicon))))
