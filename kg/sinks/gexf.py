"""GEXF 1.3, for Gephi and Gephi Lite, written node by node and valid by its schema (https://gexf.net/schema.html)."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kg.files import replacing
from kg.model import Graph
from kg.sinks.attributes import EDGE_NAMES, NODE_NAMES, NUMBERS, Flat, flat_graph

GEXF_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>kg</creator></meta>
<graph mode="static" defaultedgetype="directed">
"""
# Names of attributes; a label has a place of its own. In GEXF an edge's type is directed or undirected, so that the
# relation is its kind, and an attribute beside, which more readers show.
GEXF_NAMES = {
    "node": [name for name in NODE_NAMES if name != "label"],
    "edge": ["relation", *(name for name in EDGE_NAMES if name not in ("type", "label"))],
}


def write_gexf(graph: Graph, path: Path) -> None:
    """Write a GEXF file: a node's `label` is its name and `type` its class, an edge's `relation` is its type."""
    with replacing(path) as file:
        file.writelines(part.encode() for part in _gexf_parts(graph))


def _gexf_parts(graph: Graph) -> Iterator[str]:
    nodes, edges = flat_graph(graph)
    yield GEXF_HEAD
    for kind, names in GEXF_NAMES.items():
        yield f'<attributes class="{kind}" mode="static">\n'
        for name in names:
            yield f'<attribute id="{name}" title="{name}" type="{"integer" if name in NUMBERS else "string"}"/>\n'
        yield "</attributes>\n"
    yield f'<nodes count="{len(graph.nodes)}">\n'
    for key, flat in nodes:
        label = str(flat.get("label", ""))
        yield f"<node id={quoteattr(key)} label={quoteattr(label)}>{_gexf_values(flat)}</node>\n"
    yield f'</nodes>\n<edges count="{len(graph.edges)}">\n'
    for number, (source, target, flat) in enumerate(edges):
        ends, relation = f"source={quoteattr(source)} target={quoteattr(target)}", flat.pop("type")
        yield f'<edge id="e{number}" {ends} kind="{relation}" label="{relation}">'
        yield f"{_gexf_values({'relation': relation, **flat})}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_values(flat: Flat) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={quoteattr(str(value))}/>' for name, value in flat.items() if name != "label"
    )
    return f"<attvalues>{values}</attvalues>"
