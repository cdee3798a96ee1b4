"""Names written otherwise than listed: which are the listed ones."""

import pytest

from kg.names.lists import ordinary
from kg.names.spelling import same_name, spellings


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("BERT", "Bert"),
        ("ImageNet", "Imagenet"),
        ("LoRA", "LORA"),
        ("CIFAR-10", "CIFAR 10"),
        ("VAE", "VAEs"),
        ("MATH", "MATH"),
        ("A100", "A100"),
        ("A-CNN", "A-CNN"),
        ("contrastive learning", "Contrastive Learning"),
        ("CIFAR-10", "cifar-10"),
        ("GPT-4o", "gpt4o"),
    ],
)
def test_the_listed_name_in_other_writing(listed: str, written: str) -> None:
    assert same_name(listed, written)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        ("MATH", "Math"),  # an ordinary word
        ("STaR", "STAR"),
        ("RADAR", "Radar"),
        ("MAPS", "mAP"),  # the listed name ends so, it is no plural
        ("IMoS", "IMO"),
        ("DiST", "DISTS"),
        ("A100", "a 100"),
        ("A-CNN", "a CNN"),
        ("SAM", "Sam"),
        ("CIFAR-10", "cifar 10"),
        ("C4", "c4"),
        ("H2O", "h2o"),
        ("ImageNet", "imagenet"),
    ],
)
def test_another_word(listed: str, written: str) -> None:
    assert not same_name(listed, written)


def test_ordinary_words_are_in_lower_case() -> None:
    assert all(word.islower() and word.isalpha() for word in ordinary())


@pytest.mark.parametrize(
    ("form", "others"),
    [
        ("multimodal quokka", {"multi-modal quokka"}),
        ("pre-trained quokka", {"pretrained quokka"}),
        ("quokka network", set()),
        ("MultiModal", set()),  # a name with capitals of its own
        ("k-quokkas", set()),
    ],
)
def test_plain_words_have_other_spellings(form: str, others: set[str]) -> None:
    assert spellings(form) == others
