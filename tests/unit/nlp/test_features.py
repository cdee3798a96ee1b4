"""What speaks for a group: its form, its context, what found it."""

from collections.abc import Callable

import pytest
from kg.nlp.decide import group_features

from kg.knowledge.lexicon import load_lexicon
from kg.nlp.context import Context
from kg.nlp.features import EntityFeatures, form_features
from kg.nlp.weights import ENTITY, load_weights, look_at_all
from kg.nlp.words import Notes

TEXT = (
    "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on Wumpus-10 data."
)
ALL = EntityFeatures(load_lexicon(), look_at_all)


@pytest.mark.parametrize(
    ("form", "kinds", "features"),
    [
        ("QuokkaNet", "O", {"kind:O", "last:quokkanet", "len:1", "end:net", "case:mixed", "short:8"}),
        ("quokka trees", "lh", {"last:tree", "first:quokka", "two:quokka tree", "len:2"}),
        ("ZN-4", "O", {"hyphen", "digit", "tail:4", "case:upper"}),
        ("Z4N", "O", {"digit.in"}),
    ],
)
def test_features_of_a_form(form: str, kinds: str, features: set[str]) -> None:
    assert features <= set(form_features(form, kinds))


def test_features_of_a_group(look: Callable[[str], Notes]) -> None:
    found = look(TEXT)
    by_key = {group.key: features or set() for group, features in group_features(found, Context(found), ALL)}
    assert {"title", "title.colon", "rule:t.title.colon", "p1:propose", "n1:,", "appos:sampler"} <= by_key["quokkify"]
    assert {"cue<:propose:0", "cue<:beat:0"} & by_key["bloopnet"]
    assert {"count:1", "p1:,", "n1:and", "n2:and quux"} <= by_key["frobnet"]
    assert "list:Method" in by_key["frobnet"]  # what stands beside it is listed


def test_features_without_weight_are_left_out(look: Callable[[str], Notes]) -> None:
    found = look(TEXT)
    weights = load_weights()[ENTITY]
    known = group_features(found, Context(found), EntityFeatures(load_lexicon(), weights.look))
    for (group, some), (same, every) in zip(known, group_features(found, Context(found), ALL), strict=True):
        assert group == same
        assert (some or set()) == {feature for feature in every or set() if feature in weights.weights}


def test_what_a_title_or_an_apposition_calls_a_name(look: Callable[[str], Notes]) -> None:
    found = look("WumpA: A Benchmark for Trees\n\nWe introduce QuokkaTalk, a synthetic corpus of trees.")
    by_key = {group.key: features or set() for group, features in group_features(found, Context(found), ALL)}
    assert {"colon:benchmark", "colon:%data"} <= by_key["wumpa"]
    assert {"appos:corpus", "appos:%data"} <= by_key["quokkatalk"]
