"""Which entities of different papers are one node, and why.

Every entity has a *sense*: what its paper defines it as, or else its local id. Rules join senses, and every join has a
reason. The joins of a rule are made in a fixed order, so the result depends only on the set of papers. No rule sees
more of a sense than `Sense` keeps, so papers and senses may be spread over machines: see kg/engines/spark.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from kg.knowledge.lexicon import Lexicon
from kg.model import RELATIONS, Entity, Extraction, Label, Node, Relation
from kg.resolve.bare import Acronym, OpenAcronym, Reads, assign_reads, part_key, plan_readings
from kg.resolve.clusters import Cluster, Reason, all_ids, merges_of, node_of
from kg.resolve.joins import Joins, ListedNames, join_names, join_types
from kg.resolve.reading import gather_reads, read_bare
from kg.resolve.senses import OWN, Sense, claims_of, gather_senses, owners_apart

NAMED = frozenset([Relation.MENTIONS, Relation.LINKS_TO])


class Resolution(msgspec.Struct, frozen=True):
    """The nodes of all entities, and the node of each entity of each paper."""

    nodes: tuple[Node, ...]
    ids: dict[tuple[str, str], str]  # (paper id, local entity id) -> node id
    labels: dict[str, Label]  # node id -> label

    def node_id(self, paper: str, entity: Entity) -> str:
        """The node of an entity of a paper."""
        return self.ids[paper, entity.id]


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


def finish_joins(joins: Joins, senses: dict[str, Sense], reads: Iterable[Reads], unread: dict[str, Sense]) -> Joined:
    """Join what was read, and names of two types; `unread` is what is left of senses that were read."""
    split = assign_reads(reads, unread, senses, joins)
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


def resolve(extractions: Sequence[Extraction], lexicon: Lexicon) -> Resolution:
    """The nodes of the entities of all papers; the order of the papers does not matter."""
    claims = owners_apart([claim for one in extractions for claim in claims_of(one.paper, one.entities)])
    senses = gather_senses(claims)
    joins, readings = plan_joins(senses, ListedNames(lexicon))
    papers = {extraction.paper.id: extraction.paper for extraction in extractions}
    found = list(read_bare(readings, claims, papers, lexicon))
    meant = {(claim.paper, claim.key): (acronym, meaning) for acronym, claim, meaning in found}
    touched = {key for _, key in meant}
    unread = gather_senses(c for c in claims if c.key in touched and (c.paper, c.key) not in meant)
    joined = finish_joins(joins, senses, gather_reads(found), unread)
    names = all_ids(joined.clusters, lexicon)
    nodes = [
        node_of(names[root], cluster, merges_of(names[root], joined.reasons.get(root, ())), lexicon)
        for root, cluster in joined.clusters.items()
    ]
    node_of_sense = {key: names[root] for root, cluster in joined.clusters.items() for key in cluster.senses}
    ids: dict[tuple[str, str], str] = {}
    for claim in claims:
        key = claim.key
        if (read := meant.get((claim.paper, key))) and (read[0], key) in joined.split:
            key = part_key(key, read[1])
        ids[claim.paper, claim.entity.id] = node_of_sense[key]
    return Resolution(tuple(nodes), ids, {node.id: node.label for node in nodes})
