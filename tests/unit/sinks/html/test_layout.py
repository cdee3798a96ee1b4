"""Layout: the same each time, nothing over another, communities together, time linear in edges."""

import random
import time

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sinks.html.communities import find_communities
from kg.sinks.html.layout import Layout, compute_layout


def clustered(groups: int, size: int, bridges: int, seed: int = 1) -> tuple[list[float], list[tuple[int, int]]]:
    chance = random.Random(seed)
    edges = []
    for group in range(groups):
        members = range(group * size, (group + 1) * size)
        edges += [
            (one, chance.choice([other for other in members if other != one])) for one in members for _ in range(4)
        ]
    edges += [(chance.randrange(groups * size), chance.randrange(groups * size)) for _ in range(bridges)]
    return [5.0] * (groups * size), [edge for edge in edges if edge[0] != edge[1]]


def gaps(layout: Layout) -> float:
    points = np.column_stack([layout.x, layout.y]).astype(float)
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    return float(distance[np.triu_indices(len(points), 1)].min())


def test_nothing_and_little() -> None:
    assert compute_layout([], []) == Layout((), (), ())
    assert compute_layout([5.0], []).community == (0,)
    pair = compute_layout([5.0, 5.0], [(0, 1)])
    assert gaps(pair) >= 9


def test_the_same_each_time() -> None:
    radii, edges = clustered(4, 20, 10)
    assert compute_layout(radii, edges) == compute_layout(radii, list(reversed(edges)))


def test_nodes_do_not_overlap() -> None:
    radii, edges = clustered(5, 30, 30)
    assert gaps(compute_layout(radii, edges)) > 9.0


def test_leaves_stand_around_their_node() -> None:
    edges = [(0, leaf) for leaf in range(1, 41)] + [(0, 41), (41, 42), (42, 0)]
    layout = compute_layout([6.0] * 43, edges)
    away = [np.hypot(layout.x[leaf] - layout.x[0], layout.y[leaf] - layout.y[0]) for leaf in range(1, 41)]
    assert max(away) < 70
    assert gaps(layout) > 9


def test_communities_are_found_and_stand_together() -> None:
    radii, edges = clustered(4, 25, 6)
    layout = compute_layout(radii, edges)
    found = [{layout.community[node] for node in range(group * 25, group * 25 + 25)} for group in range(4)]
    assert all(len(members) <= 2 for members in found)
    points = np.column_stack([layout.x, layout.y]).astype(float)
    within = [np.hypot(*(points[one] - points[other])) for one, other in edges if one // 25 == other // 25]
    centres = np.array([points[group * 25 : group * 25 + 25].mean(axis=0) for group in range(4)])
    between = [np.hypot(*(centres[one] - centres[other])) for one in range(4) for other in range(one)]
    assert np.mean(within) < np.mean(between)


def test_islands_are_near() -> None:
    radii, edges = clustered(3, 30, 20)
    lone = compute_layout(radii + [5.0] * 40, edges)
    together = np.hypot(lone.x[:90], lone.y[:90]).max()
    assert np.hypot(lone.x[90:], lone.y[90:]).max() < 2.5 * together


def test_wider_than_high() -> None:
    radii, edges = clustered(6, 30, 60)
    layout = compute_layout(radii, edges)
    assert max(layout.x) - min(layout.x) > max(layout.y) - min(layout.y)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=60))
def test_any_graph_has_a_layout(count: int, pairs: list[tuple[int, int]]) -> None:
    edges = [(one % count, other % count) for one, other in pairs if one % count != other % count]
    layout = compute_layout([5.0] * count, edges)
    assert len(layout.x) == len(layout.y) == len(layout.community) == count
    assert len(set(zip(layout.x, layout.y, strict=True))) == count


def test_communities_are_numbered_by_size() -> None:
    graph = nx.disjoint_union_all([nx.complete_graph(size) for size in (3, 6, 4)])
    assert find_communities(graph, 1).tolist() == [2] * 3 + [0] * 6 + [1] * 4


@pytest.mark.parametrize("factor", [4])
def test_time_is_linear_in_edges(factor: int) -> None:
    def seconds(groups: int) -> float:
        radii, edges = clustered(groups, 50, 10 * groups)
        begin = time.process_time()
        compute_layout(radii, edges)
        return time.process_time() - begin

    seconds(4)
    small, large = min(seconds(20) for _ in range(2)), seconds(20 * factor)
    assert large < small * factor * 2.5
