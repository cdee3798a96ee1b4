"""The learned weights of features, as they are shipped."""

import math
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from kg.lexicon import data_folder, read_lines
from kg.model import RELATIONS, Label

ENTITY = "entity"  # name of the model that tells what a name is; the others are called by the label they are for
SCALE = 1_000_000  # weights are added as whole numbers: the order of adding cannot change a sum
Look = Callable[[str], str | None]  # the end of a feature's name -> the feature, if it is wanted
CLASSES: dict[str, tuple[str, ...]] = {
    ENTITY: ("none", "Method", "Dataset", "Hardware"),
    **{label: tuple(RELATIONS[label]) for label in (Label.METHOD, Label.DATASET, Label.HARDWARE)},
}


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of weights.jsonl: what a feature adds to the score of each class (left out where 0)."""

    model: str
    feature: str
    weights: dict[str, float]


class Model(NamedTuple):
    """A linear model: what each feature adds to each class, and what is there without any, in millionths."""

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    weights: dict[str, tuple[int, ...]]

    def total(self, features: Iterable[str], start: Sequence[int] | None = None) -> tuple[int, ...]:
        """What features add up to for each class, in millionths, on top of `start` or else the bias.

        All of them must have weights.
        """
        weights = self.weights
        return tuple(map(sum, zip(start or self.bias, *[weights[feature] for feature in features], strict=True)))

    def probabilities(self, total: Sequence[int]) -> list[float]:
        """How probable each class is, in the order of `classes`, by what its features add up to."""
        top = max(total)
        exps = [math.exp((x - top) / SCALE) for x in total]
        scale = sum(exps)
        return [x / scale for x in exps]

    def look(self, start: str) -> Look:
        """The features that start so and have a weight: the others need not even be put together."""
        return {feature[len(start) :]: feature for feature in self.weights if feature.startswith(start)}.get


def look_at_all(start: str) -> Look:
    """All features that start so: for learning which of them matter."""
    return start.__add__


@cache
def load_weights() -> dict[str, Model]:
    """The shipped models by name."""
    rows: dict[str, dict[str, tuple[int, ...]]] = {name: {} for name in CLASSES}
    for _, line in read_lines(data_folder() / "weights.jsonl", Weight):
        classes = CLASSES[line.model]
        rows[line.model][line.feature] = tuple(round(line.weights.get(name, 0.0) * SCALE) for name in classes)
    return {
        name: Model(CLASSES[name], weights.pop("", (0,) * len(CLASSES[name])), weights)
        for name, weights in rows.items()
    }
