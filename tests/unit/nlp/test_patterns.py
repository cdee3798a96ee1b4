"""Token patterns are checked as spaCy checks them, and kg's attributes against what there is."""

import pytest

from kg.knowledge.check import check_data
from kg.knowledge.records import PatternLine
from kg.nlp.pattern_check import check_patterns

Pattern = str | list[dict[str, object]]


def problems(pattern: Pattern) -> list[str]:
    return check_patterns([("mine.jsonl, line 3", PatternLine("Method", pattern))])


@pytest.mark.parametrize(
    "pattern",
    [
        "FooNet",
        [{"LOWER": "iphone"}, {"IS_DIGIT": True, "OP": "?"}],
        [{"TEXT": {"REGEX": "^Foo"}}, {"_": {"kg_class": {"IN": ["odd", "data head"]}}, "OP": "{1,3}"}],
        [{"_": {"kg_class": "odd", "kg_cue": {"NOT_IN": ["use"]}}}],
    ],
)
def test_patterns_in_the_form_of_spacy(pattern: Pattern) -> None:
    assert problems(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ([{"LOWR": "iphone"}], "LOWR"),
        ([{"LOWER": 3}], "LOWER"),
        ([{"LOWER": "x", "OP": "x"}], "OP"),
        ([{"TEXT": {"REGEX": "x("}}], "REGEX 'x(' is not a regular expression: missing )"),
        ([{"_": {"kg_clas": "odd"}}], "unknown attribute 'kg_clas': there are kg_class, kg_cue"),
        ([{"_": {"kg_class": "odds"}}], "unknown kg_class 'odds': there are break, head,"),
        ([{"_": {"kg_class": {"IN": ["odd", 3]}}}], "unknown kg_class 3"),
        ([{"_": {"kg_cue": {"IN": ["self"]}}}], "unknown kg_cue 'self': there are background,"),
        ([{"_": {"kg_class": {"REGEX": "odd"}}}], "kg_class takes IN or NOT_IN, not REGEX"),
    ],
)
def test_a_bad_pattern_is_reported_with_its_place(pattern: Pattern, told: str) -> None:
    found = problems(pattern)
    assert all(problem.startswith("mine.jsonl, line 3: ") for problem in found)
    assert told in found[-1]


def test_shipped_shapes_are_valid() -> None:
    assert check_patterns(check_data().patterns) == []
