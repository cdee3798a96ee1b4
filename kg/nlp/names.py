"""Listed names, found in whatever case, hyphenation and number they are written."""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.knowledge.kinds import WordClass
from kg.knowledge.lexicon import Lexicon, config_paths, context_hits, fresh_lexicon, load_lexicon
from kg.knowledge.records import Ambiguous, Choice
from kg.memory import uncollected
from kg.names.spelling import is_altered, same_name, spellings
from kg.nlp.parts import name_parts
from kg.nlp.spans import NAMES, Mark, write_marks
from kg.nlp.words import Offsets, Words, words_of

Parts = tuple[str, ...]
_UNKNOWN = "\0"  # stands for every part that no name has, so that the vocabulary does not grow with the texts


@lru_cache(maxsize=1 << 18)  # most names are the same in the next lexicon of a process
def _parts(form: str) -> Parts:
    return tuple(part for word in form.split() for part, _, _ in name_parts(word))


def _forms_by_parts(lexicon: Lexicon) -> dict[Parts, list[str]]:
    """The listed forms that have the same parts, and for other spellings of plain words their form."""
    out: dict[Parts, list[str]] = {}
    for form in lexicon.forms:
        out.setdefault(_parts(form), []).append(form)
    for form in lexicon.forms:
        for other in spellings(form):
            out.setdefault(_parts(other), [form])
    out.pop((), None)
    return out


class NameFinder:
    """A PhraseMatcher over the parts of words, so that one pattern serves every spelling of a name."""

    @uncollected()
    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        by_parts = _forms_by_parts(lexicon)
        vocab = Vocab()  # of parts; apart from the texts' own
        known = {part: vocab.strings.add(part) for parts in by_parts for part in parts}
        unknown = vocab.strings.add(_UNKNOWN)
        self._meant = lru_cache(maxsize=1 << 16)(self._meant_by)
        self._orths = lru_cache(maxsize=1 << 17)(
            lambda word: tuple([known.get(part, unknown) for part, _, _ in name_parts(word)])
        )
        self.vocab, self.matcher = vocab, PhraseMatcher(vocab)
        self.forms = {tuple([known[part] for part in parts]): forms for parts, forms in by_parts.items()}
        # As tuples of numbers, which is what it makes of Docs and what it is unpickled from: five times faster.
        self.matcher.add("name", [*self.forms])  # type: ignore[list-item]

    def __reduce__(self) -> tuple[type["NameFinder"], tuple[Lexicon]]:
        return NameFinder, (self.lexicon,)  # what is pickled is made anew

    def __call__(self, doc: Doc) -> Doc:
        """Mark each listed name that is not inside a longer one."""
        write_marks(doc, NAMES, self._find(words_of(doc)))
        return doc

    def _find(self, found: Words) -> list[Mark]:
        by_word = [*map(self._orths, found.words)]
        orths = [*chain.from_iterable(by_word)]
        view = Doc(self.vocab, words=orths)  # type: ignore[arg-type]  # numbers of strings, which the stub leaves out
        behind = [*accumulate(map(len, by_word))]  # for each word, how many parts there are up to its end
        marks: list[Mark] = []
        end = 0
        outer = ""  # what the name before `end` stands for
        for _, first, last in sorted(self.matcher(view), key=lambda match: (match[1], -match[2])):
            parts = tuple(orths[first:last])
            # Inside a longer name: only a shorter form of it ("self-attention mechanism"), or what a user lists.
            if last <= end and outer not in self._listed_for(parts) and not self.lexicon.user:
                continue
            word, last_word = bisect_right(behind, first), bisect_right(behind, last - 1)
            if found.classes[word] is WordClass.ADDRESS or found.sentence(word) != found.sentence(last_word):
                continue
            offsets = _part_at(found, behind, word, first)[0], _part_at(found, behind, last_word, last - 1)[1]
            target = self._target(found, offsets, parts)
            own = target in self.lexicon.user and outer not in self.lexicon.user
            if target and (last > end or target == outer or own):
                end, outer = max(last, end), target
                marks.append(Mark(*offsets, "gazetteer", self.lexicon.entries[target][0], target))
        return marks

    def _listed_for(self, parts: tuple[int, ...]) -> set[str]:
        """The entities that a form with these parts is listed for."""
        return {key for form in self.forms[parts] for key in self.lexicon.forms[form]}

    def _target(self, found: Words, offsets: Offsets, parts: tuple[int, ...]) -> str:
        """The entity that the words stand for, as they are written here; empty if they do not."""
        start, end = offsets
        text = found.text
        # A part of a word ("conv" in "conv2d") is no name, unless a hyphen or the like cuts it off.
        if text[end : end + 1].isalnum() or (
            text[max(0, start - 1) : start].isalnum() and found.starts[bisect_right(found.starts, start) - 1] != start
        ):
            return ""
        if is_altered(text, start):
            return ""
        ids, rule, other = self._meant(parts, text[start:end])
        if other and context_hits(other, text):
            return ""
        if rule and len(ids) > 1:
            # Ties go to the first choice listed.
            return max((choice for choice in rule.choices if choice.id), key=lambda its: context_hits(its, text)).id
        return ids[0] if ids else ""

    def _meant_by(
        self, parts: tuple[int, ...], written: str
    ) -> tuple[tuple[str, ...], Ambiguous | None, Choice | None]:
        """The candidate entries of a form, the rule that disambiguates them, and where it is no entity."""
        forms, listed = self.forms[parts], self.lexicon.forms
        ids = listed.get(written, ()) if written in forms else ()
        ids = ids or tuple(key for form in forms if same_name(form, written) for key in listed[form])
        own = tuple(key for key in ids if key in self.lexicon.user)[:1]
        rule = next((self.lexicon.ambiguous[form] for form in forms if form in self.lexicon.ambiguous), None)
        other = next((self.lexicon.not_entity[form] for form in forms if form in self.lexicon.not_entity), None)
        return own or ids, rule, None if own else other


def _part_at(found: Words, behind: list[int], word: int, part: int) -> Offsets:
    """Where the part with this number, which is in this word, is in the text."""
    _, start, end = name_parts(found.words[word])[part - behind[word]]
    return found.starts[word] + start, found.starts[word] + end


@Language.factory("kg_names", default_config={"lexicon": []}, requires=["doc._.kg_words"], assigns=["doc._.kg_names"])
def make_kg_names(nlp: Language, name: str, lexicon: list[str]) -> NameFinder:  # noqa: ARG001 - spaCy passes them
    """The component for listed names; `lexicon` lists a user's own lexicon files."""
    paths = config_paths(lexicon)
    return _finder(paths, fresh_lexicon(paths).digest)


@lru_cache(maxsize=16)  # it is the same in every pipeline of a process
def _finder(paths: tuple[Path, ...], digest: str) -> NameFinder:  # noqa: ARG001 - part of the key
    return NameFinder(load_lexicon(paths))
