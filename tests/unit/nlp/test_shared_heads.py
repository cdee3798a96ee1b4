"""A number behind a name may stand for another one of its family."""

import pytest
from spacy.language import Language

from kg.nlp.spans import SHARED, read_marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on CIFAR-10/100 here", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("on CIFAR-10 and -100 here", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("on CIFAR-10 and 100.", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("with QuokkaNet-18, -34 and -50 here", [("34", "QuokkaNet-34", ""), ("50", "QuokkaNet-50", "")]),
        ("on CIFAR-10 and 100 images", []),
        ("on CIFAR-10 and 77.", []),
        ("on CIFAR-10 and 100 are", [("100", "CIFAR-100", "dataset:cifar-100")]),
        ("with QuokkaNet-18/34/50 here", [("34", "QuokkaNet-34", ""), ("50", "QuokkaNet-50", "")]),
        ("with QuokkaNetV2/V3", [("V3", "QuokkaNetV3", "")]),
        ("with QuokkaNet-B0/B3 here", [("B3", "QuokkaNet-B3", "")]),
        ("on QuokkaSet-1k/21k here", [("21k", "QuokkaSet-21k", "")]),
        ("on Quokka0-2mix and -3mix here", [("3mix", "Quokka0-3mix", "")]),
        ("with QuokkaNetV2 and V100 here", []),
        ("with QuokkaNet-B0/2k", []),
        ("on CIFAR-10/second", []),
        ("an RTX 3080/3090 here", [("3090", "RTX 3090", "hardware:nvidia-geforce-rtx-3090")]),
        (
            "on ImageNet-A/R/Sketch here",
            [("R", "ImageNet-R", "dataset:imagenet-r"), ("Sketch", "ImageNet-Sketch", "dataset:imagenet-sketch")],
        ),
        ("with NSGA-II and -III here", [("III", "NSGA-III", "method:nsga-iii")]),
        ("on ETTh1/h2 here", [("h2", "ETTh2", "dataset:etth2")]),
        ("with ESM-1b and -2 here", [("2", "ESM-2", "method:esm-2")]),
        ("on NSGA-II and III others", []),
        ("with Adam/SVHN here", []),
        ("with ResNet/former here", []),
    ],
)
def test_a_number_stands_for_a_name(nlp: Language, text: str, found: list[tuple[str, str, str]]) -> None:
    marks = read_marks(nlp(text), SHARED, "test")
    assert [(text[mark.start : mark.end], mark.name, mark.target) for mark in marks] == found
