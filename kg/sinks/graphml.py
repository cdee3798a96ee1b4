"""GraphML, for Gephi, yEd, Cytoscape, igraph and NetworkX, written node by node."""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.files import replacing
from kg.model import Graph
from kg.sinks.attributes import EDGE_NAMES, NODE_NAMES, NUMBERS, Flat, flat_graph

GRAPHML_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
# Names of attributes on nodes and on edges -> the ids that <data> refers to, which Gephi also shows.
NODE_KEYS = {name: name for name in NODE_NAMES}
EDGE_KEYS = {name: f"edge_{name}" for name in EDGE_NAMES}


def write_graphml(graph: Graph, path: Path) -> None:
    """Write a GraphML file, which `networkx.read_graphml` reads as `to_networkx(graph, flat=True)`."""
    with replacing(path) as file:
        file.writelines(part.encode() for part in _graphml_parts(graph))


def _graphml_parts(graph: Graph) -> Iterator[str]:
    nodes, edges = flat_graph(graph)
    yield GRAPHML_HEAD
    for kind, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, key in keys.items():
            type_ = "int" if name in NUMBERS else "string"
            yield f'<key id="{key}" for="{kind}" attr.name="{name}" attr.type="{type_}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for key, flat in nodes:
        yield f"<node id={quoteattr(key)}>{_graphml_data(flat, NODE_KEYS)}</node>\n"
    for number, (source, target, flat) in enumerate(edges):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f'<edge id="e{number}" {ends}>{_graphml_data(flat, EDGE_KEYS)}</edge>\n'
    yield "</graph>\n</graphml>\n"


def _graphml_data(flat: Flat, keys: dict[str, str]) -> str:
    return "".join(f'<data key="{keys[name]}">{escape(str(value))}</data>' for name, value in flat.items())
