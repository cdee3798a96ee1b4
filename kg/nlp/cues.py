"""Cue phrases: words that say what a paper does with the names near them."""

from pathlib import Path

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from kg.lexicon import load_lexicon


class Cues:
    """Puts the longest cue phrases into `doc.spans["cues"]`, with the cue's group as label."""

    def __init__(self, nlp: Language, lexicon: tuple[Path, ...]) -> None:
        self.matcher = PhraseMatcher(nlp.vocab, attr=LOWER)
        for cue in load_lexicon(lexicon).cues:
            self.matcher.add(cue.group, [nlp.tokenizer(cue.phrase)])

    def __call__(self, doc: Doc) -> Doc:
        """Find the cues of a text, in order and without overlap."""
        found = []
        last = 0
        for group, start, end in sorted(self.matcher(doc), key=lambda m: (m[1], -m[2])):
            if start >= last:
                found.append(Span(doc, start, end, label=group))
                last = end
        doc.spans["cues"] = found
        return doc


@Language.factory("kg_cues", default_config={"lexicon": []}, assigns=["doc.spans"])
def make_cues(nlp: Language, name: str, lexicon: list[str]) -> Cues:
    """The cue component; `lexicon` lists a user's own lexicon files."""
    return Cues(nlp, tuple(map(Path, lexicon)))
