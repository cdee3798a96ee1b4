"""Sparse softmax regression: the same weights every time from the same examples."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Example = tuple[Sequence[str], int, float]  # features, class, weight


def fit(
    examples: Sequence[Example], classes: int, l1: float, l2: float, rare: int = 3, rounds: int = 300
) -> dict[str, tuple[float, ...]]:
    """Weights per feature and class, by accelerated proximal gradient (Beck and Teboulle 2009).

    Features of fewer than `rare` examples are left out; `l1` and `l2` are penalties per example.
    """
    if not examples:
        return {}
    counts = Counter(feature for features, _, _ in examples for feature in features)
    names = ["", *sorted(feature for feature, count in counts.items() if count >= rare)]
    index = {name: i for i, name in enumerate(names)}
    rows = [[0, *(index[f] for f in features if f in index)] for features, _, _ in examples]
    columns = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])[:-1]]).astype(np.int64)
    lengths = np.asarray([len(row) for row in rows])
    weight = np.asarray([w for _, _, w in examples])
    weight /= weight.sum()
    target = np.zeros((len(rows), classes))
    target[np.arange(len(rows)), [c for _, c, _ in examples]] = 1.0

    def scores(matrix: Floats) -> Floats:
        return np.add.reduceat(matrix[columns], starts, axis=0)

    def gradient(matrix: Floats) -> Floats:
        z = scores(matrix)
        z = np.exp(z - z.max(axis=1, keepdims=True))
        error = (z / z.sum(axis=1, keepdims=True) - target) * weight[:, None]
        spread = np.repeat(error, lengths, axis=0)
        out = np.stack([np.bincount(columns, spread[:, c], len(names)) for c in range(classes)], axis=1)
        return out + l2 * matrix

    # features are scaled by how often they occur, which evens out the steps of rare and frequent ones
    frequency = np.bincount(columns, np.repeat(weight, lengths), len(names))
    step = 1.0 / (0.5 * np.sqrt(frequency / frequency.max()) * _norm(columns, starts, lengths, weight, len(names)) + l2)
    step = np.minimum(step, 40 * step.min())[:, None]
    penalty = np.full((len(names), 1), l1)
    penalty[0] = 0
    point = old = np.zeros((len(names), classes))
    t = 1.0
    for _ in range(rounds):
        moved = point - step * gradient(point)
        new = np.sign(moved) * np.maximum(np.abs(moved) - step * penalty, 0)
        if ((point - new) * (new - old)).sum() > 0:  # overshot: start the momentum again (O'Donoghue and Candes 2015)
            t = 1.0
        after = (1 + np.sqrt(1 + 4 * t * t)) / 2
        point = new + (t - 1) / after * (new - old)
        old, t = new, after
    return {
        name: tuple(round(float(x), 3) for x in old[i])
        for i, name in enumerate(names)
        if np.abs(old[i]).max() >= 0.0005
    }


def _norm(
    columns: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    weight: Floats,
    size: int,
) -> float:
    """Largest eigenvalue of the features' second moments, by power iteration."""
    vector: Floats = np.ones(size)
    value = 1.0
    for _ in range(20):
        forward = np.add.reduceat(vector[columns], starts) * weight
        vector = np.bincount(columns, np.repeat(forward, lengths), size).astype(np.float64)
        value = float(np.linalg.norm(vector))
        vector /= value
    return value
