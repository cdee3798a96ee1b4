"""Pictures of a graph, by matplotlib: each function draws on `ax`, or on a new figure, and returns the Axes.

    over_time   papers per year, a line for each name or type
    bars        the nodes of a type that most papers name, or by another ranking
    heatmap     what is used together
    network     what is used together with a name, as a small network

For a page to explore, see `kg.show`.
"""

import re
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.counts import ranking, timeline, used_together
from kg.analysis.lookup import USING, as_label, check_counts, name_of, needs_extra, node_id, papers_with, wanted_label
from kg.analysis.structure import project
from kg.model import ENTITY_LABELS, KgError, Label

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

# As on the page.
FILLS = dict(zip(Label, ("#c3c6cc", "#0072b2", "#e69f00", "#009e73", "#cc5c9a"), strict=True))
LINE = "#b9bcc2"
SHOWN_NAME = 32  # characters of a name


def over_time(g: "nx.MultiDiGraph", *whats: str, share: bool = False, ax: "Axes | None" = None) -> "Axes":
    """Papers per year that use what is named, or any of a type ("LoRA", "Dataset"), or their share of all papers.

    Raises:
        KgError: nothing is named, a name means nothing, or no paper has a year.
    """
    lines = {what: timeline(g, what) for what in whats}
    if not all(lines.values()) or not lines:
        raise KgError(
            "no paper of this graph has a year" if lines else "name what to draw, such as 'LoRA' or 'Dataset'"
        )
    ax = _axes(ax, 7, 3.5)
    from matplotlib.ticker import MaxNLocator

    for what, years in lines.items():
        counts = [year.share if share else year.papers for year in years]
        name = what if as_label(what) else name_of(g, node_id(g, what, ENTITY_LABELS))
        ax.plot([year.year for year in years], counts, marker="o", label=_shown_name(name))
    ax.set_ylabel("share of the papers of a year" if share else "papers")
    ax.set_ylim(bottom=0)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend()
    return ax


def bars(
    g: "nx.MultiDiGraph",
    type: str = "Method",  # noqa: A002
    by: str = "papers",
    top: int = 15,
    ax: "Axes | None" = None,
) -> "Axes":
    """The first nodes of a `ranking`, the best on top.

    Raises:
        KgError: there is no such type or ranking, or nothing to rank.
    """
    label, found = wanted_label(type), ranking(g, type, by, top)
    if not found:
        raise KgError(f"this graph has no {label} to rank by {by}")
    ax = _axes(ax, 7, 0.6 + 0.28 * len(found))
    drawn = ax.barh([*range(len(found))], [ranked.score for ranked in found], color=FILLS[label])
    ax.bar_label(drawn, fmt="{:.3g}" if by == "pagerank" else "{:,.0f}", padding=3)
    ax.set_yticks([*range(len(found))], [_shown_name(ranked.name) for ranked in found])
    ax.invert_yaxis()
    ax.set_xlabel(by if by in ("papers", "pagerank") else f"papers, {by.upper()}")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def heatmap(
    g: "nx.MultiDiGraph",
    type: str = "Method",  # noqa: A002
    top: int = 12,
    ax: "Axes | None" = None,
) -> "Axes":
    """How many papers use two of a type together, for the pairs that most papers use.

    Raises:
        KgError: there is no such type, or nothing of it is used together.
    """
    check_counts(top=top)
    links = project(g, type)
    pairs = sorted(links.edges(data="weight"), key=lambda pair: -pair[2])
    keys = [*dict.fromkeys(key for pair in pairs for key in pair[:2])][:top]
    if not keys:
        raise KgError(f"no two of type {wanted_label(type)} are used together in this graph")
    counts = [[links.get_edge_data(one, other, {}).get("weight", 0) for other in keys] for one in keys]
    ax = _axes(ax, 3 + 0.42 * len(keys), 3 + 0.42 * len(keys))  # names may take 3 inches
    ax.imshow(counts, cmap="Blues")
    most = max(map(max, counts))
    for row, line in enumerate(counts):
        for column, count in enumerate(line):
            if count:
                ax.text(column, row, f"{count:,}", ha="center", va="center", color="w" if count > most / 2 else "k")
    names = [_shown_name(name_of(g, key)) for key in keys]
    ax.set_xticks([*range(len(keys))], names, rotation=45, ha="right", rotation_mode="anchor")
    ax.set_yticks([*range(len(keys))], names)
    return ax


def network(g: "nx.MultiDiGraph", name: str, top: int = 20, ax: "Axes | None" = None) -> "Axes":
    """What papers use together with a method, dataset or device; the more papers, the larger dots and lines are.

    Raises:
        KgError: the name means nothing, or more than one thing.
    """
    import networkx as nx

    center = node_id(g, name, ENTITY_LABELS)
    keys = [center, *(pair.other_id for pair in used_together(g, center, top=top))]
    papers = {key: papers_with(g, key, USING) for key in keys}
    links = nx.Graph()
    links.add_nodes_from(keys)
    for one, other in combinations(keys, 2):
        if both := papers[one] & papers[other]:
            links.add_edge(one, other, papers=len(both), likeness=len(both) / len(papers[one] | papers[other]))
    ax = _axes(ax, 8, 6)
    places = nx.spring_layout(links, k=2.5 / len(keys) ** 0.5, weight="likeness", seed=0)
    widths = _scaled((count for _, _, count in links.edges(data="papers")), 0.4, 4)
    nx.draw_networkx_edges(links, places, ax=ax, edge_color=LINE, width=widths)
    sizes = _scaled((len(papers[key] & papers[center]) for key in keys), 60, 900)
    colours = [FILLS[Label(g.nodes[key]["type"])] for key in keys]
    rims = ["k", *["w"] * (len(keys) - 1)]
    nx.draw_networkx_nodes(links, places, ax=ax, node_size=sizes, node_color=colours, edgecolors=rims)
    names = {key: _shown_name(name_of(g, key)) for key in keys}
    nx.draw_networkx_labels(links, places, names, font_size=8, verticalalignment="bottom", ax=ax)
    ax.margins(0.12)
    ax.set_axis_off()
    return ax


def _scaled(counts: Iterable[int], least: float, most: float) -> list[float]:
    """Numbers between the two, in proportion to counts."""
    counts = [*counts]
    return [least + (most - least) * count / max(1, *counts) for count in counts]


def _axes(ax: "Axes | None", width: float, height: float) -> "Axes":
    """The axes to draw on: those that are given, or those of a new figure of this size in inches."""
    with needs_extra("plot"):
        from matplotlib import pyplot
    if ax is None:
        _, ax = pyplot.subplots(figsize=(width, height), layout="constrained")
    return ax


def _shown_name(name: str) -> str:
    """A name as matplotlib shows it: short, in one line, and with no formula in it."""
    name = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", name)
    short = name if len(name) <= SHOWN_NAME else name[: SHOWN_NAME - 1] + "…"
    return short.replace("$", r"\$")
