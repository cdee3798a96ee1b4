"""Communities of a graph by Louvain's method, in time linear in its edges.

The number of passes is bounded: networkx's own goes on as long as it gains anything, and in a graph without communities
that made exports several times slower than linear."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

LEVELS, PASSES = 5, 8


def find_communities(graph: nx.Graph, seed: int) -> NDArray[np.int64]:
    """The community of each node of a graph on 0, 1, 2 …: numbers by size, from the largest."""
    links = [dict.fromkeys(graph[node], 1.0) for node in range(len(graph))]
    community = np.arange(len(links))
    for _ in range(LEVELS):
        moved = _move(links, seed)
        _, numbers = np.unique(moved, return_inverse=True)
        community = numbers[community]
        joined: list[dict[int, float]] = [{} for _ in range(int(numbers.max()) + 1)]
        for node, others in enumerate(links):
            into = joined[numbers[node]]
            for other, weight in others.items():
                into[int(numbers[other])] = into.get(int(numbers[other]), 0.0) + weight
        if len(joined) == len(links):
            break
        links = joined
    sizes = np.bincount(community)
    order = np.lexsort((np.arange(len(sizes)), -sizes))
    return np.asarray(np.argsort(order)[community], dtype=np.int64)


def _move(links: list[dict[int, float]], seed: int) -> list[int]:
    """The community of each node after each went, some times, to the neighbours' that gains most modularity."""
    degree = [sum(others.values()) for others in links]
    total = list(degree)
    twice = sum(degree) or 1.0
    community = list(range(len(links)))
    order = np.random.default_rng(seed).permutation(len(links)).tolist()
    for _ in range(PASSES):
        changes = 0
        for node in order:
            own, share = community[node], degree[node] / twice
            weights = {own: 0.0}
            for other, weight in links[node].items():
                if other != node:
                    weights[community[other]] = weights.get(community[other], 0.0) + weight
            total[own] -= degree[node]
            gains = {place: weight - total[place] * share for place, weight in weights.items()}
            best = max(gains, key=gains.__getitem__)
            best = own if gains[best] <= gains[own] + 1e-9 else best
            total[best] += degree[node]
            community[node] = best
            changes += best != own
        if changes < len(links) / 200:
            break
    return community
