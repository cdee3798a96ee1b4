"""The interactive page of a graph in a notebook."""

import html
from collections.abc import Iterable

import msgspec

from kg.analysis.lookup import check_counts, needs_extra, wanted_label
from kg.graph.selection import HOPS, Selection, select
from kg.model import ENTITY_LABELS, Graph, no_graph

MOST_NODES = 500  # that are shown by default: the page is saved with the notebook
HEIGHT = 640  # pixels


class Page(msgspec.Struct, frozen=True):
    """A page that notebooks show, in a frame that cannot reach the notebook; `html` is the whole page as a file."""

    html: str
    height: int
    nodes: int

    def __repr__(self) -> str:
        return f"<Page of {self.nodes:,} nodes: a notebook shows it; kg export writes one as a file>"

    def _repr_html_(self) -> str:
        # The text of the frame, not a file beside the notebook: Jupyter and VS Code show it, wherever it is sent.
        allowed = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
        style = "position:absolute;width:100%;height:100%;border:0;background:#fff"
        return (
            f'<div style="position:relative;height:{self.height}px"><iframe title="The graph" sandbox="{allowed}" '
            f'style="{style}" srcdoc="{html.escape(self.html)}"></iframe>'
            "<p>To see the page here, trust this notebook.</p></div>"  # without trust, Jupyter drops frames
        )


def show(
    graph: Graph,
    around: str = "",
    *,
    hops: int = HOPS,
    types: str | Iterable[str] = (),
    since: str | int = "",
    max_nodes: int = MOST_NODES,
    height: int = HEIGHT,
) -> Page:
    """The interactive page of a graph, or of the part near a name, where a notebook shows it.

    Args:
        graph: A graph of `kg.build` or `kg.read_graph`.
        around: Show only what is near the node that this name means.
        hops: How near.
        types: Only entities of these types, such as "Method"; all by default.
        since: Only papers published since this year or date.
        max_nodes: If there are more, only the most linked part is shown.
        height: Of the frame in pixels.

    Raises:
        KgError: a name means nothing, or nothing is left to show.
    """
    if not isinstance(graph, Graph):
        raise no_graph(graph)
    check_counts(hops=hops, max_nodes=max_nodes, height=height)
    with needs_extra("html"):
        from kg.sinks.html.writer import render
    labels = tuple(wanted_label(text, ENTITY_LABELS) for text in ([types] if isinstance(types, str) else types))
    part = select(graph, Selection(max_nodes, around, hops, labels, str(since)))
    with needs_extra("html"):
        return Page(render(part, graph), height, len(part.graph.nodes))
