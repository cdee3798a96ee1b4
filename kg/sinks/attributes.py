"""Nodes and edges as attributes: nested, as NetworkX and JSON can hold them, or flat, nothing but text and numbers."""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import asdict

from kg.graph.properties import node_properties, papers_by_id, sentence
from kg.model import Device, Edge, Entity, Graph, Mention, Node, Paper

Attributes = dict[str, object]
Flat = dict[str, str | int]

# What flat nodes and edges may have, in this order; all else is text.
NODE_NAMES = (
    *("type", "name", "label", "aliases", "year"),
    *(name for name in Paper.__struct_fields__ if name not in ("id", "source")),
    *("vendor", "kind", "released", "host", "owner", "sources", "merges"),
)
EDGE_NAMES = ("type", "label", "evidence", "sentences", "rules", "cues")
NUMBERS = frozenset(["year", "authors_count", "released"])
# Characters that XML 1.0 cannot hold.
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Those, and what would pass for one that is written as \u0001.
_NO_XML_ID = re.compile(rf"{_NO_XML.pattern}|\\(?=u[0-9a-f]{{4}})")


def node_attributes(node: Node) -> Attributes:
    """What a node has, as lists, dicts and plain values: `type` is its class, `label` the name that others show.

    Except for aliases, what is empty is left out. `released` is the year in which a device came out.
    """
    attributes: Attributes = {
        "type": node.label.value,
        "name": node.name,
        "label": node.name,
        "aliases": list(node.aliases),
        "year": node_properties(node).get("year"),
        **_own_attributes(node),
        "sources": [asdict(source) for source in node.sources],
        "merges": [{**asdict(merge), "papers": list(merge.papers)} for merge in node.merges],
    }
    return {name: value for name, value in attributes.items() if value not in (None, "", []) or name == "aliases"}


def _own_attributes(node: Node) -> Attributes:
    """What only a paper, a device or a link has, with lists for tuples."""
    own = node.paper or node.device or node.link
    facts = asdict(own) if own else {}
    if isinstance(own, Device):
        facts["released"] = facts.pop("year")
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in facts.items()
        if name not in ("id", "source")
    }


def whole_node(node: Node) -> Attributes:
    """What a node has, with what shows that there is a paper, a device or a link even where it is empty.

    `kg.graph.readers` makes the node again of it.
    """
    own = _own_attributes(node)
    marks: Attributes = {name: own[name] for name in ("title", "abstract", "vendor", "host") if name in own}
    records = {"records": msgspec.to_builtins(node.records)} if node.records else {}
    return {"id": node.id, **node_attributes(node), **marks, **records}


def edge_attributes(edge: Edge, paper: Paper) -> Attributes:
    """An edge's `type`, its `evidence`, and the `cues` that show the relation; each with the sentence around it."""
    return {
        "type": edge.type.value,
        "evidence": [mention_attributes(mention, paper) for mention in edge.evidence],
        "cues": [mention_attributes(cue, paper) for cue in edge.cues],
    }


def claim_attributes(claim: Entity) -> Attributes:
    """What a paper says about an entity, without its mentions and cues."""
    return {name: getattr(claim, name) for name in ("type", "name", "aliases", "relation", "id")}


def mention_attributes(mention: Mention, paper: Paper) -> Attributes:
    """The fields of a mention, and its sentence."""
    return {**asdict(mention), "sentence": sentence(mention, paper)}


def flat_graph(graph: Graph) -> tuple[Iterator[tuple[str, Flat]], Iterator[tuple[str, str, Flat]]]:
    """The ids and attributes of nodes, and the two ends and attributes of edges, of nothing but text and numbers."""
    papers = papers_by_id(graph)
    return (
        ((flat_id(node.id), flat_node(node)) for node in graph.nodes),
        ((flat_id(edge.source), flat_id(edge.target), flat_edge(edge, papers[edge.source])) for edge in graph.edges),
    )


def flat_node(node: Node) -> Flat:
    """A node's attributes in the order of NODE_NAMES; lists are joined by " | "."""
    attributes = node_attributes(node) | {
        "sources": [f"{source.file}:{source.ordinal}" for source in node.sources],
        "merges": [f"{merge.form} ({merge.rule})" for merge in node.merges],
    }
    return _flattened({name: attributes.get(name) for name in NODE_NAMES})


def flat_edge(edge: Edge, paper: Paper) -> Flat:
    """An edge's attributes in the order of EDGE_NAMES; lists are joined by " | "."""
    evidence = edge.evidence
    return _flattened(
        {
            "type": edge.type.value,
            "label": edge.type.value,
            "evidence": [f"{mention.field} {mention.start}-{mention.end}: {mention.text}" for mention in evidence],
            "sentences": list(dict.fromkeys(sentence(mention, paper) for mention in evidence)),
            "rules": sorted({mention.rule for mention in evidence}),
            "cues": [cue.text for cue in edge.cues],
        }
    )


def _flattened(attributes: Attributes) -> Flat:
    """Text and numbers of attributes, without what is empty."""
    flat: Flat = {}
    for name, value in attributes.items():
        if isinstance(value, int):
            flat[name] = value
        elif text := " | ".join(map(str, value)) if isinstance(value, list) else str(value or ""):
            flat[name] = xml_safe(text)
    return flat


def xml_safe(text: str) -> str:
    """Text that XML can hold, and that its readers do not change."""
    return _NO_XML.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def flat_id(key: str) -> str:
    """An id that XML can hold; different ids stay different."""
    return _NO_XML_ID.sub(lambda found: f"\\u{ord(found[0]):04x}", key)
