"""Which entities of different papers are one node, and why.

Every entity has a *sense*: what its paper defines it as, or else its local id. Rules join senses, and every join has a
reason. The joins of a rule are made in a fixed order, so the result depends only on the set of papers. No rule sees
more of a sense than `Sense` keeps, so papers and senses may be spread over machines: see kg/engines/spark.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from kg.knowledge.lexicon import Lexicon
from kg.model import RELATIONS, Entity, Extraction, Label, Node, Relation
from kg.resolve.bare import Acronym, OpenAcronym, ResolvedAcronym, apply_resolved, part_key, plan_readings
from kg.resolve.clusters import Cluster, Reason, all_ids, merges_of, node_of
from kg.resolve.joins import Joins, ListedNames, join_names, join_types
from kg.resolve.reading import find_open, gather_resolved, read_bare
from kg.resolve.senses import OWN, Sense, apart_key, gather_senses, read_senses, sense_key

NAMED = frozenset([Relation.MENTIONS, Relation.LINKS_TO])


class Resolution(msgspec.Struct, frozen=True):
    """The nodes of all entities; the node of each sense, and which claims are read as another sense than they say."""

    nodes: tuple[Node, ...]
    by_sense: dict[str, str]  # key of a sense -> node id
    reassigned: dict[tuple[str, str], str]  # (paper id, local entity id) -> key of the sense
    labels: dict[str, Label]  # node id -> label

    def node_id(self, paper: str, entity: Entity) -> str:
        """The node of an entity of a paper."""
        return self.by_sense[self.reassigned.get((paper, entity.id)) or sense_key(entity)[0]]


def strongest(entities: Iterable[Entity], label: Label) -> Relation:
    """The first relation of a paper's claims about a node of this label, translated for it."""
    return min((relation_as(entity.relation, label) for entity in entities), key=RELATIONS[label].index)


def relation_as(relation: Relation, label: Label) -> Relation:
    """The relation of this label that corresponds to a relation of another label."""
    order = RELATIONS[label]
    if relation in order:
        return relation
    if relation in OWN and order[0] in OWN:
        return order[0]
    if relation in NAMED or label is Label.REPOSITORY:
        return order[-1]
    return {Label.METHOD: Relation.USES, Label.DATASET: Relation.EVALUATES_ON}.get(label, Relation.RUNS_ON)


class Joined(msgspec.Struct, frozen=True):
    """Senses joined to clusters: which senses of a name were split by what papers mean, and the reasons by cluster."""

    clusters: dict[str, Cluster]
    split: set[tuple[Acronym, str]]
    reasons: dict[str, list[Reason]]


def plan_joins(senses: dict[str, Sense], names: ListedNames) -> tuple[Joins, list[OpenAcronym]]:
    """Join what needs no text of papers, and find which acronyms are to be read in the papers."""
    joins = join_names(senses, names)
    return joins, plan_readings(senses, names.lexicon, joins)


def finish_joins(
    joins: Joins, senses: dict[str, Sense], resolved: Iterable[ResolvedAcronym], unread: dict[str, Sense]
) -> Joined:
    """Join what was read, and names of two types; `unread` is what is left of senses that were read."""
    split = apply_resolved(resolved, unread, senses, joins)
    join_types(senses, joins)
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(senses):
        keys[joins.root(key)].append(key)
    reasons: defaultdict[str, list[Reason]] = defaultdict(list)
    for reason in joins.reasons:
        reasons[joins.root(reason[0])].append(reason)
    clusters = {
        root: Cluster(root, {key: senses[key] for key in its}, tuple(sorted(joins.listed.get(root, ()))))
        for root, its in sorted(keys.items())
    }
    return Joined(clusters, split, reasons)


def resolve(papers: Mapping[str, Extraction], lexicon: Lexicon) -> Resolution:
    """The nodes of the entities of all papers, which are by their ids; their order does not matter.

    Every paper is looked at twice; only its senses and its unresolved claims are kept.
    """
    senses = read_senses(papers.values())
    joins, readings = plan_joins(senses.by_key, ListedNames(lexicon))
    left_open = find_open(readings, senses.claims(papers.values()))
    found = list(read_bare(readings, left_open, papers, lexicon))
    meant = {(claim.paper, claim.key): (acronym, meaning) for acronym, claim, meaning in found}
    touched = {key for _, key in meant}
    unread = gather_senses(c for c in left_open.claims if c.key in touched and (c.paper, c.key) not in meant)
    joined = finish_joins(joins, senses.by_key, gather_resolved(found), unread)
    names = all_ids(joined.clusters, lexicon)
    nodes = tuple(
        node_of(names[root], cluster, merges_of(names[root], joined.reasons.get(root, ())), lexicon)
        for root, cluster in joined.clusters.items()
    )
    reassigned = {(paper, key): apart_key(key, paper) for paper, key in senses.apart}
    for claim in left_open.claims:
        read = meant.get((claim.paper, claim.key))
        if read and (read[0], claim.key) in joined.split:
            reassigned[claim.place] = part_key(claim.key, read[1])
    by_sense = {key: names[root] for root, cluster in joined.clusters.items() for key in cluster.senses}
    return Resolution(nodes, by_sense, reassigned, {node.id: node.label for node in nodes})
