"""Long forms of an acronym that say the same in other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.likeness import alike, stem, terms

WORDS = st.sampled_from(["graph", "neural", "networks", "attention", "learned", "of", "experts", "Adaptation", "a"])
PHRASES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(PHRASES, PHRASES)
def test_likeness_is_symmetric_and_of_everything_with_itself(a: str, b: str) -> None:
    assert alike(a, a)
    assert alike(a, b) == alike(b, a)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("low-rank adaptation", "Low-Rank Adapters", True),
        ("Vision-Language Models", "visual language model", True),
        ("supervised fine-tuning", "Supervised Finetuning", True),
        ("generative adversarial network", "Generative Adverserial Networks", True),
        ("Mixture-of-Experts", "mixture of expert models", True),
        ("direct preference optimization", "direct policy optimization", False),
        ("vision-language models", "video-language models", False),
        ("self-supervised learning", "semi-supervised learning", False),
        ("generative advantage estimation", "generalized advantage estimation", False),
        ("graph convolutional network", "gated convolutional network", False),
        ("General Language Model", "generative language model", False),
        ("state graph network", "Static Graph Convolutional Network", False),
    ],
)
def test_likeness(a: str, b: str, expected: bool) -> None:
    assert alike(a, b) is expected


def test_words_of_one_stem() -> None:
    assert stem("adaptation") == stem("adapters") == stem("adaption")
    assert terms("The adapters, adapted to an EEG") == {"adapt"}
