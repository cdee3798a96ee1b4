"""Graphs for NetworkX, and the files that it writes."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import networkx as nx

from kg.files import replacing
from kg.graph.properties import node_properties, own_facts, papers_by_id, sentence
from kg.model import Graph, Mention, Node, Paper

# Characters that XML 1.0 cannot hold.
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_networkx(graph: Graph) -> "nx.MultiDiGraph[str]":
    """A graph with `label`, `name` and the properties of the label on nodes, `type` and `evidence` on edges.

    An edge's key is its type. `evidence` is a list of dicts with field, start, end, text and rule; so is `cues`, of
    the words that show the relation. Properties that are empty are left out.
    """
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    papers = papers_by_id(graph)
    for node in graph.nodes:
        out.add_node(node.id, **_attributes(node))
    for edge in graph.edges:
        kind = edge.type.value
        out.add_edge(
            edge.source,
            edge.target,
            key=kind,
            type=kind,
            evidence=_dicts(edge.evidence, papers[edge.source]),
            cues=_dicts(edge.cues, papers[edge.source]),
        )
    return out


def _attributes(node: Node) -> dict[str, object]:
    """What a node has, as lists, dicts and plain values."""
    facts: dict[str, object] = {"type": node.label.value, "name": node.name, "label": node.name}
    facts |= {"aliases": list(node.aliases)}
    if year := node_properties(node).get("year"):
        facts["year"] = year
    facts |= {name: list(value) if isinstance(value, tuple) else value for name, value in own_facts(node).items()}
    more = {"sources": node.sources, "merges": node.merges}
    # Through JSON, as `to_builtins` would leave tuples inside.
    return facts | {name: msgspec.json.decode(msgspec.json.encode(value)) for name, value in more.items() if value}


def _dicts(mentions: Sequence[Mention], paper: Paper) -> list[dict[str, object]]:
    return [{**msgspec.structs.asdict(mention), "sentence": sentence(mention, paper)} for mention in mentions]


def _flat(graph: Graph) -> "nx.MultiDiGraph[str]":
    """The same graph with nothing but text and numbers, which is all that GraphML and GEXF can hold.

    Lists are joined by " | "; an edge's key, which becomes its id in the file, is unique in the whole graph.
    """
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in graph.nodes:
        out.add_node(_xml(node.id), **{name: _scalar(value) for name, value in _attributes(node).items()})
    for number, edge in enumerate(graph.edges):
        facts = {
            "type": edge.type.value,
            "evidence": [f"{mention.field} {mention.start}-{mention.end}: {mention.text}" for mention in edge.evidence],
            "rules": sorted({mention.rule for mention in edge.evidence}),
            "cues": [cue.text for cue in edge.cues],
        }
        flat = {name: _scalar(value) for name, value in facts.items()}
        out.add_edge(_xml(edge.source), _xml(edge.target), key=f"e{number}", **flat)
    return out


def _scalar(value: object) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        return " | ".join(str(_scalar(item)) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{_scalar(item)}" for item in value.values() if item)
    return _xml(str(value))


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def write_graphml(graph: Graph, path: Path) -> None:
    """Write a GraphML file (yEd, Gephi, igraph, Cytoscape)."""
    with replacing(path) as file:
        nx.write_graphml_xml(_flat(graph), file)


def write_gexf(graph: Graph, path: Path) -> None:
    """Write a GEXF file (Gephi), where `label` is the text that is shown, and an edge's `type` its direction."""
    flat = _flat(graph)
    for _, facts in flat.nodes(data=True):
        facts["type"], facts["label"] = facts["label"], facts["name"]
    for _, _, facts in flat.edges(data=True):
        facts["relation"] = facts["label"] = facts.pop("type")
    text = "\n".join(nx.generate_gexf(flat))
    # The same graph gives the same file on any day.
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)
    with replacing(path) as file:
        file.write(b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode())


def write_json(graph: Graph, path: Path) -> None:
    """Write node-link JSON, as `networkx.node_link_graph(data, edges="edges")` reads it."""
    data = nx.node_link_data(to_networkx(graph), edges="edges")
    with replacing(path) as file:
        file.write(json.dumps(data, ensure_ascii=False, indent=1).encode() + b"\n")
