"""GML, for Gephi, Cytoscape, igraph, yEd and NetworkX."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.files import replacing
from kg.graph.properties import papers_by_id
from kg.model import Graph
from kg.sinks.attributes import Flat, flat_edge, flat_id, flat_node, xml_safe

_ESCAPED = re.compile('[^ -~]|[&"]')


def write_gml(graph: Graph, path: Path) -> None:
    """Write a GML file; a node's number is its `id`, and its id in the graph is `key`.

    `label` is its name; where more than one node has this name, its id follows, as NetworkX needs labels that differ.
    """
    with replacing(path) as file:
        file.writelines(part.encode("ascii") for part in _gml_parts(graph))


def _gml_parts(graph: Graph) -> Iterator[str]:
    papers = papers_by_id(graph)
    numbers = {node.id: number for number, node in enumerate(graph.nodes)}
    yield "graph [\n  directed 1\n  multigraph 1\n"
    for node, label in zip(graph.nodes, _unique_labels(graph), strict=True):
        flat = {"id": numbers[node.id], "key": flat_id(node.id), **flat_node(node), "label": label}
        yield f"  node [\n{_gml_lines(flat)}  ]\n"
    for edge in graph.edges:
        ends = {"source": numbers[edge.source], "target": numbers[edge.target], "key": edge.type.value}
        yield f"  edge [\n{_gml_lines(ends | flat_edge(edge, papers[edge.source]))}  ]\n"
    yield "]\n"


def _unique_labels(graph: Graph) -> Iterator[str]:
    taken = Counter(xml_safe(node.name) for node in graph.nodes)
    for node in graph.nodes:
        label = name = xml_safe(node.name)
        if taken[name] > 1 or name in ("", "[]", "()"):  # which NetworkX takes for lists
            label = f"{name} ({flat_id(node.id)})".strip()
            while taken[label]:
                label += "'"
            taken[label] = 1
        yield label


def _gml_lines(flat: Flat) -> str:
    """Keys and values; GML is ASCII, and other characters are written by their numbers, as in HTML."""
    return "".join(
        f"    {name} {value}\n" if isinstance(value, int) else f'    {name} "{_ESCAPED.sub(_reference, value)}"\n'
        for name, value in flat.items()
    )


def _reference(found: re.Match[str]) -> str:
    return {"&": "&amp;", '"': "&quot;"}.get(found[0], f"&#{ord(found[0])};")
