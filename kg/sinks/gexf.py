"""GEXF 1.3, for Gephi and Gephi Lite, written node by node and valid by its schema (https://gexf.net/schema.html)."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kg.files import replacing
from kg.graph.properties import papers_by_id
from kg.model import Graph
from kg.sinks.attributes import EDGE_NAMES, NODE_NAMES, NUMBERS, Flat, flat_edge, flat_id, flat_node, xml_safe

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
    papers = papers_by_id(graph)
    yield GEXF_HEAD
    for kind, names in GEXF_NAMES.items():
        yield f'<attributes class="{kind}" mode="static">\n'
        for name in names:
            yield f'<attribute id="{name}" title="{name}" type="{"integer" if name in NUMBERS else "string"}"/>\n'
        yield "</attributes>\n"
    yield f'<nodes count="{len(graph.nodes)}">\n'
    for node in graph.nodes:
        flat = flat_node(node)
        yield f"<node id={quoteattr(flat_id(node.id))} label={quoteattr(xml_safe(node.name))}>"
        yield f"{_gexf_values(flat)}</node>\n"
    yield f'</nodes>\n<edges count="{len(graph.edges)}">\n'
    for number, edge in enumerate(graph.edges):
        ends = f"source={quoteattr(flat_id(edge.source))} target={quoteattr(flat_id(edge.target))}"
        yield f'<edge id="e{number}" {ends} kind="{edge.type}" label="{edge.type}">'
        flat = flat_edge(edge, papers[edge.source])
        yield f"{_gexf_values({'relation': flat.pop('type'), **flat})}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_values(flat: Flat) -> str:
    values = "".join(
        f'<attvalue for="{name}" value={quoteattr(str(value))}/>' for name, value in flat.items() if name != "label"
    )
    return f"<attvalues>{values}</attvalues>"
