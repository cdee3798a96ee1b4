"""Which part of a graph is shown, by rules that can be said in a sentence."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import msgspec

from kg.model import Edge, Graph, KgError, Label, Node
from kg.names.fold import fold

MAX_NODES = 5000  # the page still moves smoothly with so many
HOPS = 2


class Selection(msgspec.Struct, frozen=True):
    """What to show: papers published since, entity types, the surroundings of a node, and at most so many nodes."""

    max_nodes: int = MAX_NODES
    around: str = ""
    hops: int = HOPS
    types: tuple[Label, ...] = ()
    since: str = ""


class Subset(msgspec.Struct, frozen=True):
    """The part that is shown, and a sentence for each rule that left something out."""

    graph: Graph
    rules: tuple[str, ...]


def select(graph: Graph, selection: Selection) -> Subset:
    """Apply the rules one after the other; a part of a valid graph is a valid graph.

    Raises:
        KgError: no node, or more than one, is called as `around` says, or nothing is left.
    """
    rules: list[str] = []
    if selection.since:
        graph, rule = _since(graph, selection.since)
        rules.append(rule)
    if selection.types:
        kept = {node.id for node in graph.nodes if node.label in (Label.PAPER, *selection.types)}
        graph = _linked(graph, kept)
        names = [str(label) for label in selection.types if label is not Label.PAPER]
        rules.append(f"Of the things that papers name, only those of type {' or '.join(names)}.")
    if selection.around:
        center = find_node(graph, selection.around)
        graph = _induced(graph, _reach(graph.edges, center.id, selection.hops))
        rules.append(f"Only what is within {selection.hops} {_steps(selection.hops)} of {center.name}.")
    if len(graph.nodes) > selection.max_nodes:
        graph = _induced(graph, _densest(graph, selection.max_nodes))
        rules.append(
            f"Only the most linked part: the node with the fewest links was left out, again and again, until "
            f"{selection.max_nodes:,} were left."
        )
    if not graph.nodes:
        raise KgError("nothing is left to show: ask for more types, an earlier date or more nodes")
    return Subset(graph, tuple(rules))


def find_node(graph: Graph, name: str) -> Node:
    """The node with this id, name or alias; names are compared without case, hyphens and spaces,
    and a thing is meant before a paper of its name.

    Raises:
        KgError: there is none, or more than one of the same rank.
    """
    wanted = fold(name)
    named = [node for node in graph.nodes if fold(node.name) == wanted]
    also = [node for node in graph.nodes if any(fold(alias) == wanted for alias in node.aliases)]
    things = [node for node in named if node.label is not Label.PAPER]
    found = [node for node in graph.nodes if node.id == name] or things or named or also
    if not found:
        raise KgError(f"no node is called {name!r}: kg stats lists the top names")
    if len(found) > 1:
        raise KgError(f"{name!r} may be {', '.join(node.id for node in found[:5])}: give one of these ids")
    return found[0]


def _steps(hops: int) -> str:
    return "step" if hops == 1 else "steps"


def _since(graph: Graph, since: str) -> tuple[Graph, str]:
    """Papers whose date has a year and is not before; a date is compared as far as both go."""
    papers = [node for node in graph.nodes if node.label is Label.PAPER]
    kept = {
        node.id for node in papers if node.published[:1].isdigit() and node.published >= since[: len(node.published)]
    }
    undated = sum(not node.published[:1].isdigit() for node in papers)
    entities = {node.id for node in graph.nodes if node.label is not Label.PAPER}
    rule = f"Only papers published since {since}; {undated:,} whose year is not known were left out."
    return _linked(graph, kept | entities), rule


def _linked(graph: Graph, ids: Collection[str]) -> Graph:
    """The papers among these, and the entities among these that one of the papers names."""
    part = _induced(graph, ids)
    named = {edge.target for edge in part.edges}
    nodes = tuple(node for node in part.nodes if node.label is Label.PAPER or node.id in named)
    return Graph(nodes, part.edges)


def _induced(graph: Graph, ids: Collection[str]) -> Graph:
    nodes = tuple(node for node in graph.nodes if node.id in ids)
    edges = tuple(edge for edge in graph.edges if edge.source in ids and edge.target in ids)
    return Graph(nodes, edges)


def _neighbours(edges: Iterable[Edge]) -> defaultdict[str, list[str]]:
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    return neighbours


def _reach(edges: Iterable[Edge], start: str, hops: int) -> set[str]:
    neighbours = _neighbours(edges)
    reached = {start}
    rim = {start}
    for _ in range(hops):
        rim = {other for node in rim for other in neighbours[node]} - reached
        reached |= rim
    return reached


def _densest(graph: Graph, count: int) -> set[str]:
    """What is left when the node with the fewest links goes, again and again; of equals, the last id goes first."""
    neighbours = _neighbours(graph.edges)
    links = Counter({node.id: len(neighbours[node.id]) for node in graph.nodes})
    rank = {node.id: -place for place, node in enumerate(graph.nodes)}
    queue = [(links[node], rank[node], node) for node in links]
    heapq.heapify(queue)
    left = set(links)
    while len(left) > count:
        seen, _, node = heapq.heappop(queue)
        if node not in left or seen != links[node]:
            continue  # an entry from before a neighbour went
        left.remove(node)
        for other in neighbours[node]:
            if other in left:
                links[other] -= 1
                heapq.heappush(queue, (links[other], rank[other], other))
    return left
