"""Which entities of different papers are one node, and why.

Every entity has a *sense*: what its paper defines it as, or else its local id. Rules join senses, and every join has a
reason. The joins of a rule are made in a fixed order, so the result depends only on the set of papers.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain, combinations, count

import msgspec

from kg.knowledge.lexicon import Lexicon
from kg.model import RELATIONS, Device, Entity, Extraction, Label, Merge, Node, Relation, RepositoryLink
from kg.names.fold import fold, name_key
from kg.names.heads import core_key
from kg.names.ids import entity_id, slug
from kg.resolve.bare import join_bare
from kg.resolve.senses import MOST_PAPERS, OWN, Joins, Sense, base, sense_key, split_owners

NAMED = frozenset([Relation.MENTIONS, Relation.LINKS_TO])
# How many papers must agree on the type of a name before another paper's reading is overruled.
VOTERS, VOTERS_LISTED = 4, 2
VOTE = 4  # papers for each one overruled
SHORT = 4  # letters up to which an acronym may well have two meanings


class Resolution(msgspec.Struct, frozen=True):
    """The nodes of all entities, and the node of each entity of each paper."""

    nodes: tuple[Node, ...]
    ids: dict[tuple[str, str], str]  # (paper id, local entity id) -> node id
    labels: dict[str, Label]  # node id -> label

    def node_id(self, paper: str, entity: Entity) -> str:
        """The node of an entity of a paper."""
        return self.ids[paper, entity.id]

    def relation(self, node: str, entities: Sequence[Entity]) -> Relation:
        """The first relation of a paper's claims about a node, translated for the node's label."""
        order = RELATIONS[self.labels[node]]
        return min((relation_as(entity.relation, self.labels[node]) for entity in entities), key=order.index)


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


def resolve(extractions: Sequence[Extraction], lexicon: Lexicon) -> Resolution:
    """The nodes of the entities of all papers; the order of the papers does not matter."""
    senses: dict[str, Sense] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            key, long, shorts = sense_key(entity)
            senses.setdefault(key, Sense(entity.type)).add(extraction.paper.id, entity, long, shorts)
    split_owners(senses, {extraction.paper.id: extraction.paper.title for extraction in extractions})
    for sense in senses.values():
        sense.claims.sort(key=lambda claim: (claim[0], claim[1].id))
    joins = Joins(lexicon)
    _apply_decisions(senses, lexicon, joins)
    _join_listed(senses, lexicon, joins)
    _join_variants(senses, joins)
    join_bare(senses, {extraction.paper.id: extraction.paper for extraction in extractions}, lexicon, joins)
    _join_types(senses, joins)
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(senses):
        clusters[joins.root(key)].append(key)
    names = _node_ids(clusters, senses, joins, lexicon)
    reasons: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for a, b, rule, papers in joins.reasons:
        root = joins.root(a)
        reasons[root, a if names.get(root) == b else base(b), rule].update(papers)
    merges: defaultdict[str, list[Merge]] = defaultdict(list)
    for (root, form, rule), witnesses in sorted(reasons.items()):
        merges[root].append(Merge(form, rule, tuple(sorted(witnesses)[:MOST_PAPERS])))
    nodes = [_node(names[root], keys, senses, merges[root], lexicon) for root, keys in sorted(clusters.items())]
    ids = {
        (paper, entity.id): names[joins.root(key)] for key, sense in senses.items() for paper, entity in sense.claims
    }
    return Resolution(tuple(nodes), ids, {node.id: node.label for node in nodes})


def _apply_decisions(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> None:
    """A user's decisions come first: what is the same is joined, and no rule joins what is different."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    if lexicon.same or lexicon.different:
        for key, sense in senses.items():
            named[fold(sense.long or sense.name)].add(key)
        for key, (_, entry) in lexicon.entries.items():
            for form in (entry.name, *entry.aliases):
                if lexicon.forms.get(form) == (key,):
                    named[fold(form)].add(key)

    def meant(name: str) -> list[str]:
        known = name in senses or name in lexicon.entries
        return [name] if known else sorted(named.get(fold(name), {name}))

    for a, b in sorted(lexicon.same):
        first, *others = [*meant(a), *meant(b)]
        for other in others:
            joins.join(first, other, "user", by_user=True)
    for a, b in sorted(lexicon.different):
        for one in meant(a):
            for other in meant(b):
                joins.forbid(one, other)


def _join_listed(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> None:
    """A sense whose long form or only name the lexicon lists is the listed entity."""
    listed: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
    for form, ids in lexicon.forms.items():
        for key in ids:
            label = lexicon.entries[key][0]
            listed[label, core_key(label, form)].add(key)
    for key in sorted(senses):
        sense = senses[key]
        if key in lexicon.entries:
            continue
        forms = [sense.long] if sense.long else sorted(sense.names)
        found = {entry for form in forms for entry in listed.get((sense.label, core_key(sense.label, form)), ())}
        if len(found) == 1:
            joins.join(next(iter(found)), key, "listed", sense.papers)


def _join_variants(senses: dict[str, Sense], joins: Joins) -> None:
    """Names that differ in case, hyphens, number, or a noun that says what they are."""
    groups: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    for key in sorted(senses):
        sense = senses[key]
        if sense.label is not Label.REPOSITORY:
            groups[sense.label, core_key(sense.label, sense.long or sense.name)].append(key)
    for _, keys in sorted(groups.items()):
        for key in keys[1:]:
            joins.join(keys[0], key, "variant", senses[key].papers)


def _join_types(senses: dict[str, Sense], joins: Joins) -> None:
    """A name of two types is one entity of the type that by far the most papers give it."""
    found: defaultdict[str, dict[Label, set[str]]] = defaultdict(dict)
    for key in sorted(senses):
        sense = senses[key]
        # A short acronym may well have two meanings.
        if sense.label is not Label.REPOSITORY and not sense.long and not _short_acronym(sense.name):
            found[name_key(sense.name)].setdefault(sense.label, set()).add(joins.root(key))
    weight: Counter[str] = Counter()
    claimed: set[str] = set()
    for key, sense in senses.items():
        weight[joins.root(key)] += len(sense.papers)
        if sense.long or any(entity.relation in OWN for _, entity in sense.claims):
            claimed.add(joins.root(key))
    for _, by_label in sorted(found.items()):
        if max(map(len, by_label.values())) > 1:
            continue  # the name has two meanings within one type
        roots = sorted((root for roots in by_label.values() for root in roots), key=lambda r: (-weight[r], r))
        for major, minor in combinations(roots, 2):
            least = VOTERS_LISTED if joins.listed.get(major) else VOTERS
            if joins.listed.get(minor) or minor in claimed or weight[major] < max(least, VOTE * weight[minor]):
                continue
            joins.join(major, minor, "type vote", senses[minor].papers if minor in senses else ())


def _short_acronym(name: str) -> bool:
    return len(name) <= SHORT and name.isupper() and name.isalpha()


def _label(keys: list[str], senses: dict[str, Sense]) -> Label:
    """The label that most papers of a cluster give it."""
    papers: Counter[Label] = Counter()
    for key in keys:
        papers[senses[key].label] += len(senses[key].papers)
    return min(papers, key=lambda label: (-papers[label], list(RELATIONS).index(label)))


def _node_ids(
    clusters: dict[str, list[str]], senses: dict[str, Sense], joins: Joins, lexicon: Lexicon
) -> dict[str, str]:
    """The node id of each cluster: the listed one, else one made of the name most papers use, if it is free."""
    wanted: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    out: dict[str, str] = {}
    for root, keys in sorted(clusters.items()):
        papers = {key: len(senses[key].papers) for key in keys}
        listed = sorted(joins.listed.get(root, ()), key=lambda key: (-papers.get(key, 0), key))
        label = _label(keys, senses)
        if listed:
            out[root] = listed[0]
        elif label is Label.REPOSITORY:
            out[root] = root
        else:
            wanted[entity_id(label, _best_name(keys, senses))].append((-sum(papers.values()), root))
    taken = set(out.values())
    # The first choice of one cluster is not the second choice of another, and listed ids belong to the lexicon.
    reserved = {*wanted, *lexicon.entries}
    for node, roots in sorted(wanted.items()):
        numbered = (f"{node}-sense-{number}" for number in count(2))
        for i, (_, root) in enumerate(sorted(roots)):
            keys = clusters[root]
            longs = sorted(_long_id(node, senses[key]) for key in keys if senses[key].long)
            choices = [node] if i == 0 and node not in lexicon.entries else []
            choices += [choice for choice in (*longs, *map(base, keys)) if choice not in reserved]
            choices.append(f"{node}-unclear")
            out[root] = next(choice for choice in chain(choices, numbered) if choice not in taken)
            taken.add(out[root])
    return out


def _long_id(node: str, sense: Sense) -> str:
    """An id that tells a sense from others with the same name."""
    return f"{node}-{slug(sense.by_title)}" if sense.by_title else entity_id(sense.label, sense.long)


def _best_name(keys: list[str], senses: dict[str, Sense]) -> str:
    counts = Counter[str]()
    for key in keys:
        counts.update(senses[key].names)
    return min(counts, key=lambda name: (-counts[name], name))


def _node(node: str, keys: list[str], senses: dict[str, Sense], merges: list[Merge], lexicon: Lexicon) -> Node:
    label, name = _label(keys, senses), _best_name(keys, senses)
    entry = lexicon.entries.get(node)
    if entry:
        label, name = entry[0], entry[1].name
    elif label is not Label.REPOSITORY and entity_id(label, name) != node:
        name = next((senses[key].long for key in keys if entity_id(label, senses[key].long) == node), name)
    forms = {form for key in keys for form in senses[key].forms}
    device = (
        Device(entry[1].vendor, str(entry[1].kind or ""), entry[1].year) if entry and label is Label.HARDWARE else None
    )
    link = None
    if label is Label.REPOSITORY:
        host, _, path = name.removeprefix("https://").partition("/")
        link = RepositoryLink(name, host, path.partition("/")[0])
    return Node(node, label, name, tuple(sorted(forms - {name})), tuple(sorted(merges)), device=device, link=link)
