"""Graphs for NetworkX."""

import networkx as nx

from kg.graph.properties import papers_by_id
from kg.model import Graph
from kg.sinks.attributes import edge_attributes, flat_graph, node_attributes


def to_networkx(graph: Graph, flat: bool = False) -> "nx.MultiDiGraph[str]":
    """A graph with `type` and `name` on nodes, and `type` and `evidence` on edges.

    Nodes also have `label`, which is the name, as other tools show it, `aliases`, and what is known of `year`,
    `authors`, `vendor` and so on. An edge's key is its type; `evidence` is a list of dicts with field, start, end,
    text, rule and sentence, and so is `cues`, of the words that show the relation.

    With `flat`, there is nothing but text and numbers, so that `nx.write_gml`, `write_graphml` and `write_gexf` can
    write it: lists are joined by " | ", and an edge's key is its number, as these files need keys that differ.

    Raises:
        KgError: an end of an edge is not a node of the graph.
    """
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    if flat:
        nodes, edges = flat_graph(graph)
        out.add_nodes_from(nodes)
        out.add_edges_from((one, other, f"e{number}", facts) for number, (one, other, facts) in enumerate(edges))
    else:
        papers = papers_by_id(graph)
        out.add_nodes_from((node.id, node_attributes(node)) for node in graph.nodes)
        out.add_edges_from(
            (edge.source, edge.target, edge.type.value, edge_attributes(edge, papers[edge.source]))
            for edge in graph.edges
        )
    return out
