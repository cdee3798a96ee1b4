"""kg's tokenizer: spaCy's own, with rules that keep a written word together ("CIFAR-10", "GPT-3.5-turbo")."""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry
from spacy.vocab import Vocab

# Distinct words whose tokens are kept. Beyond spaCy's default of 10,000 most words of a corpus would be cut anew.
CACHE_SIZE = 50_000
_INSIDE_WORDS = "-–‐‑+'’*^@&_#"
_PLUS = r"(?<=[^\W_])\+{1,2}(?![\w+])|(?<=[^\W_]\+)\+(?![\w+])"  # "PointNet++", "RefCOCO+"
# A dash without blanks around it, as of two words that an editor has joined: "datasets-SST and", "NAME-a framework".
_DASH = "|".join(
    (
        r"[-–](?=(?:a|an|the|into|such|that|which|with|while|where|our|we|this|demonstrates?|shows?|using)(?![\w-]))",
        *(
            rf"(?<={noun})[-–](?=[A-Z])"
            for noun in ("datasets", "benchmarks", "models", "methods", "corpora", "frameworks")
        ),
    )
)
# Anchored, as spaCy searches rather than matches once a tokenizer was read from disk.
_PREFIXES = re.compile(r"^(?:\\[a-zA-Z]+|[^\w\s]|_)")
_INFIXES = re.compile(
    "|".join(
        (
            r"\\[a-zA-Z]+",
            r"(?<=\d)[xX×](?=[A-Z])",  # "8xA100"
            r"['’]s(?!\w)",
            rf"(?<=\w)(?:{_DASH})",
            r"\.(?![\da-z])",
            r"(?<![^\W_])\.",
            rf"(?!{_PLUS})[{_INSIDE_WORDS}](?![^\W_])",
            rf"(?<![^\W_])(?<![^\W_]\+)[{_INSIDE_WORDS}]",
            r"(?<!\d),",
            r",(?!\d{3}(?!\w))",
            rf"[^{_INSIDE_WORDS}\w\s.,]",
        )
    )
)


def make_tokenizer(vocab: Vocab, cache_size: int = CACHE_SIZE) -> Tokenizer:
    """The tokenizer for a vocabulary; a `cache_size` of 0 leaves no trace of what it reads."""
    return Tokenizer(vocab, prefix_search=_PREFIXES.search, infix_finditer=_INFIXES.finditer, max_cache_size=cache_size)


def has_kg_tokenizer(nlp: Language) -> bool:
    """Whether a pipeline's tokens are cut by these rules."""
    finditer = getattr(nlp.tokenizer, "infix_finditer", None)
    return getattr(getattr(finditer, "__self__", None), "pattern", None) == _INFIXES.pattern


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """For a pipeline's config: `[nlp.tokenizer] @tokenizers = "kg.Tokenizer.v1"`."""
    return lambda nlp: make_tokenizer(nlp.vocab)


registry.tokenizers("kg.Tokenizer.v1", func=create_tokenizer)
