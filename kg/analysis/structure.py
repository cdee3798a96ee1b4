"""The structure of a graph: what is linked by common papers, and what belongs together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.analysis.lookup import (
    TELLING,
    check_counts,
    name_of,
    needs_extra,
    nodes_of,
    undirected,
    wanted_label,
    wanted_relations,
)
from kg.analysis.records import Community
from kg.model import Label

if TYPE_CHECKING:
    import networkx as nx

NAMED_BY = 3  # entities


def project(
    g: "nx.MultiDiGraph",
    type: str = "Method",  # noqa: A002
    relations: str | Iterable[str] | None = None,
) -> "nx.Graph":
    """The nodes of a type, linked where papers use both; `weight` is the number of these papers.

    With "Paper", papers are linked by what they use in common.

    Args:
        type: "Method", "Dataset", "Hardware", "Repository" or "Paper".
        relations: The relations that count; by default those that say that a paper makes or uses an entity.

    >>> project(g, "Dataset")["dataset:coco"]["dataset:imagenet"]
    {'weight': 5}
    """
    import networkx as nx

    label = wanted_label(type)
    links = undirected(g, wanted_relations(relations), "" if label is Label.PAPER else label)
    keys = [key for key in nodes_of(g, label) if links.degree(key)]
    found = nx.bipartite.weighted_projected_graph(links, keys) if keys else links
    out = nx.Graph()  # in the order of the graph, not of sets of ids, which differs between runs
    out.add_nodes_from((key, g.nodes[key]) for key in keys)
    place = {key: number for number, key in enumerate(keys)}
    edges = ((*sorted((place[one], place[other])), weight) for one, other, weight in found.edges(data="weight"))
    out.add_weighted_edges_from((keys[one], keys[other], weight) for one, other, weight in sorted(edges))
    return out


def communities(g: "nx.MultiDiGraph", least: int = 5, top: int | None = 20) -> list[Community]:
    """Papers and entities that belong together, by Louvain's method, the largest first; the same in every run.

    A community is named by the three entities that most of its papers name. MENTIONS do not count.

    Args:
        least: How many papers and entities a community has at least.
        top: How many communities at most; None for all.

    >>> flash = next(found for found in communities(g) if "method:flashattention" in found.members)
    >>> {"method:flashattention-2", "hardware:nvidia-h100"} <= {*flash.members}
    True
    """
    import networkx as nx

    check_counts(least=least, top=top)
    with needs_extra("html"):  # for numpy
        from kg.sinks.html.communities import find_communities
    links = undirected(g, TELLING)
    numbered = nx.convert_node_labels_to_integers(links)
    groups: defaultdict[int, set[str]] = defaultdict(set)
    if links:
        for key, group in zip(links, find_communities(numbered, seed=0).tolist(), strict=True):
            groups[group].add(key)
    found = [_community(g, links, members) for members in groups.values() if len(members) >= least]
    return sorted(found, key=lambda community: (-len(community.members), community.members))[:top]


def _community(g: "nx.MultiDiGraph", links: "nx.Graph", members: set[str]) -> Community:
    entities = [key for key in members if g.nodes[key]["type"] != Label.PAPER]
    papers = {key: len(members.intersection(links[key])) for key in entities}
    entities.sort(key=lambda key: (-papers[key], name_of(g, key), key))
    name = ", ".join(name_of(g, key) for key in entities[:NAMED_BY])
    return Community(name, len(members) - len(entities), len(entities), tuple(sorted(members)))
