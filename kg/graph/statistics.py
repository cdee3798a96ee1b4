"""Counts of what a graph holds."""

from collections import Counter

import msgspec
from msgspec.structs import replace

from kg.graph.explanations import printable
from kg.model import ENTITY_LABELS, Graph, Label, Relation
from kg.names.papers import paper_year
from kg.wording import counted


class Linked(msgspec.Struct, frozen=True):
    """An entity and the number of papers that link to it."""

    name: str
    id: str
    papers: int


class Summary(msgspec.Struct, frozen=True):
    """Counts of a graph; `records` counts every source of its papers, `top` has the most linked of each label.

    `years` counts the papers of each year that is known.
    """

    papers: int
    records: int
    years: dict[int, int]
    nodes: dict[str, int]
    edges: dict[str, int]
    top: dict[str, tuple[Linked, ...]]


def summarise(graph: Graph, top: int = 10) -> Summary:
    """Count a graph's nodes and edges, and find the most linked names of each label."""
    counts: Counter[tuple[str, str]] = Counter(("node", node.label) for node in graph.nodes)
    counts.update(("edge", edge.type) for edge in graph.edges)
    counts["records", ""] = sum(len(node.sources) for node in graph.nodes)
    years = Counter(year for node in graph.nodes if node.paper and (year := paper_year(node.paper)))
    linked = Counter(target for _, target in {(edge.source, edge.target) for edge in graph.edges})
    ranked = sorted(
        (Linked(node.name, node.id, linked[node.id]) for node in graph.nodes if node.label is not Label.PAPER),
        key=lambda entity: (-entity.papers, entity.name, entity.id),
    )
    label_of = {node.id: node.label for node in graph.nodes}
    return replace(
        totals(counts),
        years=dict(sorted(years.items())),
        top={label.value: tuple([x for x in ranked if label_of[x.id] is label][:top]) for label in ENTITY_LABELS},
    )


def totals(counts: Counter[tuple[str, str]]) -> Summary:
    """A summary of numbers alone: those of ("node", label), ("edge", relation) and ("records", "")."""
    return Summary(
        papers=counts["node", Label.PAPER],
        records=counts["records", ""],
        years={},
        nodes={label.value: counts["node", label] for label in Label},
        edges={relation.value: counts["edge", relation] for relation in Relation if counts["edge", relation]},
        top={},
    )


def total_lines(summary: Summary) -> list[str]:
    """A summary in three lines: papers, nodes and edges."""
    out = [f"{counted(summary.papers, 'paper')} from {counted(summary.records, 'record')}"]
    for noun, counts in (("node", summary.nodes), ("edge", summary.edges)):
        found = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
        out.append(f"{counted(sum(counts.values()), noun)}: {found or 'none'}")
    return out


def summary_lines(summary: Summary) -> list[str]:
    """A summary to read: a block each for nodes, edges and the most linked names; numbers stand before what they count.

    Names that differ by case at most are told apart by their ids.
    """
    out = total_lines(summary)[:1]
    if years := [(count, str(year)) for year, count in summary.years.items()]:
        unknown = summary.papers - sum(summary.years.values())
        out += _block("papers by year", [*years, *([(unknown, "unknown")] if unknown else [])])
    for title, counts in (("nodes", summary.nodes), ("edges", summary.edges)):
        out += _block(f"{sum(counts.values()):,} {title}", [(count, name) for name, count in counts.items()])
    shown = [entity for entities in summary.top.values() for entity in entities]
    same = Counter(entity.name.casefold() for entity in shown)
    for label, entities in summary.top.items():
        named = [(entity.papers, _plain_name(entity, same[entity.name.casefold()] > 1)) for entity in entities]
        out += _block(f"{label}: the most linked, by papers", named) if named else []
    return out


def _plain_name(entity: Linked, ambiguous: bool) -> str:
    name = printable(entity.name.removeprefix("https://"))
    return f"{name}  ({entity.id})" if ambiguous else name


def _block(title: str, rows: list[tuple[int, str]]) -> list[str]:
    """A title, and under it a line for each name, behind its number."""
    width = max((len(f"{count:,}") for count, _ in rows), default=0)
    return ["", title, *(f"  {count:>{width},}  {name}" for count, name in rows)]
