"""How a name is written, as features."""

import pytest

from kg.knowledge.kinds import WordClass
from kg.nlp.forms import any_number, form_features


@pytest.mark.parametrize(
    ("form", "classes", "expected"),
    [
        ("QuokkaNet", ["odd"], {"class:odd", "last:quokkanet", "len:1", "end:net", "case:mixed", "short:8"}),
        (
            "quokka trees",
            ["lower", "head"],
            {"class:lower+head", "last:tree", "first:quokka", "two:quokka tree", "len:2"},
        ),
        ("ZN-4", ["odd"], {"hyphen", "digit", "tail:0", "front:zn", "case:upper", "shape:X-d"}),
        ("Z4N", ["odd"], {"digit.in"}),
        ("ZorbBench", ["odd"], {"tail:bench"}),
        ("Zorb-49K", ["odd"], {"tail:0k"}),
    ],
)
def test_features_of_a_form(form: str, classes: list[str], expected: set[str]) -> None:
    assert expected <= set(form_features(form, tuple(map(WordClass, classes))))


@pytest.mark.parametrize(
    ("form", "series"),
    [("TPU v5", "tpuv0"), ("RTX 4090", "rtx0"), ("Llama-3.1-8B", "llama00b"), ("BERT", ""), ("10", ""), ("3.5", "")],
)
def test_a_name_with_any_number(form: str, series: str) -> None:
    assert any_number(form) == series
