"""The spaCy pipeline: a blank tokenizer and kg's components, by config."""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from kg.nlp import decide, gazetteer, links, shapes  # noqa: F401 - they register their components

PIPES = ("kg_links", "kg_gazetteer", "kg_shapes", "kg_decide")
GAP = "\n\n"  # between title and abstract
# Names are cut inside words ("CIFAR-10/100", "Llama-2-7B"), so tokens end at every hyphen and bracket.
INFIXES = [r"[-–—/+_=:;,()\[\]{}<>|~*^\\$\"@&]"]


@cache
def load(lexicon: tuple[Path, ...] = ()) -> Language:
    """The pipeline with a user's lexicons; made once per process and set of lexicons."""
    nlp = spacy.blank("en")
    assert isinstance(nlp.tokenizer, Tokenizer)
    nlp.tokenizer.infix_finditer = compile_infix_regex([*(nlp.Defaults.infixes or ()), *INFIXES]).finditer
    for pipe in PIPES:
        nlp.add_pipe(
            pipe,
            config={"lexicon": [str(p) for p in lexicon]} if pipe in ("kg_gazetteer", "kg_decide") else {},
        )
    return nlp


def read(nlp: Language, text: str) -> Doc:
    """The Doc of a text that went through the pipeline."""
    doc = nlp.make_doc(text)
    doc.user_data["kg_text"] = text
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc
