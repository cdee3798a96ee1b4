"""The learned weights of features, as they are shipped."""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import msgspec

from kg.files import data_folder, read_jsonl
from kg.model import RELATIONS, Label

ENTITY = "entity"  # name of the model that tells what a name is; the others are called by the label they are for
SCALE = 1_000_000  # weights are added as whole numbers: the order of adding cannot change a sum
FIELD = 48  # bits of one class's sum
HALF = 1 << FIELD - 1
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


class Model:
    """A linear model: what each feature adds to each class, in millionths, and what is there without any.

    The sums of all classes are one whole number, with `FIELD` bits for each: one addition instead of several.
    """

    def __init__(self, classes: tuple[str, ...], bias: tuple[int, ...], weights: Mapping[str, tuple[int, ...]]) -> None:
        self.classes, self.weights = classes, weights
        self.places = range(0, FIELD * len(classes), FIELD)
        self.bias = self._packed(bias)
        self.packed = {feature: self._packed(row) for feature, row in weights.items()}
        self.halves = self._packed((HALF,) * len(classes))

    def _packed(self, row: tuple[int, ...]) -> int:
        return sum(weight << place for weight, place in zip(row, self.places, strict=True))

    def total(self, features: Iterable[str], start: int | None = None) -> int:
        """What features add up to, on top of `start` or else the bias. All of them must have weights."""
        return sum(map(self.packed.__getitem__, features), self.bias if start is None else start)

    def scores(self, total: int) -> list[int]:
        """The sum of each class, in the order of `classes`."""
        total += self.halves  # no field is below zero now, and so none borrows from the next
        return [(total >> place & 2 * HALF - 1) - HALF for place in self.places]

    def probabilities(self, total: int) -> list[float]:
        """How probable each class is, in the order of `classes`, by what its features add up to."""
        scores = self.scores(total)
        top = max(scores)
        exps = [math.exp((x - top) / SCALE) for x in scores]
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
    for _, line in read_jsonl(data_folder().parent / "models" / "weights.jsonl", Weight):
        classes = CLASSES[line.model]
        rows[line.model][line.feature] = tuple(round(line.weights.get(name, 0.0) * SCALE) for name in classes)
    return {
        name: Model(CLASSES[name], weights.pop("", (0,) * len(CLASSES[name])), weights)
        for name, weights in rows.items()
    }
