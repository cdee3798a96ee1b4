"""A graph as three tables, for pandas, polars and whatever else takes columns."""

from collections.abc import Mapping
from typing import NamedTuple

from kg.graph.properties import NODE_TYPES, node_properties, papers_by_id, sentence
from kg.model import Graph, Mention, Node, Paper

ColumnLists = dict[str, list[object]]


class Tables(NamedTuple):
    """Three tables, each a dict of columns."""

    nodes: ColumnLists
    edges: ColumnLists
    evidence: ColumnLists

    def __repr__(self) -> str:
        counts = (f"{name} {len(columns['type']):,} × {len(columns)}" for name, columns in self._asdict().items())
        return f"<Tables: {', '.join(counts)}>"


def tables(graph: Graph) -> Tables:
    """The nodes, edges and evidence of a graph as columns, such as `pandas.DataFrame(kg.tables(graph).edges)`.

    `nodes` has every property of every type; where a node does not have one, it is None, or an empty list. `edges` has
    the names of both ends, the type of the entity and the year of the paper. `evidence` has a row for each mention of
    an entity, and for each cue that shows a relation, with the sentence around it.

    Years are whole numbers or None. pandas makes floats of such a column; `.convert_dtypes()` undoes that.

    Raises:
        KgError: this is no Graph, or an end of an edge is not a node.
    """
    papers = papers_by_id(graph)
    nodes = {node.id: node for node in graph.nodes}
    return Tables(_node_columns(graph), _edge_columns(graph, nodes), _evidence_columns(graph, papers))


def _node_columns(graph: Graph) -> ColumnLists:
    kinds = {name: kind for types in NODE_TYPES.values() for name, kind in types.items()}
    columns: ColumnLists = {name: [] for name in ("id", "type", *kinds)}
    for node in graph.nodes:
        facts = {**node_properties(node), "type": node.label.value}
        for name, column in columns.items():
            column.append(facts.get(name) or ([] if kinds.get(name, "").endswith("[]") else None))
    return columns


def _edge_columns(graph: Graph, nodes: Mapping[str, Node]) -> ColumnLists:
    edges = graph.edges
    return {
        "source": [edge.source for edge in edges],
        "target": [edge.target for edge in edges],
        "type": [edge.type.value for edge in edges],
        "paper": [nodes[edge.source].name for edge in edges],
        "entity": [nodes[edge.target].name for edge in edges],
        "entity_type": [nodes[edge.target].label.value for edge in edges],
        "year": [node_properties(nodes[edge.source])["year"] for edge in edges],
        "mentions": [len(edge.evidence) for edge in edges],
    }


def _evidence_columns(graph: Graph, papers: Mapping[str, Paper]) -> ColumnLists:
    rows = [
        (edge, role, mention)
        for edge in graph.edges
        for role, mentions in (("mention", edge.evidence), ("cue", edge.cues))
        for mention in mentions
    ]
    return {
        "source": [edge.source for edge, _, _ in rows],
        "target": [edge.target for edge, _, _ in rows],
        "type": [edge.type.value for edge, _, _ in rows],
        "role": [role for _, role, _ in rows],
        **{name: [getattr(mention, name) for _, _, mention in rows] for name in Mention.__struct_fields__},
        "sentence": [sentence(mention, papers[edge.source]) for edge, _, mention in rows],
    }
