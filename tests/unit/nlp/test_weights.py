"""Weights are added exactly, and only known features are looked at."""

import math

from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.weights import CLASSES, Model, load_weights, look_at_all

MODEL = Model(("no", "yes"), (100_000, 0), {"a": (0, 1_000_000), "b:x": (300_000, -300_000), "b:y": (1, 2)})


def test_probabilities_are_those_of_the_summed_weights() -> None:
    assert MODEL.probabilities(MODEL.total(["a"]))[1] == 1 / (1 + math.exp(0.1 - 1.0))
    assert sum(MODEL.probabilities(MODEL.total([]))) == 1.0


@given(st.permutations(["a", "b:x", "b:y"]))
def test_the_order_of_features_changes_nothing(features: list[str]) -> None:
    assert MODEL.probabilities(MODEL.total(features)) == MODEL.probabilities(MODEL.total(["a", "b:x", "b:y"]))


@given(st.lists(st.tuples(*[st.integers(-(10**9), 10**9)] * 3), min_size=1, max_size=50))
def test_sums_of_classes_do_not_run_into_each_other(rows: list[tuple[int, ...]]) -> None:
    model = Model(("a", "b", "c"), (0, -1, 1), {str(number): row for number, row in enumerate(rows)})
    sums = [sum(column) for column in zip((0, -1, 1), *rows, strict=True)]
    assert model.scores(model.total(model.weights)) == sums


def test_looking_at_what_is_known() -> None:
    look = MODEL.look("b:")
    assert [look("x"), look("z"), look("")] == ["b:x", None, None]
    assert look_at_all("b:")("z") == "b:z"


def test_all_models_are_shipped() -> None:
    assert {name: model.classes for name, model in load_weights().items()} == CLASSES
