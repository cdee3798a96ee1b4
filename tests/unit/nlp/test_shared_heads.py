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
    ],
)
def test_a_number_stands_for_a_name(nlp: Language, text: str, found: list[tuple[str, str, str]]) -> None:
    marks = read_marks(nlp(text), SHARED, "test")
    assert [(text[mark.start : mark.end], mark.name, mark.target) for mark in marks] == found
