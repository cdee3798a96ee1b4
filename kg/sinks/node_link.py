"""Node-link JSON, for NetworkX, D3 and others: one node or edge a line, written one by one."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.files import replacing
from kg.graph.file import FORMAT
from kg.graph.properties import papers_by_id
from kg.model import Edge, Graph
from kg.sinks.attributes import Attributes, claim_attributes, edge_attributes, whole_node


def write_json(graph: Graph, path: Path) -> None:
    """Write node-link JSON, as `networkx.node_link_graph(data, edges="edges")` and `kg.read_graph` read it."""
    with replacing(path) as file:
        file.writelines(_json_parts(graph))


def _json_parts(graph: Graph) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    papers = papers_by_id(graph)
    head = {"directed": True, "multigraph": True, "graph": {"format": FORMAT, "data": graph.data}}
    yield encode(head)[:-1] + b',\n"nodes":['
    for number, node in enumerate(graph.nodes):
        yield (b",\n" if number else b"\n") + encode(whole_node(node))
    yield b'],\n"edges":['
    for number, edge in enumerate(graph.edges):
        ends = {"source": edge.source, "target": edge.target, "key": edge.type.value}
        facts = edge_attributes(edge, papers[edge.source]) | {"claims": _placed_claims(edge)}
        yield (b",\n" if number else b"\n") + encode(ends | facts)
    yield b"]}\n"


def _placed_claims(edge: Edge) -> list[Attributes]:
    """The claims of an edge, with the places of their mentions and cues in its `evidence` and `cues`."""
    evidence, cues = list(edge.evidence), list(edge.cues)
    return [
        claim_attributes(claim)
        | {"mentions": list(map(evidence.index, claim.mentions)), "cues": list(map(cues.index, claim.cues))}
        for claim in edge.claims
    ]
