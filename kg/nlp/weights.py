"""The learned weights of features: readable, with the header of the command that made them."""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from kg.files import data_folder, read_jsonl
from kg.model import RELATIONS, KgError, Label

ENTITY = "entity"  # the entity classifier; relation classifiers are named by label
BIAS = ""  # the feature that every example has
CLASSES: dict[str, tuple[str, ...]] = {
    ENTITY: ("none", "Method", "Dataset", "Hardware"),
    **{label: tuple(RELATIONS[label]) for label in (Label.METHOD, Label.DATASET, Label.HARDWARE)},
}


class WeightsHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The header of a weights file: how it was made, and the entity threshold."""

    command: str
    trained_on: dict[str, int]  # labelled file -> papers
    threshold: float


class WeightLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of a weights file: the header, or what a feature adds to the score of each class (left out where 0)."""

    header: WeightsHeader | None = None
    model: str = ""
    feature: str = ""
    weights: dict[str, float] = {}


class Model:
    """A linear model: what each feature adds to each class."""

    def __init__(self, classes: tuple[str, ...], weights: Mapping[str, tuple[float, ...]]) -> None:
        self.classes, self.weights = classes, weights
        self.bias = weights.get(BIAS, (0.0,) * len(classes))

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """How probable each class is: a softmax of sums that do not depend on the order of the features."""
        rows = [row for row in map(self.weights.get, features) if row]
        scores = [math.fsum(column) for column in zip(self.bias, *rows, strict=True)]
        top = max(scores)
        exps = [math.exp(score - top) for score in scores]
        total = math.fsum(exps)
        return [x / total for x in exps]


class Weights(msgspec.Struct, frozen=True):
    """A weights file."""

    header: WeightsHeader
    models: dict[str, Model]


def weights_path() -> Path:
    """Where the weights are that kg ships."""
    return data_folder().parent / "models" / "weights.jsonl"


@cache
def load_weights(path: Path | None = None) -> Weights:
    """The weights of a file, by default those that are shipped.

    Raises:
        KgError: the file cannot be read, or has no header.
    """
    path = path or weights_path()
    header: WeightsHeader | None = None
    rows: dict[str, dict[str, tuple[float, ...]]] = {name: {} for name in CLASSES}
    for _, line in read_jsonl(path, WeightLine):
        if line.header:
            header = line.header
        else:
            rows[line.model][line.feature] = tuple(line.weights.get(name, 0.0) for name in CLASSES[line.model])
    if header is None:
        raise KgError(f"{path} has no header: make it with python -m kg.lab.train GOLD... -o {path}")
    return Weights(header, {name: Model(CLASSES[name], weights) for name, weights in rows.items()})
