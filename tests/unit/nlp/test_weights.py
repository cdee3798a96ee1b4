"""Weights are readable lines with a header, and their sums do not depend on order."""

import math
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import KgError
from kg.nlp.weights import CLASSES, Model, load_weights

MODEL = Model(("no", "yes"), {"": (0.1, 0.0), "a": (0.0, 1.0), "b": (0.3, -0.3)})
ROWS = st.lists(st.tuples(*[st.integers(-3000, 3000).map(lambda n: n / 1000)] * 3), min_size=1, max_size=20)


def test_probabilities_are_those_of_the_summed_weights() -> None:
    assert MODEL.probabilities(["a", "unknown"])[1] == pytest.approx(1 / (1 + math.exp(0.1 - 1.0)))
    assert MODEL.probabilities([])[0] == pytest.approx(1 / (1 + math.exp(-0.1)))


@given(ROWS, st.randoms())
def test_the_order_of_features_changes_nothing(rows: list[tuple[float, ...]], chance: random.Random) -> None:
    model = Model(("a", "b", "c"), {str(number): row for number, row in enumerate(rows)})
    features = [*model.weights]
    before = model.probabilities(features)
    chance.shuffle(features)
    assert model.probabilities(features) == before
    assert math.fsum(before) == pytest.approx(1)


def test_all_models_are_shipped_with_a_header() -> None:
    weights = load_weights()
    assert {name: model.classes for name, model in weights.models.items()} == CLASSES
    assert all(model.weights for model in weights.models.values())
    assert weights.header.command == "python -m kg.lab.train"
    assert 0 < weights.header.threshold < 1
    assert sum(weights.header.trained_on.values()) > 100


HEADER = '{"header":{"command":"x","trained_on":{"a.jsonl":3},"threshold":0.5}}\n'
LINE = '{"model":"entity","feature":"a","weights":{"Method":0.5}}\n'


def test_weights_left_out_are_zero(tmp_path: Path) -> None:
    path = tmp_path / "weights.jsonl"
    path.write_text(HEADER + LINE)
    weights = load_weights(path)
    assert weights.header.trained_on == {"a.jsonl": 3}
    assert weights.models["entity"].weights == {"a": (0.0, 0.5, 0.0, 0.0)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LINE, r"has no header: make it with python -m kg\.lab\.train GOLD\.\.\. -o "),
        (HEADER + '{"model":"entity","feture":"a"}\n', r"line 2: unknown key 'feture': give one of "),
        ('{"header":{"command":"x","trained_on":{}}}\n', r"line 1: .*threshold"),
    ],
)
def test_a_file_that_is_no_weights_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "weights.jsonl"
    path.write_text(text)
    with pytest.raises(KgError, match=told):
        load_weights(path)
