"""Which part of a graph is exported, by rules with a sentence each, which a page shows."""

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable

import msgspec

from kg.model import Edge, Graph, KgError, Label, Paper
from kg.names.finding import find_one
from kg.names.papers import paper_year
from kg.wording import counted

MAX_NODES = 20_000  # a page with more no longer moves smoothly
HOPS = 2


class Selection(msgspec.Struct, frozen=True):
    """What to keep: papers since a date, entity types, what is near a node, and at most so many nodes."""

    max_nodes: int = MAX_NODES
    around: str = ""
    hops: int = HOPS
    types: tuple[Label, ...] = ()
    since: str = ""


class Subset(msgspec.Struct, frozen=True):
    """The part that is shown, and a sentence for each rule that applied."""

    graph: Graph
    rules: tuple[str, ...]


def select(graph: Graph, selection: Selection) -> Subset:
    """Apply the rules one after the other.

    Raises KgError if `around` means no node or more than one, `since` is no date, or nothing is left.
    """
    rules: list[str] = []
    if selection.since:
        check_since(selection.since)
        graph, rule = _since(graph, selection.since)
        rules.append(rule)
    if selection.types:
        kept = {node.id for node in graph.nodes if node.label in (Label.PAPER, *selection.types)}
        graph = _linked(graph, kept)
        names = [str(label) for label in selection.types if label is not Label.PAPER]
        rules.append(f"Only entities of type {' or '.join(names)}.")
    if selection.around:
        center = find_one(graph, selection.around)
        graph = _induced(graph, _reach(graph.edges, center.id, selection.hops))
        rules.append(f"Only what is within {selection.hops} step{'s' * (selection.hops > 1)} of {center.name}.")
    if len(graph.nodes) > selection.max_nodes:
        graph, rule = _cut(graph, selection.max_nodes)
        rules.append(rule)
    if not graph.nodes:
        raise KgError("there is nothing to show: allow more types, an earlier date or more nodes")
    return Subset(graph, tuple(rules))


def check_since(text: str) -> None:
    """Check that this is a day, a month or a year of the calendar. Raises KgError if it is something else."""
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10] if re.fullmatch(r"\d{4}(-\d\d){0,2}", text, re.ASCII) else "")
    except ValueError as error:
        raise KgError(f"since {text}: write a date like 2025, 2025-03 or 2025-03-14") from error


def _since(graph: Graph, since: str) -> tuple[Graph, str]:
    """Papers with a year that are not older; dates are compared to the precision that both have."""
    papers = [node for node in graph.nodes if node.paper]
    dated = {node.id: date for node in papers if node.paper and (date := _date(node.paper))}
    early = {key for key, date in dated.items() if date < since[: len(date)]}
    left_out = early | ({node.id for node in papers} - dated.keys())
    rule = f"Only papers published since {since}; {len(papers) - len(dated):,} without a year were left out."
    return _linked(graph, {node.id for node in graph.nodes} - left_out), rule


def _date(paper: Paper) -> str:
    """When a paper was published, as far as a date or its arXiv number says; empty if not even the year is known."""
    return paper.published if paper.published[:1].isdigit() else str(paper_year(paper) or "")


def _linked(graph: Graph, ids: Collection[str]) -> Graph:
    """The papers among these ids, and the entities among them that one of these papers names."""
    part = _induced(graph, ids)
    named = {edge.target for edge in part.edges}
    nodes = tuple(node for node in part.nodes if node.label is Label.PAPER or node.id in named)
    return Graph(nodes, part.edges, graph.data)


def _induced(graph: Graph, ids: Collection[str]) -> Graph:
    nodes = tuple(node for node in graph.nodes if node.id in ids)
    edges = tuple(edge for edge in graph.edges if edge.source in ids and edge.target in ids)
    return Graph(nodes, edges, graph.data)


def _adjacency(edges: Iterable[Edge]) -> defaultdict[str, list[str]]:
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for edge in edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    return neighbours


def _reach(edges: Iterable[Edge], start: str, hops: int) -> set[str]:
    neighbours = _adjacency(edges)
    reached = {start}
    rim = {start}
    for _ in range(hops):
        rim = {other for node in rim for other in neighbours[node]} - reached
        reached |= rim
    return reached


def _cut(graph: Graph, count: int) -> tuple[Graph, str]:
    """At most so many nodes: what the fewest papers name goes first, papers with their repositories last."""
    neighbours = _adjacency(graph.edges)
    links = {node.id: len(set(neighbours[node.id])) for node in graph.nodes}
    things = [node for node in graph.nodes if node.label not in (Label.PAPER, Label.REPOSITORY)]
    named = sorted(things, key=lambda node: -links[node.id])  # stable: of equals, the last id goes first
    room = count - (len(graph.nodes) - len(things))
    kept = named[: max(room, min(len(named), count // 4))]
    gone = named[len(kept) :]
    ids = {node.id for node in kept}
    lost = 0
    papers = [node for node in graph.nodes if node.label is Label.PAPER]
    repositories = {node.id for node in graph.nodes if node.label is Label.REPOSITORY}
    for paper in sorted(papers, key=lambda node: -len(ids.intersection(neighbours[node.id]))):
        whole = {paper.id, *repositories.intersection(neighbours[paper.id])} - ids
        if len(ids) + len(whole) <= count:
            ids |= whole
        else:
            lost += 1
    out = []
    if gone:
        named_by = f"named by the fewest papers (at most {links[gone[0].id]:,})"
        out.append(f"{counted(len(gone), 'entity', 'entities')} {named_by}")
    if lost:
        out.append(f"{counted(lost, 'paper')} with the fewest links")
    verb = "was" if len(gone) + lost == 1 else "were"
    return _induced(graph, ids), f"Limited to {counted(count, 'node')}: {' and '.join(out)} {verb} left out."
