"""kg's tokenizer: spaCy's own, with rules that keep a written word together ("CIFAR-10", "GPT-3.5-turbo")."""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import registry
from spacy.vocab import Vocab

# Distinct words whose tokens are kept. Beyond spaCy's default of 10,000 most words of a corpus would be cut anew.
CACHE_SIZE = 50_000
_JOINTS = "-–‐‑+'’*^@&_#"
# Anchored, as spaCy searches rather than matches once a tokenizer was read from disk.
_PLUS = r"(?<=[^\W_])\+{1,2}(?![\w+])|(?<=[^\W_]\+)\+(?![\w+])"  # "PointNet++", "RefCOCO+"
_PREFIX = re.compile(r"^(?:\\[a-zA-Z]+|[^\w\s]|_)")
_INFIX = re.compile(
    rf"\\[a-zA-Z]+|(?<=\d)[xX×](?=[A-Z])|['’]s(?!\w)|\.(?![\da-z])|(?<![^\W_])\.|(?!{_PLUS})[{_JOINTS}](?![^\W_])|(?<![^\W_])(?<![^\W_]\+)[{_JOINTS}]"
    rf"|(?<!\d),|,(?!\d{{3}}(?!\w))|[^{_JOINTS}\w\s.,]"
)


def make_tokenizer(vocab: Vocab, cache_size: int = CACHE_SIZE) -> Tokenizer:
    """The tokenizer for a vocabulary; a `cache_size` of 0 leaves no trace of what it reads."""
    return Tokenizer(vocab, prefix_search=_PREFIX.search, infix_finditer=_INFIX.finditer, max_cache_size=cache_size)


def has_kg_tokenizer(nlp: Language) -> bool:
    """Whether a pipeline's tokens are cut by these rules."""
    finditer = getattr(nlp.tokenizer, "infix_finditer", None)
    return getattr(getattr(finditer, "__self__", None), "pattern", None) == _INFIX.pattern


@registry.tokenizers("kg.Tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """For a pipeline's config: `[nlp.tokenizer] @tokenizers = "kg.Tokenizer.v1"`."""
    return lambda nlp: make_tokenizer(nlp.vocab)
