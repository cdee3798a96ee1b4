"""Cue phrases are marked with their group; a user's own say as much as the usual ones."""

from itertools import pairwise

import pytest
from spacy.language import Language

from kg.nlp.context import read_context
from kg.nlp.spans import CUES, read_marks


def cues(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    return [(text[mark.start : mark.end], mark.label, mark.rule) for mark in read_marks(nlp(text), CUES, "test")]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Here we propose trees.", ("propose", "propose")),
        ("Our trees are called oaks.", ("Our", "our")),
        ("OUTPERFORMS all trees", ("OUTPERFORMS", "beat")),
        ("It outperforms trees.", ("outperforms", "beat")),
        ("It is made using trees.", ("using", "use")),
        ("We experiment on trees.", ("experiment on", "evaluate")),
        ("It is deployed on trees.", ("deployed on", "run")),
        ("It has not been run on trees.", ("not been run on", "absent")),
        ("We do not compare with trees.", ("not compare with", "absent")),
    ],
)
def test_a_cue_has_a_group(nlp: Language, text: str, cue: tuple[str, str]) -> None:
    assert cue in [found[:2] for found in cues(nlp, text)]


def test_a_cue_is_also_found_in_the_other_number(nlp: Language) -> None:
    one, many = cues(nlp, "It outperforms all."), cues(nlp, "They outperform all.")
    assert [found[1:] for found in one] == [found[1:] for found in many] != []


def test_no_cue_is_inside_a_longer_one(nlp: Language) -> None:
    text = "It is blorped with care, and code is publicly available at once."
    marks = read_marks(nlp(text), CUES, "test")
    assert all(one.end <= other.start for one, other in pairwise(marks))
    assert "with" not in {text[mark.start : mark.end] for mark in marks}


def test_a_cue_of_a_user_is_read_as_the_usual_one_of_its_group(nlp: Language) -> None:
    assert cues(nlp, "It is blorped with care.") == [("blorped with", "use", "using")]
    own, usual = (read_context(nlp(f"It is {cue} care."), "test") for cue in ("blorped with", "using"))
    assert [cue.phrase for cue in own.cues] == [cue.phrase for cue in usual.cues] == ["using"]
    before = own.lower.index("care") - 1, usual.lower.index("care") - 1
    assert (own.lower[before[0]], own.classes[before[0]]) == (usual.lower[before[1]], usual.classes[before[1]])
    assert own.words.words[2:4] == ["blorped", "with"]  # but shown as it is written


def test_a_token_knows_the_group_of_its_cue(nlp: Language) -> None:
    doc = nlp("It is blorped with care.")
    assert [token._.kg_cue for token in doc] == ["", "", "use", "use", "", ""]
