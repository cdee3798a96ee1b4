"""Nodes and edges as flat properties: what a property graph database keeps of them, whichever way they get there."""

import re
from collections.abc import Mapping

from kg.model import Edge, Graph, KgError, Label, Mention, Node

# A string, a number, or a list of either; None where there is nothing to say: the property is then absent.
Value = str | int | list[str] | list[int] | None
Properties = dict[str, Value]

_COMMON = {"id": "string", "name": "string", "aliases": "string[]"}
_MERGES = {"merged_ids": "string[]", "merged_rules": "string[]"}
# The properties of each label with their types, as neo4j-admin names types.
NODE_TYPES: dict[Label, dict[str, str]] = {
    Label.PAPER: _COMMON
    | {"title": "string", "abstract": "string", "published": "string", "year": "int", "url": "string"}
    | {"authors": "string[]", "categories": "string[]", "authors_count": "int", "submitted_by": "string"}
    | {"sources": "string[]"},
    Label.METHOD: _COMMON | _MERGES,
    Label.DATASET: _COMMON | _MERGES,
    Label.HARDWARE: _COMMON | _MERGES | {"vendor": "string", "kind": "string"},
    Label.REPOSITORY: _COMMON | _MERGES | {"host": "string", "owner": "string", "url": "string"},
}
# Evidence is parallel lists: one place in each per mention, and the same for the cues of the relation.
EDGE_TYPES: dict[str, str] = {
    "name": "string",
    "texts": "string[]",
    "fields": "string[]",
    "starts": "int[]",
    "ends": "int[]",
    "rules": "string[]",
    "sentences": "string[]",
    "cues": "string[]",
    "cue_fields": "string[]",
    "cue_starts": "int[]",
    "cue_ends": "int[]",
    "cue_rules": "string[]",
}
SENTENCE_ENDS = (". ", "? ", "! ", "\n")
# The number that arXiv gives begins with year and month, since April 2007; other sites keep it in their addresses.
_ARXIV = re.compile(
    r"(?:^paper:(?:arxiv\W)?|arxiv\.org/\w+/|huggingface\.co/papers/)(\d\d)(?:0[1-9]|1[0-2])\.\d{4,5}(?!\d)"
)
# Longest piece of text kept around a mention, to either side, where no sentence ends sooner.
REACH = 300


def node_properties(node: Node) -> Properties:
    """Every property that the node's label has; None where it is empty."""
    facts: dict[str, Value] = {
        "year": _year(node),
        "sources": [f"{source.file}:{source.ordinal}" for source in node.sources],
        "merged_ids": [merge.form for merge in node.merges],
        "merged_rules": [merge.rule for merge in node.merges],
    }
    return {name: _value(facts.get(name, getattr(node, name, None))) for name in NODE_TYPES[node.label]}


def _year(node: Node) -> int | None:
    """The year of a paper's date, or else that of its arXiv number."""
    if node.published[:4].isdecimal():
        return int(node.published[:4])
    found = _ARXIV.search(node.id) or _ARXIV.search(node.url)
    return 2000 + int(found[1]) if found else None


def edge_properties(edge: Edge, papers: Mapping[str, Node]) -> Properties:
    """The claim's name and its evidence, each mention with the sentence that it stands in; None where empty."""
    mentions, cues = edge.evidence, edge.cues
    paper = papers[edge.source]
    properties: Properties = {
        "name": edge.claims[0].name,
        "texts": [mention.text for mention in mentions],
        "fields": [mention.field for mention in mentions],
        "starts": [mention.start for mention in mentions],
        "ends": [mention.end for mention in mentions],
        "rules": [mention.rule for mention in mentions],
        "sentences": [sentence(mention, paper) for mention in mentions],
        "cues": [cue.text for cue in cues],
        "cue_fields": [cue.field for cue in cues],
        "cue_starts": [cue.start for cue in cues],
        "cue_ends": [cue.end for cue in cues],
        "cue_rules": [cue.rule for cue in cues],
    }
    return {name: _value(value) for name, value in properties.items()}


def _value(value: object) -> Value:
    """Lists for tuples, None for what is empty."""
    if isinstance(value, tuple):
        value = list(value)
    return value or None  # type: ignore[return-value]


def sentence(mention: Mention, paper: Node) -> str:
    """The sentence around a mention, cut between words where it is longer than `REACH` to either side."""
    text: str = getattr(paper, mention.field)
    low, high = max(0, mention.start - REACH), min(len(text), mention.end + REACH)
    begin = max([text.rfind(mark, low, mention.start) for mark in SENTENCE_ENDS]) + 1
    if begin == 0 and low > 0:
        begin = text.find(" ", low, mention.start) + 1 or low
    stops = [text.find(mark, mention.end, high) for mark in SENTENCE_ENDS]
    stop = min((place + 1 for place in stops if place >= 0), default=high)
    if stop == high < len(text):
        stop = max(text.rfind(" ", mention.end, high), mention.end)
    return text[begin:stop].strip()


def papers_of(graph: Graph) -> dict[str, Node]:
    """The papers by id, once it is certain that every edge finds both of its ends.

    Raises:
        KgError: an edge has an end that is no node of the graph.
    """
    ids = {node.id for node in graph.nodes}
    for edge in graph.edges:
        for end in (edge.source, edge.target):
            if end not in ids:
                raise KgError(f"the graph has an edge {edge.type} of {end}, but no such node: build the graph again")
    return {node.id: node for node in graph.nodes if node.label is Label.PAPER}
