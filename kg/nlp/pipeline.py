"""The pipeline: kg's tokenizer and components, or all of kg as one component of somebody else's."""

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.knowledge.lexicon import config_names, load_lexicon
from kg.memory import uncollected

# They register their components.
from kg.nlp import acronyms, cues, entities, links, names, patterns, relations, shapes, shared_heads, words  # noqa: F401
from kg.nlp.plain import blank_chunks

PARTS = (
    "kg_words",
    "kg_links",
    "kg_names",
    "kg_cues",
    "kg_patterns",
    "kg_shapes",
    "kg_shared_heads",
    "kg_acronyms",
    "kg_entities",
    "kg_relations",
)


class AllParts:
    """Every component of kg in its order."""

    def __init__(self, nlp: Language, lexicon: list[str]) -> None:
        self.parts = [nlp.create_pipe(part, config=_config(part, lexicon)) for part in PARTS]

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of a text, and set what its paper does with them."""
        for part in self.parts:
            doc = part(doc)
        return doc


def _config(part: str, lexicon: list[str]) -> dict[str, object]:
    return {"lexicon": lexicon} if "lexicon" in (Language.get_factory_meta(part).default_config or {}) else {}


@Language.factory(
    "kg",
    default_config={"lexicon": []},
    assigns=[assigned for part in PARTS for assigned in Language.get_factory_meta(part).assigns],
)
def make_kg(nlp: Language, name: str, lexicon: list[str]) -> AllParts:  # noqa: ARG001 - spaCy passes the name
    """All of kg; `lexicon` lists a user's own lexicon files."""
    return AllParts(nlp, lexicon)


def load(lexicon: tuple[Path, ...] = ()) -> Language:
    """The pipeline with a user's lexicons; made once per process and contents of the lexicons."""
    return _load(lexicon, load_lexicon(lexicon).digest)


@lru_cache(maxsize=16)  # a notebook may edit its lexicon all day
@uncollected()
def _load(lexicon: tuple[Path, ...], digest: str) -> Language:  # noqa: ARG001 - part of the key
    # A user's patterns may ask for any attribute of words; kg's own need this one alone.
    vocab = True if load_lexicon(lexicon).patterns else Vocab({LOWER: str.lower})
    nlp = spacy.blank("en", vocab=vocab, config={"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}})
    for part in PARTS:
        nlp.add_pipe(part, config=_config(part, config_names(lexicon)))
    return nlp


def read(nlp: Language, text: str, until: str = "") -> Doc:
    """The Doc of a text of any length, before the component `until` if there is one.

    spaCy's own limit of the length is there for models, and this pipeline has none.
    """
    doc = nlp.tokenizer(blank_chunks(text))
    for name, component in nlp.pipeline:
        if name == until:
            break
        doc = component(doc)
    return doc
