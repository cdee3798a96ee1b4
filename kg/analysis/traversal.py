"""From a name to papers, neighbours, paths and surroundings."""

from collections.abc import Iterable
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from kg.analysis.lookup import (
    TELLING,
    check_counts,
    check_network,
    entities_in,
    links_between,
    name_of,
    newest_first,
    node_id,
    papers_with,
    strongest_first,
    undirected,
    wanted_relations,
    wanted_years,
    year_of,
)
from kg.analysis.records import Link, Similar
from kg.model import ENTITY_LABELS, Label, Relation
from kg.names.finding import find_best, find_words

if TYPE_CHECKING:
    import networkx as nx

RARE = 1e-3  # of a hop: what it costs more for each step up in the logarithm of the papers that name the entity


def papers_using(
    g: "nx.MultiDiGraph",
    name: str,
    relations: str | Iterable[str] | None = None,
    years: int | Iterable[int] | None = None,
    hardware: str = "",
) -> list[Link]:
    """The papers that use an entity, the newest first.

    Args:
        name: Name, alias or id of a method, dataset, device or repository.
        relations: One relation or several, such as "COMPARES_WITH"; by default those that say that a paper makes or
            uses the entity, which leaves out COMPARES_WITH, TARGETS and MENTIONS.
        years: A year or several, such as range(2020, 2024).
        hardware: Only papers that report a run on hardware with this name, or with these words in its name ("A100"
            finds the NVIDIA DGX A100 too, but "A10" does not).

    Raises:
        KgError: a name means nothing, or more than one thing; a relation is none, or a year no whole number.

    >>> [(link.paper, link.year) for link in papers_using(g, "low rank adaptation", years=range(2022, 2025))]
    [('QLoRA: Efficient Finetuning of Quantized LLMs', 2023)]
    >>> papers_using(g, "ImageNet", hardware="TPU")
    [Link(paper='An Image is Worth 16x16 Words: Transfor…', relation='EVALUATES_ON', entity='ImageNet', ...)]
    """
    entity = node_id(g, name, ENTITY_LABELS)
    kinds, wanted, devices = wanted_relations(relations), wanted_years(years), _devices(g, hardware)
    papers = papers_with(g, entity, kinds)
    if wanted is not None:
        papers = {paper for paper in papers if (year := year_of(g, paper)) is not None and year in wanted}
    if hardware:
        papers = {paper for paper in papers if entities_in(g, paper, (Relation.RUNS_ON,)) & devices}
    return sorted((link for paper in papers for link in links_between(g, paper, entity, kinds)), key=newest_first)


def _devices(g: "nx.MultiDiGraph", name: str) -> set[str]:
    """Hardware that a name fits best, or that has its words."""
    found = [*find_best(g, name, [Label.HARDWARE]), *find_words(g, name)] if name else []
    return {node.id for node in found if node.label is Label.HARDWARE}


def neighbours(g: "nx.MultiDiGraph", name: str, relation: str | Iterable[str] | None = None) -> list[Link]:
    """What a paper says about entities, or what papers say about an entity: by relation, then the newest first.

    Args:
        name: Name, alias or id of a paper or an entity.
        relation: One relation or several; all by default.

    >>> [link.entity for link in neighbours(g, "QLoRA: Efficient Finetuning", ["RUNS_ON", "HAS_CODE"])]
    ['GPU', 'https://github.com/artidoro/qlora']
    >>> [link.paper for link in neighbours(g, "LoRA", "PROPOSES")]
    ['LoRA: Low-Rank Adaptation of Large Language Models']
    """
    key = node_id(g, name)
    kinds = wanted_relations(relation, Relation)
    ends = [(key, entity) for entity in g.successors(key)] + [(paper, key) for paper in g.predecessors(key)]
    links = (link for paper, entity in ends for link in links_between(g, paper, entity, kinds))
    return sorted(links, key=strongest_first)


def path(g: "nx.MultiDiGraph", one: str, other: str) -> list[Link]:
    """The shortest way from one name to another, over papers and what they share; empty if there is none.

    Each hop has a sentence that shows it. MENTIONS do not count. Of ways of one length, one over rare things is taken.

    >>> for hop in path(g, "QLoRA", "low rank adaptation"):
    ...     print(hop.relation, hop.entity, hop.sentence[:30])
    PROPOSES QLoRA We present QLoRA, a way to fin
    USES LoRA Gradients pass through a froze
    """
    import networkx as nx

    start, end = node_id(g, one), node_id(g, other)
    links = undirected(g, TELLING)

    def cost(source: str, target: str, _: object) -> float:
        return 1 + RARE * log(links.degree(target if g.has_edge(source, target) else source))

    try:
        _, nodes = nx.bidirectional_dijkstra(links, start, end, cost)
    except nx.NetworkXNoPath:
        return []
    ends = [hop if g.has_edge(*hop) else hop[::-1] for hop in pairwise(nodes)]
    return [next(links_between(g, paper, entity, TELLING)) for paper, entity in ends]


def around(g: "nx.MultiDiGraph", name: str, hops: int = 1) -> "nx.MultiDiGraph":
    """The part of a graph within some hops of what a name means, as a graph of its own.

    >>> around(g, "LoRA").nodes(data="type")["method:lora"]
    'Method'
    """
    import networkx as nx

    check_counts(hops=hops)
    near = nx.single_source_shortest_path_length(undirected(g, frozenset(Relation)), node_id(g, name), hops)
    return g.subgraph(near).copy()


def similar_papers(g: "nx.MultiDiGraph", paper: str, top: int | None = 10) -> list[Similar]:
    """The papers that share entities with a paper, most similar first: what few papers name counts more.

    The score is the Adamic-Adar index: the sum of 1 / log(papers that name it) over what both name; MENTIONS do not
    count.

    Args:
        paper: Title, words of it, or id of the paper.
        top: How many at most; None for all.

    >>> [similar.paper for similar in similar_papers(g, "FlashAttention-2", top=1)]
    ['FlashAttention-3: Fast and Accurate Attention with Asynchrony and Low-precision']
    """
    import networkx as nx

    check_network(g)
    check_counts(top=top)
    key = node_id(g, paper, [Label.PAPER])
    shared: dict[str, list[str]] = {}
    near = nx.Graph()
    for entity in sorted(entities_in(g, key, TELLING)):
        for other in papers_with(g, entity, TELLING):
            near.add_edge(other, entity)
            shared.setdefault(other, []).append(name_of(g, entity))
    shared.pop(key, None)
    scores = nx.adamic_adar_index(near, [(key, other) for other in sorted(shared)])
    found = [
        Similar(name_of(g, other), year_of(g, other), score, (*shared[other],), other) for _, other, score in scores
    ]
    return sorted(found, key=lambda similar: (-similar.score, similar.paper, similar.paper_id))[:top]
