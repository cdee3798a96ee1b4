"""Counts of what a graph holds."""

import textwrap
from collections import Counter

import msgspec

from kg.model import ENTITY_LABELS, Graph, Label, Relation
from kg.names.papers import paper_year


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
    nodes = Counter(node.label for node in graph.nodes)
    edges = Counter(edge.type for edge in graph.edges)
    years = Counter(year for node in graph.nodes if node.paper and (year := paper_year(node.paper)))
    linked = Counter(target for _, target in {(edge.source, edge.target) for edge in graph.edges})
    ranked = sorted(
        (Linked(node.name, node.id, linked[node.id]) for node in graph.nodes if node.label is not Label.PAPER),
        key=lambda entity: (-entity.papers, entity.name, entity.id),
    )
    label_of = {node.id: node.label for node in graph.nodes}
    return Summary(
        papers=nodes[Label.PAPER],
        records=sum(len(node.sources) for node in graph.nodes),
        years=dict(sorted(years.items())),
        nodes={label.value: nodes[label] for label in Label},
        edges={relation.value: edges[relation] for relation in Relation if edges[relation]},
        top={label.value: tuple([x for x in ranked if label_of[x.id] is label][:top]) for label in ENTITY_LABELS},
    )


def summary_lines(summary: Summary, width: int = 100) -> list[str]:
    """A summary to read: one block each for nodes, edges and the most linked names."""
    sizes = ((summary.papers, "paper"), (summary.records, "record"))
    out = [" from ".join(f"{count:,} {noun}{'s' * (count != 1)}" for count, noun in sizes)]
    if summary.years:
        unknown = summary.papers - sum(summary.years.values())
        counts = [f"{year} {count:,}" for year, count in summary.years.items()]
        out += _block("years", [*counts, *([f"unknown {unknown:,}"] if unknown else [])], width)
    out += _counts("nodes", summary.nodes, width) + _counts("edges", summary.edges, width)
    for label, entities in summary.top.items():
        if entities:
            named = (f"{entity.name.removeprefix('https://')} {entity.papers:,}" for entity in entities)
            out += _block(f"top {label}", [*named], width)
    return out


def _counts(title: str, counts: dict[str, int], width: int) -> list[str]:
    total = f"{sum(counts.values()):,}" + (" =" if counts else "")
    return _block(title, [total, *(f"{name} {count:,}" for name, count in counts.items())], width)


def _block(title: str, items: list[str], width: int) -> list[str]:
    """A title in a margin of its own, and the items wrapped beside it; no item is broken across lines."""
    margin = f"{title:<16}"
    wrapped = textwrap.wrap(
        "  ".join(item.replace(" ", "\u00a0") for item in items),
        max(width, 40),
        initial_indent=margin,
        subsequent_indent=" " * len(margin),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\u00a0", " ") for line in wrapped]
