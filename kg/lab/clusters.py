"""Distributional word clusters (PPMI, SVD, k-means): `python -m kg.lab.clusters PAPERS... -o clusters.jsonl`.

No labels are needed: words whose neighbours are alike get one number, so that what is learned of "outperforms" holds
for "surpasses". Neighbours are counted on each side apart, weighted by positive pointwise mutual information, reduced
by a singular value decomposition (Levy and Goldberg 2014) and grouped by k-means.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from kg.lab.learning import UNLABELLED, learn, papers_in
from kg.model import KgError, Paper
from kg.nlp import load
from kg.nlp.clusters import ClusterHeader, ClusterLine
from kg.nlp.plain import plain_text

CLUSTER_COMMAND = "python -m kg.lab.clusters"
LEAST_COUNT = 8  # times that a word must be there
CONTEXTS = 4000  # most frequent words that are counted as neighbours
NEIGHBOURS = 2  # words to either side
DIMENSIONS = 100
GROUPS = 512
Floats = npt.NDArray[np.float64]


def sentences_of(papers: Iterable[Paper]) -> list[list[str]]:
    """The words of each title and abstract, as features read them."""
    make_doc = load().make_doc
    texts = (plain_text(text).text for paper in papers for text in (paper.title, paper.abstract))
    return [[token.text.lower() for token in make_doc(text)] for text in texts]


def vectors_of(texts: Sequence[Sequence[str]]) -> tuple[list[str], Floats]:
    """The words that are frequent enough, and a vector of unit length for each."""
    from sklearn.utils.extmath import randomized_svd

    counts = Counter(word for text in texts for word in text)
    words = sorted(word for word, count in counts.items() if count >= LEAST_COUNT)
    if len(words) < max(GROUPS, DIMENSIONS):
        raise KgError(
            f"only {len(words)} words occur {LEAST_COUNT} times, fewer than {GROUPS} groups: give more papers"
        )
    index = {word: number for number, word in enumerate(words)}
    frequent = sorted(words, key=lambda word: (-counts[word], word))[:CONTEXTS]
    context = {word: number for number, word in enumerate(frequent)}
    steps = [step for step in range(-NEIGHBOURS, NEIGHBOURS + 1) if step]
    pairs: Counter[tuple[int, int]] = Counter()
    for text in texts:
        rows = [index.get(word, -1) for word in text]
        columns = [context.get(word, -1) for word in text]
        for number, step in enumerate(steps):
            for at, row in enumerate(rows):
                if row >= 0 and 0 <= at + step < len(text) and columns[at + step] >= 0:
                    pairs[row, number * CONTEXTS + columns[at + step]] += 1
    places = np.asarray(sorted(pairs))
    values = np.asarray([pairs[row, column] for row, column in places.tolist()], dtype=float)
    shape = len(words), CONTEXTS * len(steps)
    matrix = csr_matrix((values, (places[:, 0], places[:, 1])), shape=shape)
    by_row, by_column = np.asarray(matrix.sum(1)).ravel(), np.asarray(matrix.sum(0)).ravel() ** 0.75
    expected = by_row[places[:, 0]] * by_column[places[:, 1]] / by_column.sum()
    positive = csr_matrix((np.maximum(np.log(values / expected), 0), (places[:, 0], places[:, 1])), shape=shape)
    left, strength, _ = randomized_svd(positive, DIMENSIONS, random_state=0)
    found = left * np.sqrt(strength)
    return words, found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def group(vectors: Floats) -> list[int]:
    """The number of each vector's group; groups are numbered in the order of their first word."""
    from sklearn.cluster import KMeans

    labels = KMeans(GROUPS, random_state=0, n_init=1).fit_predict(vectors.round(6))  # without last digits, which vary
    number: dict[int, int] = {}
    return [number.setdefault(int(label), len(number)) for label in labels]


def cluster(papers: Iterable[Paper]) -> list[ClusterLine]:
    """The lines of a clusters file."""
    from threadpoolctl import threadpool_limits

    papers = list(papers)
    with threadpool_limits(1):  # sums differ in their last digits with the number of threads
        words, vectors = vectors_of(sentences_of(papers))
        groups = group(vectors)
    header = ClusterHeader(CLUSTER_COMMAND, len(papers), GROUPS)
    return [ClusterLine(header=header)] + [
        ClusterLine(word=word, group=its) for word, its in zip(words, groups, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of `python -m kg.lab.clusters`."""
    lines, out = learn(arguments, CLUSTER_COMMAND, __doc__, UNLABELLED, lambda paths: cluster(papers_in(paths)))
    print(f"{len(lines) - 1:,} words in {GROUPS} groups are written to {out}")


if __name__ == "__main__":
    main()
