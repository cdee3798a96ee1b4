"""What Spark keeps together is enough: no rule joins what has no bond, so partitions can be worked on alone."""

import random
from collections.abc import Iterable
from itertools import pairwise

import pytest
from spark_papers import extractions

from kg.engines.spark.meanings import sense_bonds
from kg.graph.identity import bonds_of, group_records, title_bonds
from kg.graph.papers import JoinedPapers
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction
from kg.resolve.bare import unclear_names
from kg.resolve.joins import ListedNames
from kg.resolve.nodes import finish_joins, plan_joins
from kg.resolve.reading import find_open, gather_resolved, read_bare
from kg.resolve.senses import base, gather_senses, read_senses


def components(bonds: dict[str, set[str]]) -> dict[str, str]:
    """The least member of the component of each, as `connected` finds it."""
    parent = {key: key for key in bonds}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    by_bond: dict[str, list[str]] = {}
    for key, its in bonds.items():
        for bond in its:
            by_bond.setdefault(bond, []).append(key)
    for keys in by_bond.values():
        for one, other in pairwise(keys):
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return {key: root(key) for key in bonds}


def papers_with(found: list[Extraction]) -> dict[str, str]:
    papers = {str(place): one.paper for place, one in enumerate(found)}
    first = components({key: bonds_of(paper) for key, paper in papers.items()})
    groups: dict[str, list[str]] = {}
    for key, one in first.items():
        groups.setdefault(one, []).append(key)
    wider = components({one: title_bonds([papers[key] for key in keys]) for one, keys in groups.items()})
    return {key: wider[one] for key, one in first.items()}


def test_records_of_one_paper_are_in_one_component_and_a_component_is_joined_alone() -> None:
    found = extractions()
    of = papers_with(found)
    groups = group_records([one.paper for one in found])
    assert any(len(group) > 1 for group in groups)
    assert all(len({of[str(place)] for place in group}) == 1 for group in groups)
    assert len({*of.values()}) > len(found) / 2
    discussions = [str(place) for place, one in enumerate(found) if one.paper.title == "Discussion"]
    assert len({of[place] for place in discussions}) > 1, "a title that says nothing is no bond"
    alone = [
        joined
        for one in {*of.values()}
        for joined in JoinedPapers([found[int(place)] for place, its in of.items() if its == one]).values()
    ]
    texts = {joined.paper.abstract for joined in alone}
    assert texts == {joined.paper.abstract for joined in JoinedPapers(found).values()}
    assert len(alone) == len(JoinedPapers(found))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_senses_of_one_node_are_in_one_component(seed: int) -> None:
    found = extractions()
    random.Random(seed).shuffle(found)
    del found[: 20 * seed]
    lexicon = load_lexicon()
    names = ListedNames(lexicon)
    papers = JoinedPapers(found)
    all_senses = read_senses(papers.values())
    claims, senses = list(all_senses.claims(papers.values())), all_senses.by_key
    unclear = unclear_names(lexicon)
    of = components({key: sense_bonds(key, sense, names, unclear) for key, sense in senses.items()})
    joins, readings = plan_joins(senses, names)
    read = list(read_bare(readings, find_open(readings, claims), papers, lexicon))
    meant = {(claim.paper, claim.key) for _, claim, _ in read}
    left = gather_senses(claim for claim in claims if (claim.paper, claim.key) not in meant)
    joined = finish_joins(joins, senses, gather_resolved(read), left)
    clusters = [known(cluster.senses, of) for cluster in joined.clusters.values()]
    assert max(map(len, clusters)) > 1
    assert all(len({of[key] for key in keys}) == 1 for keys in clusters)


def known(keys: Iterable[str], of: dict[str, str]) -> set[str]:
    """The senses that some were split from."""
    return {key if key in of else base(key) for key in keys}
