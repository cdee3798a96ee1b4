"""Names and cue phrases that the lexicon lists, found in whatever case, hyphenation and number they are written."""

from itertools import chain, compress, count, islice
from operator import or_
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.lexicon import Lexicon, load_lexicon, spoken_for
from kg.knowledge.records import Ambiguous
from kg.names.spelling import same_name, spellings
from kg.nlp.words import Candidate, Cue, Notes, Text, cut_text, name_parts, notes

Forms = dict[str, tuple[str, ...]]  # form as listed -> its entity ids
# Most of the tree's nodes have none, and share these.
_NO_FORMS: Forms = {}
_NO_MORE: dict[str, "Node"] = {}


class Node:
    """Where the words so far lead: to a phrase that ends here, and on to longer ones."""

    __slots__ = ("cue", "ends", "forms", "more")

    def __init__(self) -> None:
        self.ends = False  # whether a phrase does
        self.forms: Forms = _NO_FORMS
        self.cue: tuple[str, str] | None = None  # group, and the phrase as its parts
        self.more: dict[str, Node] = _NO_MORE


class Parts:
    """The parts of a text's chunks in a row, with the way back to the characters."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.words = list(chain.from_iterable(text.parts))
        self.chunk = [number for number, its in enumerate(text.parts) for _ in its]  # that each part is in

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """The characters from the part `first` to the one before `last`."""
        a, b = self.chunk[first], self.chunk[last - 1]
        text = self.text
        start = text.starts[a] + text.places[a][self._inside(first)][0]
        end = text.starts[b] + text.places[b][self._inside(last - 1)][1]
        if text.text.count("$", start, end) % 2:  # a formula is a part of the name with both its ends ("$k$-means")
            start -= text.text.startswith("$", start - 1) if start else 0
            end += text.text.startswith("$", end) if text.text.count("$", start, end) % 2 else 0
        return start, end

    def begins_chunk(self, part: int) -> bool:
        """Whether a part is the first of its chunk."""
        return part == 0 or self.chunk[part - 1] != self.chunk[part]

    def _inside(self, part: int) -> int:
        """The number of a part in its chunk."""
        first = part
        while first and self.chunk[first - 1] == self.chunk[part]:
            first -= 1
        return part - first


class Gazetteer:
    """A tree over the parts of all listed forms and cue phrases, so that one path serves all ways of writing a name.
    It is as fast for thirty thousand names as for thirty, and keeps no word of the texts that it reads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.root: dict[str, Node] = {}
        for form, ids in lexicon.forms.items():
            if node := self._end_of(form):
                node.forms = {**node.forms, form: ids}
        for form, ids in lexicon.forms.items():
            for other in spellings(form):
                if (node := self._end_of(other)) and not node.forms:
                    node.forms = {form: ids}
        for cue in lexicon.cues:
            if node := self._end_of(cue.phrase):
                node.cue = cue.group, _as_parts(cut_text(cue.phrase))
        # for each phrase that a user added
        self.usual = {_as_parts(cut_text(phrase)): cut_text(usual) for phrase, usual in lexicon.own_cues.items()}

        self.alone = {word for word, node in self.root.items() if node.ends}  # that are phrases
        self.pairs = {(word, behind) for word, node in self.root.items() for behind in node.more}  # that begin phrases

    def _end_of(self, phrase: str) -> Node | None:
        """The node that a phrase ends at, made if there is none; None for a phrase without parts."""
        more, node = self.root, None
        for word in phrase.split():
            for part, _, _ in name_parts(word):
                if node is not None:
                    if node.more is _NO_MORE:
                        node.more = {}
                    more = node.more
                node = more.get(part)
                if node is None:
                    node = more[part] = Node()
        if node is not None:
            node.ends = True
        return node

    def __call__(self, doc: Doc) -> Doc:
        """Note each listed name and cue that is not inside a longer one."""
        found = notes(doc)
        parts = Parts(found.text)
        name_end = cue_end = 0
        outer = ""  # what the name before `name_end` stands for
        for first in self._starts(parts.words):
            for last, node in self._ends(parts.words, first):
                if node.cue and first >= cue_end and parts.begins_chunk(first):
                    cue_end = last
                    found.cues.append(Cue(parts.chunk[first], parts.chunk[last - 1] + 1, *node.cue))
                # inside a longer name, only one of the user's own is a name
                if node.forms and (last > name_end or (self.lexicon.user and outer not in self.lexicon.user)):
                    start, end = parts.offsets(first, last)
                    target = self._target(found.text, start, end, node.forms)
                    if target and (last > name_end or target in self.lexicon.user):
                        name_end, outer = max(last, name_end), target
                        label = self.lexicon.entries[target][0]
                        found.candidates.append(Candidate(start, end, "gazetteer", label, target))
        if self.usual:
            doc.user_data["kg"] = self._as_usual(found)
        return doc

    def _as_usual(self, found: Notes) -> Notes:
        """The notes with a user's cues read as the usual ones, which weights were learned for."""
        lower, kinds, cues = [*found.text.lower], [*found.text.kinds], [*found.cues]
        for number, cue in enumerate(cues):
            if usual := self.usual.get(cue.phrase):
                first = max(cue.first, cue.last - len(usual.words))
                lower[first : cue.last] = usual.lower[first - cue.last :]
                kinds[first : cue.last] = usual.kinds[first - cue.last :]
                cues[number] = cue._replace(phrase=_as_parts(usual))
        return found._replace(text=found.text._replace(lower=lower, kinds="".join(kinds)), cues=cues)

    def _starts(self, words: list[str]) -> list[int]:
        """Where a phrase begins that ends with its first word, or goes on with the one behind it."""
        pairs = chain(map(self.pairs.__contains__, zip(words, islice(words, 1, None), strict=False)), [False])
        return [*compress(count(), map(or_, map(self.alone.__contains__, words), pairs))]

    def _ends(self, words: list[str], first: int) -> list[tuple[int, Node]]:
        """Where phrases end that begin with a word, the longest first."""
        node = self.root[words[first]]
        ends = [(first + 1, node)] if node.ends else []
        for last in range(first + 1, len(words)):
            longer = node.more.get(words[last])
            if longer is None:
                break
            node = longer
            if node.ends:
                ends.insert(0, (last + 1, node))
        return ends

    def _target(self, text: Text, start: int, end: int, forms: Forms) -> str:
        """The entity that the words stand for, as they are written here; empty if they do not."""
        whole = text.text
        # a part of a word ("conv" in "conv2d") is no name, unless a hyphen or the like cuts it off
        if (start and whole[start - 1].isalnum()) or (end < len(whole) and whole[end].isalnum()):
            return ""
        written = whole[start:end]
        ids = forms.get(written, ())
        if not ids:
            ids = tuple(key for form, its in forms.items() if same_name(form, written) for key in its)
        if len(ids) > 1:
            if own := next((target for target in ids if target in self.lexicon.user), ""):
                return own
            rule = next((self.lexicon.ambiguous[form] for form in forms if form in self.lexicon.ambiguous), None)
            if rule:
                return decide_ambiguous(rule, whole)
        return ids[0] if ids else ""


def _as_parts(phrase: Text) -> str:
    return " ".join(chain.from_iterable(phrase.parts))


def decide_ambiguous(rule: Ambiguous, text: str) -> str:
    """The choice whose context words the text has most of; the first one if none are there."""
    return max(rule.choices, key=lambda choice: spoken_for(choice, text)).id


@Language.factory("kg_gazetteer", default_config={"lexicon": []}, assigns=["doc.user_data"])
def make_gazetteer(nlp: Language, name: str, lexicon: list[str]) -> Gazetteer:  # noqa: ARG001 - spaCy passes them
    """The gazetteer component; `lexicon` lists a user's own lexicon files."""
    return Gazetteer(load_lexicon(tuple(map(Path, lexicon))))
