"""How many papers use what: together, by year, and most of all."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from kg.analysis.lookup import (
    TELLING,
    as_label,
    check_counts,
    check_network,
    entities_in,
    name_of,
    needs_extra,
    node_id,
    nodes_of,
    papers_with,
    undirected,
    wanted_label,
    wanted_relations,
    year_of,
)
from kg.analysis.records import Ranked, Together, Year
from kg.model import ENTITY_LABELS, KgError, Label, Relation

if TYPE_CHECKING:
    import networkx as nx


def used_together(
    g: "nx.MultiDiGraph",
    what: str,
    type: str = "",  # noqa: A002
    relations: str | Iterable[str] | None = None,
    top: int | None = 20,
) -> list[Together]:
    """What papers use together, most papers first; with a lift above 1, more often than by chance.

    Args:
        what: A name, for what is used together with it; or a type ("Method"), for the pairs of it.
        type: Only others of this type; by default all but repositories.
        relations: The relations that count; by default those that say that a paper makes or uses an entity.
        top: How many at most; None for all.

    >>> [pair.other for pair in used_together(g, "FlashAttention", "Hardware")]
    ['NVIDIA A100', 'NVIDIA H100']
    >>> used_together(g, "Dataset", top=1)
    [Together(one='COCO', other='ImageNet', papers=5, lift=3.62)]
    """
    check_network(g)
    check_counts(top=top)
    wanted, label = wanted_relations(relations), as_label(what)
    center = "" if label else node_id(g, what, ENTITY_LABELS)
    kinds = {wanted_label(type)} if type else {label} if label else {*ENTITY_LABELS} - {Label.REPOSITORY}
    papers = nodes_of(g, Label.PAPER)
    single, both = Counter[str](), Counter[tuple[str, str]]()
    for paper in papers:
        used = entities_in(g, paper, wanted)
        others = sorted(key for key in used - {center} if g.nodes[key]["type"] in kinds)
        single.update(used)
        both.update(((center, other) for other in others if center in used) if center else combinations(others, 2))
    lift = {(one, other): both[one, other] * len(papers) / (single[one] * single[other]) for one, other in both}
    pairs = (
        Together(name_of(g, one), name_of(g, other), count, lift[one, other], one, other)
        for (one, other), count in both.items()
    )
    return sorted(pairs, key=lambda pair: (-pair.papers, -pair.lift, pair.one_id, pair.other_id))[:top]


def timeline(g: "nx.MultiDiGraph", what: str, relations: str | Iterable[str] | None = None) -> list[Year]:
    """How many papers of each year use something, with the papers of the year and the share; no year is left out.

    Args:
        what: A name, or a type: "Hardware" counts the papers that use any, "Paper" all papers.
        relations: The relations that count; by default those that say that a paper makes or uses an entity.

    >>> [(year.year, year.papers) for year in timeline(g, "LoRA") if year.papers]
    [(2021, 1), (2023, 1)]
    """
    check_network(g)
    kinds, label = wanted_relations(relations), as_label(what)
    papers = nodes_of(g, Label.PAPER)
    if label is None:
        using = papers_with(g, node_id(g, what, ENTITY_LABELS), kinds)
    elif label is Label.PAPER:
        using = {*papers}
    else:
        using = {paper for entity in nodes_of(g, label) for paper in papers_with(g, entity, kinds)}
    total = Counter(year for paper in papers if (year := year_of(g, paper)))
    found = Counter(year for paper in using if (year := year_of(g, paper)))
    years = range(min(total), max(total) + 1) if total else ()
    return [Year(year, found[year], total[year], found[year] / (total[year] or 1)) for year in years]


def ranking(
    g: "nx.MultiDiGraph",
    type: str = "Method",  # noqa: A002
    by: str = "papers",
    top: int | None = 20,
) -> list[Ranked]:
    """The nodes of a type, best first.

    Args:
        type: "Method", "Dataset", "Hardware", "Repository" or "Paper".
        by: "papers", the number of papers that name it (for a paper: what it names); a relation, such as "PROPOSES",
            the number with it; or "pagerank", which also counts what else these papers name (MENTIONS do not count).
        top: How many at most; None for all.

    >>> [ranked.name for ranked in ranking(g, "Hardware", top=2)]
    ['GPU', 'NVIDIA A100']
    >>> ranking(g, "Dataset", by="EVALUATES_ON", top=1)
    [Ranked(name='ImageNet', score=10, type='Dataset')]
    """
    check_counts(top=top)
    scores = _scores(g, by)
    keys = [key for key in nodes_of(g, wanted_label(type)) if scores.get(key)]
    keys.sort(key=lambda key: (-scores[key], name_of(g, key), key))
    return [Ranked(name_of(g, key), scores[key], g.nodes[key]["type"], key) for key in keys[:top]]


def _scores(g: "nx.MultiDiGraph", by: str) -> dict[str, float]:
    import networkx as nx

    if by == "pagerank":
        with needs_extra("plot"):  # for scipy
            scores: dict[str, float] = nx.pagerank(undirected(g, TELLING))
        return scores
    if by != "papers" and by.upper() not in list(Relation):
        raise KgError(f"there is no ranking by {by!r}: give papers, pagerank or one of {', '.join(Relation)}")
    return dict(undirected(g, frozenset(Relation) if by == "papers" else {by.upper()}).degree)
