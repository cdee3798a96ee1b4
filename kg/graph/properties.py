"""Nodes and edges as flat properties, as other tools store them."""

import datetime
import re
from collections.abc import Mapping

from kg.model import Edge, Graph, KgError, Label, Mention, Node, Paper, no_graph
from kg.names.papers import paper_year
from kg.names.sentences import sentence_at

# A property is absent, not empty: None stands for it.
Property = str | int | list[str] | list[int] | None
Properties = dict[str, Property]
# What labels add to id, name and aliases: property names, in the order of every format.
FACTS = (
    *("title", "abstract", "published", "updated", "url", "doi", "venue", "code"),
    *("authors", "categories", "authors_count", "submitted_by"),
    *("vendor", "kind", "host", "owner"),
)

_COMMON = {"id": "string", "name": "string", "aliases": "string[]"}
_MERGES = {"merged_ids": "string[]", "merged_rules": "string[]"}
# The properties of each label with their types, as neo4j-admin names types.
NODE_TYPES: dict[Label, dict[str, str]] = {
    Label.PAPER: _COMMON
    | {"title": "string", "abstract": "string", "published": "string", "year": "int", "updated": "string"}
    | {"url": "string", "doi": "string", "venue": "string", "code": "string"}
    | {"authors": "string[]", "categories": "string[]", "authors_count": "int", "submitted_by": "string"}
    | {"sources": "string[]"},
    Label.METHOD: _COMMON | _MERGES,
    Label.DATASET: _COMMON | _MERGES,
    Label.HARDWARE: _COMMON | _MERGES | {"vendor": "string", "kind": "string"},
    Label.REPOSITORY: _COMMON | _MERGES | {"host": "string", "owner": "string", "url": "string"},
}
# Evidence is parallel lists, with one item in each for every mention, and for every cue of the relation.
EDGE_TYPES: dict[str, str] = (
    {"name": "string", "texts": "string[]", "fields": "string[]", "starts": "int[]", "ends": "int[]"}
    | {"rules": "string[]", "sentences": "string[]", "cues": "string[]", "cue_fields": "string[]"}
    | {"cue_starts": "int[]", "cue_ends": "int[]", "cue_rules": "string[]"}
)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(T.*)?")
SENTENCE_REACH = 300  # characters of a sentence that are kept to either side of a mention


def own_facts(node: Node) -> dict[str, str | int | tuple[str, ...]]:
    """What a node's label adds to id, name and aliases, with the year of a paper; what is empty is left out."""
    own = node.paper or node.device or node.link
    facts = {name: value for name in FACTS if (value := getattr(own, name, None)) not in ("", (), None)}
    year = paper_year(node.paper) if node.paper else None
    return facts if year is None else facts | {"year": year}


def node_properties(node: Node) -> Properties:
    """Every property that the node's label has; None where it is empty."""
    facts: dict[str, object] = {
        "id": node.id,
        "name": node.name,
        "aliases": node.aliases,
        **own_facts(node),
        "sources": [f"{source.file}:{source.ordinal}" for source in node.sources],
        "merged_ids": [merge.form for merge in node.merges],
        "merged_rules": [merge.rule for merge in node.merges],
    }
    return {name: _property(facts.get(name)) for name in NODE_TYPES[node.label]}


def published_date(text: str) -> datetime.date | None:
    """The day, if this has one: "2024-05" and "--11-14" have none."""
    found = _DAY.fullmatch(text)
    try:
        return datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:  # February 30
        return None


def edge_properties(edge: Edge, papers: Mapping[str, Paper]) -> Properties:
    """The claim's name and its evidence, each mention with the sentence around it; None where empty."""
    mentions, cues, paper = edge.evidence, edge.cues, papers[edge.source]
    properties: dict[str, object] = {
        "name": edge.claims[0].name,
        **{f"{name}s": [getattr(mention, name) for mention in mentions] for name in Mention.__struct_fields__},
        "sentences": [sentence(mention, paper) for mention in mentions],
        **{f"cue_{name}s": [getattr(cue, name) for cue in cues] for name in Mention.__struct_fields__},
        "cues": [cue.text for cue in cues],
    }
    return {name: _property(properties[name]) for name in EDGE_TYPES}


def _property(value: object) -> Property:
    """A value as databases keep it: a list for a tuple, None for what is empty."""
    if isinstance(value, tuple | list):
        return list(value) or None
    return value if isinstance(value, str | int) and value else None


def sentence(mention: Mention, paper: Paper) -> str:
    """The sentence around a mention."""
    text: str = getattr(paper, mention.field)
    return text[slice(*sentence_span(mention, paper))]


def sentence_span(mention: Mention, paper: Paper) -> tuple[int, int]:
    """Where a mention's sentence is, cut between words where it is longer than `SENTENCE_REACH` to either side."""
    text: str = getattr(paper, mention.field)
    begin, stop = sentence_at(text, mention.start, mention.end)
    if begin < mention.start - SENTENCE_REACH:
        begin = mention.start - SENTENCE_REACH
        begin = text.find(" ", begin, mention.start) + 1 or begin
    if stop > mention.end + SENTENCE_REACH:
        stop = max(text.rfind(" ", mention.end, mention.end + SENTENCE_REACH), mention.end)
    return begin, stop


def papers_by_id(graph: Graph) -> dict[str, Paper]:
    """The papers by the ids of their nodes. Raises KgError if this is no graph, or has an edge without both ends."""
    if not isinstance(graph, Graph):
        raise no_graph(graph)
    ids = {node.id for node in graph.nodes}
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in ids:
                raise KgError(f"the graph has an edge {edge.type} of {end}, which is not a node: build the graph again")
    return {node.id: node.paper for node in graph.nodes if node.paper}
