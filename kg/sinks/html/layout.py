"""Positions for the nodes of a page, computed once: the same graph gives the same picture.

Nodes with a single link are placed in rings around their neighbour, so only the shared part of the graph takes part
in the force layout. Repulsion is a convolution on a grid (as in FIt-SNE), so an iteration costs O(nodes + edges)."""

from collections.abc import Sequence

import msgspec
import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.sinks.html.communities import find_communities

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

SPACING = 15.0  # between the nodes of a ring, in units of the picture
GRID = 128  # cells per side for the repulsion
ITERATIONS = 160
ACROSS = 0.12  # pull of an edge between communities, against 1 inside one
FILL = 0.46  # share of the picture's area that nodes and their rings take
CROWD = 1.25  # how full a belt of islands may be: parting bodies makes the room
ASPECT = 1.35  # width to height: screens are wide
SLACK = 1.5  # bodies may overlap by so much: each has half a SPACING about it
SEED = 7


class Layout(msgspec.Struct, frozen=True):
    """Coordinates of the nodes, and the community of each (0 is the largest)."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    community: tuple[int, ...]


def compute_layout(radii: Sequence[float], edges: Sequence[tuple[int, int]]) -> Layout:
    """Place nodes of these radii, given edges between their indices."""
    count = len(radii)
    if not count:
        return Layout((), (), ())
    pairs = np.unique(np.sort(np.asarray(edges, dtype=np.int64).reshape(-1, 2), axis=1), axis=0)
    anchor = _anchors(count, pairs)
    core = np.flatnonzero(anchor == np.arange(count))
    place = np.full(count, -1, dtype=np.int64)
    place[core] = np.arange(len(core))
    hung = _hung(anchor)
    sizes = np.asarray(radii, dtype=np.float64)
    bodies = sizes[core] + SPACING / 2
    for leaves in hung:
        node = anchor[leaves[0]]
        bodies[place[node]] = _rings(len(leaves), float(sizes[node]))[-1][0] + SPACING / 2
    inner = place[pairs[(place[pairs] >= 0).all(axis=1)]]
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(range(len(core)))
    graph.add_edges_from(inner.tolist())
    community = find_communities(graph, SEED)
    spots = _upright(_spread(_forces(bodies, inner, community), bodies), bodies)
    spots = _push_apart(_belts(_push_apart(spots, bodies, rounds=25), bodies, graph), bodies)
    points = np.zeros((count, 2))
    points[core] = spots
    for leaves in hung:
        node = anchor[leaves[0]]
        points[leaves] = points[node] + _petals(len(leaves), float(sizes[node]), int(node))
    whole = np.rint(points).astype(int)
    return Layout(tuple(whole[:, 0].tolist()), tuple(whole[:, 1].tolist()), tuple(community[place[anchor]].tolist()))


def _anchors(count: int, pairs: IntArray) -> IntArray:
    """What each node hangs on: its only neighbour if that one has more links, else itself."""
    degree = np.bincount(pairs.ravel(), minlength=count)
    anchor = np.arange(count)
    for one, other in (pairs.T, pairs.T[::-1]):
        hangs = (degree[one] == 1) & (degree[other] > 1)
        anchor[one[hangs]] = other[hangs]
    return anchor


def _hung(anchor: IntArray) -> list[IntArray]:
    """The nodes that hang on another, grouped by that node."""
    leaves = np.flatnonzero(anchor != np.arange(len(anchor)))
    leaves = leaves[np.argsort(anchor[leaves], kind="stable")]
    return [group for group in np.split(leaves, np.flatnonzero(np.diff(anchor[leaves])) + 1) if len(group)]


def _rings(leaves: int, radius: float) -> list[tuple[float, int]]:
    """Radius and number of nodes of the rings that take so many leaves."""
    rings: list[tuple[float, int]] = []
    distance = radius + SPACING
    while leaves > 0:
        room = max(1, int(2 * np.pi * distance / SPACING))
        rings.append((distance, min(room, leaves)))
        leaves -= room
        distance += SPACING
    return rings


def _petals(leaves: int, radius: float, turn: int) -> FloatArray:
    """Offsets of leaves from their node; `turn` varies where a ring starts."""
    offsets = []
    for distance, members in _rings(leaves, radius):
        angles = turn * 2.4 + np.arange(members) * (2 * np.pi / members)
        offsets.append(distance * np.column_stack([np.cos(angles), np.sin(angles)]))
    return np.concatenate(offsets)


def _start(community: IntArray, reach: float) -> FloatArray:
    """Communities on a sunflower spiral, the largest in the middle, their members scattered about."""
    random = np.random.default_rng(SEED)
    sizes = np.bincount(community)
    rank = np.sqrt((np.cumsum(sizes) - sizes / 2) / len(community))
    angle = np.arange(len(sizes)) * 2.399963
    centres = np.column_stack([np.cos(angle), np.sin(angle)]) * (rank * reach)[:, None]
    jitter = (
        random.normal(size=(len(community), 2)) * (np.sqrt(sizes / len(community)) * reach * 0.4)[community][:, None]
    )
    return np.asarray(centres[community] + jitter, dtype=np.float64)


def _kernel() -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Transforms of the repulsion d/|d|² along both axes, between cells of a grid."""
    offset = np.fft.fftfreq(2 * GRID, 1 / (2 * GRID))
    along, down = np.meshgrid(offset, offset, indexing="ij")
    square = along**2 + down**2
    square[0, 0] = 1.0
    return np.fft.rfft2(along / square), np.fft.rfft2(down / square)


def _repulsion(
    points: FloatArray, charge: FloatArray, kernel: tuple[NDArray[np.complex128], NDArray[np.complex128]]
) -> FloatArray:
    """The push on every point: charges are spread on the grid, convolved, and read back between the cells."""
    low = points.min(axis=0)
    cell = float((points.max(axis=0) - low).max()) / (GRID - 2) + 1e-9
    scaled = (points - low) / cell
    corner = scaled.astype(np.int64)
    part = scaled - corner
    cells, weights = [], []
    for dx, dy in ((0, 0), (0, 1), (1, 0), (1, 1)):
        cells.append((corner[:, 0] + dx) * GRID + corner[:, 1] + dy)
        weights.append(np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]))
    index, weight = np.stack(cells), np.stack(weights)
    mass = np.bincount(index.ravel(), (weight * charge).ravel(), minlength=GRID * GRID)
    field = np.fft.rfft2(mass.reshape(GRID, GRID), (2 * GRID, 2 * GRID))
    push = [np.fft.irfft2(field * axis, (2 * GRID, 2 * GRID))[:GRID, :GRID].ravel() / cell for axis in kernel]
    return np.column_stack([(axis[index] * weight).sum(axis=0) for axis in push])


def _forces(bodies: FloatArray, pairs: IntArray, community: IntArray) -> FloatArray:
    """Fruchterman and Reingold's forces, with the charge of a node as its body, and weak edges between communities."""
    mean = float(np.sqrt((bodies**2).mean()))
    reach = mean * np.sqrt(len(bodies) / FILL)
    points, kernel = _start(community, reach), _kernel()
    charge = np.clip(bodies / mean, 0.4, 6.0)
    ideal = 2.2 * mean
    one, other = pairs[:, 0], pairs[:, 1]
    pull = np.where(community[one] == community[other], 1.0, ACROSS)
    for step in range(ITERATIONS):
        move = _repulsion(points, charge, kernel) * (charge * ideal**2)[:, None]
        gap = points[one] - points[other]
        force = gap * (pull * np.hypot(gap[:, 0], gap[:, 1]) / ideal)[:, None]
        for axis in (0, 1):
            move[:, axis] -= np.bincount(one, force[:, axis], minlength=len(points))
            move[:, axis] += np.bincount(other, force[:, axis], minlength=len(points))
        move -= points * (charge * 1.2)[:, None]
        length = np.hypot(move[:, 0], move[:, 1]) + 1e-9
        limit = reach * 0.12 * (1 - step / ITERATIONS) ** 1.5 + 0.02
        points += move * (np.minimum(length, limit) / length)[:, None]
    return points


def _upright(points: FloatArray, bodies: FloatArray) -> FloatArray:
    """Turned so that the long side lies flat, and stretched to the shape of a screen."""
    weight = bodies**2
    centred = points - np.average(points, axis=0, weights=weight)
    _, axes = np.linalg.eigh((centred * weight[:, None]).T @ centred)
    flat = centred @ axes[:, ::-1]
    spread = np.sqrt(np.average(flat**2, axis=0, weights=weight)) + 1e-9
    stretch = np.sqrt(ASPECT * spread[1] / spread[0])
    return np.asarray(flat * np.array([stretch, 1 / stretch]), dtype=np.float64)


def _spread(points: FloatArray, bodies: FloatArray) -> FloatArray:
    """Scaled so that bodies take up their share of the area that the points cover."""
    centred = points - points.mean(axis=0)
    spread = np.sqrt((centred**2).mean(axis=0).prod()) + 1e-9
    wanted = (bodies**2).sum() * np.pi / FILL / (4 * np.pi)  # a uniform disc has a quarter of r² per axis
    return np.asarray(centred * np.sqrt(wanted / spread), dtype=np.float64)


def _belts(points: FloatArray, bodies: FloatArray, graph: nx.Graph) -> FloatArray:
    """Small components moved, each as it is, onto ellipses around the largest: else repulsion leaves them far out."""
    parts = [np.fromiter(part, dtype=np.int64) for part in nx.connected_components(graph)]
    main, *others = sorted(parts, key=lambda part: (-(bodies[part] ** 2).sum(), part.min()))
    points = points - points[main].mean(axis=0)
    axes = np.sqrt((points[main] ** 2).mean(axis=0)) + bodies[main].max()
    axes *= np.quantile(np.hypot(*(points[main] / axes).T), 0.94)
    islands = []
    for part in others:
        centre = points[part].mean(axis=0)
        radius = float((np.hypot(*(points[part] - centre).T) + bodies[part]).max())
        islands.append((radius, float(np.arctan2(centre[1], centre[0])), part))
    islands.sort(key=lambda island: (-round(island[0] / SPACING), island[1]))
    while islands:
        axes = axes + islands[0][0] + SPACING
        rim = float(np.pi * axes.sum())  # close enough to an ellipse's circumference
        lengths = np.cumsum([2 * radius + SPACING for radius, _, _ in islands])
        belts = max(1, round(float(lengths[-1]) / (CROWD * rim)))
        belt = max(1, int(np.searchsorted(lengths, lengths[-1] / belts, side="right")))
        around = sorted(islands[:belt], key=lambda island: island[1])
        steps = np.array([radius for radius, _, _ in around])
        turns = (np.cumsum(2 * steps) - steps) * (2 * np.pi / (2 * steps).sum()) - np.pi
        for turn, (_, _, part) in zip(turns, around, strict=True):
            spot = axes * np.array([np.cos(turn), np.sin(turn)])
            points[part] += spot - points[part].mean(axis=0)
        axes = axes + islands[0][0]
        islands = islands[belt:]
    return points


def _push_apart(points: FloatArray, bodies: FloatArray, rounds: int = 80) -> FloatArray:
    """Pushed apart until no two bodies overlap, larger ones moving less."""
    points = points.copy()
    random = np.random.default_rng(SEED)
    points += random.normal(size=points.shape) * 0.01
    for _ in range(rounds):
        one, other = _near(points, bodies)
        gap = points[one] - points[other]
        distance = np.hypot(gap[:, 0], gap[:, 1]) + 1e-9
        lack = bodies[one] + bodies[other] - distance
        hit = lack > SLACK
        if not hit.any():
            break
        one, other = one[hit], other[hit]
        push = gap[hit] * (lack[hit] / distance[hit])[:, None] * 0.6
        share = (bodies[other] ** 2 / (bodies[one] ** 2 + bodies[other] ** 2))[:, None]
        for axis in (0, 1):
            points[:, axis] += np.bincount(one, (push * share)[:, axis], minlength=len(points))
            points[:, axis] -= np.bincount(other, (push * (1 - share))[:, axis], minlength=len(points))
    return points


def _near(points: FloatArray, bodies: FloatArray) -> tuple[IntArray, IntArray]:
    """Pairs that may overlap. Bodies are taken by classes of size, each against those not larger, on a grid that fits
    the class: a grid for all would be as coarse as the largest, and nearly every pair near."""
    classes = np.ceil(np.log2(np.maximum(bodies / np.median(bodies), 1))).astype(np.int64)
    ones, others = [], []
    for level in np.unique(classes):
        same, smaller = np.flatnonzero(classes == level), np.flatnonzero(classes <= level)
        one, other = _pairs(points, same, smaller, 2 * float(bodies[same].max()) + 1e-6)
        once = (classes[other] < level) | (one < other)
        ones.append(one[once])
        others.append(other[once])
    return np.concatenate(ones), np.concatenate(others)


def _pairs(points: FloatArray, first: IntArray, second: IntArray, size: float) -> tuple[IntArray, IntArray]:
    """Pairs of one of the first and one of the second in the same or neighbouring cells of this size."""
    cells = ((points - points.min(axis=0)) / size).astype(np.int64) + 1
    width = int(cells[:, 1].max()) + 2
    keys = cells[:, 0] * width + cells[:, 1]
    second = second[np.argsort(keys[second], kind="stable")]
    ranked = keys[second]
    ones, others = [], []
    for row in (-width, 0, width):  # the three cells of a row are neighbours in the order of keys, too
        start = np.searchsorted(ranked, keys[first] + row - 1, side="left")
        number = np.searchsorted(ranked, keys[first] + row + 1, side="right") - start
        ones.append(np.repeat(first, number))
        place = np.arange(number.sum()) - np.repeat(np.cumsum(number) - number - start, number)
        others.append(second[place])
    return np.concatenate(ones), np.concatenate(others)
