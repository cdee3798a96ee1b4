"""Names that differ in case, quotes, hyphens, spaces or number are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.fold import fold, name_key, singular

WORDS = st.text(alphabet="bcdefXYZ019")  # no article, no plural


@given(WORDS, st.sampled_from(["-", " ", "/", "_", ".", "–"]), WORDS)
def test_fold_does_not_see_what_joins_words(left: str, joint: str, right: str) -> None:
    assert fold(f"{left}{joint}{right}") == fold(f"{left} {right}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPUs", "GPU"),
        ("LLMs", "llm"),
        ("the Adam", "Adam"),
        ("Vision-Language Models", "vision language model"),
        (r"\textbf{LoRA}", "LoRA"),
        ("“LoRA”", "LoRA"),
        ("ImageNet-1K", "ImageNet 1k"),
    ],
)
def test_names_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lasso", "Lassos2"), ("CIFAR-10", "CIFAR-100"), ("bus", "bu"), ("GAN", "GA")]
)
def test_names_that_fold_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("networks", "network"),
        ("GPUs", "GPU"),
        ("APIs", "API"),
        ("T4s", "T4"),
        ("Transformers", "Transformer"),
        ("Processes", "Process"),
        ("boxes", "box"),
        ("databases", "database"),
        ("Policies", "Policy"),
        ("ties", "tie"),
        ("loss", "loss"),
        ("analysis", "analysis"),
        ("corpus", "corpus"),
        ("gas", "gas"),
        ("s2s", "s2s"),
        ("VITS", "VITS"),
        ("", ""),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_the_last_letter_of_an_acronym_is_no_plural() -> None:
    assert name_key("VITS") != name_key("ViT") == name_key("ViTs")


def test_an_ordinary_word_keeps_its_capitals() -> None:
    assert name_key("STaR") != name_key("STAR") == name_key("STARs")
    assert name_key("Anchors") == name_key("Anchor") != name_key("anchor") == fold("anchor")
    assert name_key("LORA") == name_key("LoRA")
