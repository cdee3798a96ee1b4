"""Names of many papers to things: which entities of different papers are one node, and why."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from kg.lexicon import Lexicon
from kg.model import Entity, Extraction, Label, Merge, Node, fold


class Resolution(msgspec.Struct, frozen=True):
    """The nodes of all entities, and the node of each."""

    nodes: tuple[Node, ...]
    ids: dict[str, str]  # local entity id -> node id
    own: dict[tuple[str, str], str]  # (paper id, local entity id) -> node id, where it differs from `ids`

    def node_id(self, paper: str, entity: Entity) -> str:
        """The node that an entity of a paper is."""
        return self.own.get((paper, entity.id)) or self.ids[entity.id]


def resolve(extractions: Sequence[Extraction], lexicon: Lexicon) -> Resolution:
    """Entities with the same folded name are one node, named by the form most papers use."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    urls: dict[str, str] = {}
    by_fold: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
    for extraction in extractions:
        for entity in extraction.entities:
            by_fold[entity.type, fold(entity.name) if entity.type is not Label.REPOSITORY else entity.id].add(entity.id)
            names[entity.id][entity.name] += 1
            forms[entity.id].update((entity.name, *entity.aliases))
            if entity.type is Label.REPOSITORY:
                urls[entity.id] = entity.name
    ids: dict[str, str] = {}
    nodes = []
    for (label, _), group in sorted(by_fold.items()):
        total = {key: sum(names[key].values()) for key in group}
        first = max(sorted(group), key=lambda key: (key in lexicon.entries, total[key]))
        for key in group:
            ids[key] = first
        nodes.append(_node(first, label, sorted(group), names, forms, lexicon))
    return Resolution(tuple(nodes), ids, {})


def _node(
    key: str,
    label: Label,
    group: list[str],
    names: dict[str, Counter[str]],
    forms: dict[str, Counter[str]],
    lexicon: Lexicon,
) -> Node:
    entry = lexicon.entries.get(key)
    counted = sum((forms[member] for member in group), Counter[str]())
    name = entry[1].name if entry else min(names[key], key=lambda form: (-names[key][form], form))
    aliases = tuple(sorted(form for form in counted if form != name))
    merges = tuple(Merge(member, "variant") for member in group if member != key)
    node = Node(id=key, label=label, name=name, aliases=aliases, merges=merges)
    if label is Label.HARDWARE and entry:
        return msgspec.structs.replace(node, vendor=entry[1].vendor, kind=entry[1].kind)
    if label is Label.REPOSITORY:
        host, _, path = name.removeprefix("https://").partition("/")
        return msgspec.structs.replace(node, host=host, owner=path.partition("/")[0], url=name)
    return node
