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
        ("on CIFAR-10/second", []),
    ],
)
def test_a_number_stands_for_a_name(nlp: Language, text: str, found: list[tuple[str, str, str]]) -> None:
    marks = read_marks(nlp(text), SHARED, "test")
    assert [(text[mark.start : mark.end], mark.name, mark.target) for mark in marks] == found
