"""Cue phrases: the words that say what is done with the names near them."""

from bisect import bisect_right

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.knowledge.lexicon import Lexicon, config_paths, fresh_lexicon
from kg.names.fold import singular
from kg.nlp.spans import CUES, Mark, Marks, write_marks
from kg.nlp.tokenizer import make_tokenizer
from kg.nlp.words import Offsets, words_of


class CueFinder:
    """A PhraseMatcher over words in lower case."""

    def __init__(self, vocab: Vocab, lexicon: Lexicon) -> None:
        self.matcher = PhraseMatcher(vocab, attr="LOWER")
        self.marks_of: dict[int, tuple[str, str, str]] = {}  # phrase -> rule, label and target of its marks
        tokenizer = make_tokenizer(vocab, cache_size=0)
        for cue in lexicon.cues:
            words = [token.text for token in tokenizer(cue.phrase)]
            one = singular(words[-1])
            plural = [*words[:-1], one if one != words[-1] else f"{one}s"]
            self.matcher.add(cue.phrase, [Doc(vocab, words=words), Doc(vocab, words=plural)])
            usual = lexicon.own_cues.get(cue.phrase)
            rule, target = (usual, cue.phrase) if usual else (cue.phrase, "")
            self.marks_of[vocab.strings[cue.phrase]] = rule, cue.group.value, target

    def __call__(self, doc: Doc) -> Doc:
        """Mark each cue that is not inside a longer one: label = group, rule = phrase.

        A user's phrase, which no weight was learned for, has the usual one of its group as rule, and itself as target.
        """
        found = words_of(doc)
        marks = []
        end = 0
        for key, first, last in sorted(self.matcher(found.doc), key=lambda match: (match[1], -match[2])):
            if first >= end:
                end = last
                marks.append(Mark(found.starts[first], found.ends[last - 1], *self.marks_of[key]))
        write_marks(doc, CUES, marks)
        return doc


def _cue_of(token: Token) -> str:
    """The group of the cue that a token is in, for patterns; empty outside cues."""
    cues: Marks = token.doc._.get(CUES) or ()
    # Only a Doc that kg has cut may have mark-up; a Doc of kg's own words has none.
    plain = words_of(token.doc).plain if cues and token.doc._.kg_words is not None else None

    def place(cue: Mark) -> Offsets:
        return plain.origin(cue[0], cue[1]) if plain else (cue[0], cue[1])

    at = bisect_right(cues, token.idx, key=lambda cue: place(cue)[0])  # they are in order, and apart
    return str(cues[at - 1][3]) if at and token.idx < place(cues[at - 1])[1] else ""


Token.set_extension("kg_cue", getter=_cue_of, force=True)


@Language.factory(
    "kg_cues",
    default_config={"lexicon": []},
    requires=["doc._.kg_words"],
    assigns=["doc._.kg_cues", "token._.kg_cue"],
)
def make_kg_cues(nlp: Language, name: str, lexicon: list[str]) -> CueFinder:  # noqa: ARG001 - spaCy passes them
    """The component for cue phrases; `lexicon` lists a user's own lexicon files."""
    return CueFinder(nlp.vocab, fresh_lexicon(config_paths(lexicon)))
