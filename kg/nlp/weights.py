"""The learned weights of features, as they are shipped."""

import math
from functools import cache
from typing import NamedTuple

import msgspec

from kg.lexicon import data_folder, read_lines
from kg.model import RELATIONS, Label

ENTITY = "entity"  # name of the model that tells what a name is; the others are called by the label they are for
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
    """A linear model: what each feature adds to each class, and what is there without any."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def probabilities(self, features: set[str] | dict[str, int]) -> list[float]:
        """How probable each class is, in the order of `classes`."""
        get = self.weights.get
        hits = [found for feature in features if (found := get(feature))]
        total = [sum(column) for column in zip(self.bias, *hits, strict=True)]
        top = max(total)
        exps = [math.exp(x - top) for x in total]
        scale = sum(exps)
        return [x / scale for x in exps]


@cache
def load_weights() -> dict[str, Model]:
    """The shipped models by name."""
    rows: dict[str, dict[str, tuple[float, ...]]] = {name: {} for name in CLASSES}
    for _, line in read_lines(data_folder() / "weights.jsonl", Weight):
        rows[line.model][line.feature] = tuple(line.weights.get(name, 0.0) for name in CLASSES[line.model])
    return {
        name: Model(CLASSES[name], weights.pop("", (0.0,) * len(CLASSES[name])), weights)
        for name, weights in rows.items()
    }
