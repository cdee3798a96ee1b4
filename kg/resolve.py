"""Names of many papers to things: which entities of different papers are one node, and why.

Every entity is read as a *sense*: what its paper defines it as, or else its local id. Senses are joined by rules,
each join with its reason; joins of one rule are made in a fixed order, so the result depends on the set alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from kg.lexicon import Lexicon, entity_id
from kg.model import Entity, Extraction, Label, Merge, Node, fold

# A sense that this share of the defining papers give an acronym is also what papers without a definition mean by it.
DOMINANT = 0.75
MOST_PAPERS = 5  # papers kept as witnesses of one join
HEADS = {
    Label.METHOD: ("method", "methods", "algorithm", "algorithms", "approach", "technique", "techniques", "framework"),
    Label.DATASET: ("dataset", "datasets", "benchmark", "benchmarks", "corpus", "corpora", "data"),
    Label.HARDWARE: ("gpu", "gpus", "device", "devices", "board", "chip", "processor", "processors", "platform"),
}


class Resolution(msgspec.Struct, frozen=True):
    """The nodes of all entities, and the node of each entity of each paper."""

    nodes: tuple[Node, ...]
    ids: dict[tuple[str, str], str]  # (paper id, local entity id) -> node id

    def node_id(self, paper: str, entity: Entity) -> str:
        """The node that an entity of a paper is."""
        return self.ids[paper, entity.id]


class Sense:
    """What some papers mean by a name: the entities that are read so, and an acronym with its definition."""

    def __init__(self, label: Label) -> None:
        self.label = label
        self.names: Counter[str] = Counter()
        self.forms: set[str] = set()
        self.papers: set[str] = set()
        self.acronyms: set[str] = set()  # folded, that the papers define
        self.long = ""


class Joins:
    """Union-find over sense ids that remembers the reason of every join and obeys what the user forbids."""

    def __init__(self, forbidden: frozenset[tuple[str, str]]) -> None:
        self.parent: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.reasons: list[tuple[str, str, str, tuple[str, ...]]] = []
        self.forbidden = forbidden

    def root(self, key: str) -> str:
        """The representative of a sense's cluster."""
        while self.parent.setdefault(key, key) != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, a: str, b: str, rule: str, papers: Iterable[str] = ()) -> None:
        """Make two senses one, unless a user's decision keeps any of theirs apart."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return
        left, right = self.members.get(first, {first}), self.members.get(second, {second})
        if any((min(x, y), max(x, y)) in self.forbidden for x in left for y in right):
            return
        self.parent[second] = first
        self.members[first] = left | right
        self.reasons.append((a, b, rule, tuple(sorted(papers)[:MOST_PAPERS])))


def resolve(extractions: Sequence[Extraction], lexicon: Lexicon) -> Resolution:
    """Entities of all papers to nodes: the same for any order of the papers."""
    senses: dict[str, Sense] = {}
    read_as: dict[tuple[str, str], str] = {}
    for extraction in extractions:
        for entity in extraction.entities:
            key = _add_sense(senses, extraction.paper.id, entity)
            read_as[extraction.paper.id, entity.id] = key
    joins = Joins(lexicon.different)
    _join_listed(senses, lexicon, joins)
    _join_variants(senses, joins)
    _join_acronyms(senses, lexicon, joins)
    for a, b in sorted(lexicon.same):
        joins.join(a, b, "user")
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(senses):
        clusters[joins.root(key)].append(key)
    names = _names(clusters, senses, lexicon)
    reasons: defaultdict[str, list[Merge]] = defaultdict(list)
    for a, b, rule, papers in joins.reasons:
        root = joins.root(a)
        reasons[root].append(Merge(a if names.get(root) == b else b, rule, papers))
    nodes = [_node(names[root], keys, senses, reasons[root], lexicon) for root, keys in sorted(clusters.items())]
    return Resolution(tuple(nodes), {place: names[joins.root(key)] for place, key in read_as.items()})


def _add_sense(senses: dict[str, Sense], paper: str, entity: Entity) -> str:
    """The sense that an entity is read as: its long form where the paper defines one."""
    longs = sorted({m.text for m in entity.mentions if m.rule == "acronym.long"}, key=lambda text: (-len(text), text))
    shorts = {m.text for m in entity.mentions if m.rule == "acronym.short"}
    forms = {entity.name, *entity.aliases}
    long = longs[0] if longs and shorts else ""
    key = entity_id(entity.type, long) if long else entity.id
    sense = senses.setdefault(key, Sense(entity.type))
    sense.names[entity.name] += 1
    sense.forms |= forms
    sense.papers.add(paper)
    if long:
        sense.long = min(filter(None, (sense.long, long)))
        sense.acronyms |= {fold(short) for short in shorts}
    return key


def _core(label: Label, form: str) -> str:
    """A name's folded form without a noun behind it that only says what it is."""
    words = form.split()
    if len(words) > 1 and words[-1].lower() in HEADS.get(label, ()):
        words.pop()
    return fold(" ".join(words))


def _join_listed(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> None:
    """A sense whose long form or only name the lexicon lists is the listed thing."""
    listed: defaultdict[tuple[Label, str], set[str]] = defaultdict(set)
    for form, ids in lexicon.forms.items():
        for key in ids:
            label = lexicon.entries[key][0]
            listed[label, _core(label, form)].add(key)
    for key in sorted(senses):
        sense = senses[key]
        if key in lexicon.entries:
            continue
        forms = [sense.long] if sense.long else sorted(sense.names)
        found = {entry for form in forms for entry in listed.get((sense.label, _core(sense.label, form)), ())}
        if len(found) == 1:
            joins.join(next(iter(found)), key, "listed", sense.papers)


def _join_variants(senses: dict[str, Sense], joins: Joins) -> None:
    """Names that differ in case, hyphens, number, or a noun that says what they are."""
    groups: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    for key in sorted(senses):
        sense = senses[key]
        if sense.label is not Label.REPOSITORY:
            form = sense.long or min(sense.names, key=lambda name: (-sense.names[name], name))
            groups[sense.label, _core(sense.label, form)].append(key)
    for _, keys in sorted(groups.items()):
        for key in keys[1:]:
            joins.join(keys[0], key, "variant", senses[key].papers)


def _join_acronyms(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> None:
    """Definitions of one acronym in like words are one; a bare acronym is what most papers define it as."""
    defined: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    bare: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    for key in sorted(senses):
        sense = senses[key]
        for acronym in sorted(sense.acronyms):
            defined[sense.label, acronym].append(key)
        if not sense.long:
            for name in sorted({fold(name) for name in sense.names}):
                bare[sense.label, name].append(key)
    for (label, acronym), keys in sorted(defined.items()):
        keys.sort(key=lambda key: (-len(senses[key].papers), key))
        for i, key in enumerate(keys):
            for other in keys[:i]:
                if alike(senses[key].long, senses[other].long):
                    joins.join(other, key, f"acronym {acronym}, like words", senses[key].papers)
                    break
        counts: Counter[str] = Counter()
        for key in keys:
            counts[joins.root(key)] += len(senses[key].papers)
        top, most = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if most < DOMINANT * counts.total():
            continue
        for key in bare.get((label, acronym), ()):
            if key not in lexicon.entries or _may_be(key, top, senses, lexicon, joins, most):
                joins.join(
                    top, key, f"acronym {acronym}", [p for k in keys if joins.root(k) == top for p in senses[k].papers]
                )


def _may_be(key: str, top: str, senses: dict[str, Sense], lexicon: Lexicon, joins: Joins, papers: int) -> bool:
    """Whether a listed acronym is the thing that papers define: its listed long forms must not speak against it."""
    longs = [
        form for form in (lexicon.entries[key][1].name, *lexicon.entries[key][1].aliases) if " " in form or "-" in form
    ]
    if not longs:
        return papers > 1
    return any(
        alike(long, sense.long) for long in longs for k, sense in senses.items() if sense.long and joins.root(k) == top
    )


def alike(a: str, b: str) -> bool:
    """Whether two long forms of one acronym are one in other words: most words share their beginning."""
    left, right = (["".join(w)[:5] for w in _words(form)] for form in (a, b))
    shared = sum((Counter(left) & Counter(right)).values())
    return shared * 3 >= 2 * max(len(left), len(right))


def _words(form: str) -> list[str]:
    return form.lower().replace("-", " ").replace("/", " ").split()


def _names(clusters: dict[str, list[str]], senses: dict[str, Sense], lexicon: Lexicon) -> dict[str, str]:
    """The node id of each cluster: the listed one, else by the name most papers use, if no other cluster has it."""
    wanted: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    out: dict[str, str] = {}
    for root, keys in sorted(clusters.items()):
        listed = sorted(key for key in {root, *keys} if key in lexicon.entries)
        if listed:
            out[root] = listed[0]
            continue
        label = senses[keys[0]].label
        if label is Label.REPOSITORY:
            out[root] = root
            continue
        papers = sum(len(senses[key].papers) for key in keys)
        wanted[entity_id(label, _best_name(keys, senses))].append((-papers, root))
    taken = set(out.values())
    for node, roots in sorted(wanted.items()):
        for i, (_, root) in enumerate(sorted(roots)):
            longs = sorted(senses[key].long for key in clusters[root] if senses[key].long)
            choices = [node] if i == 0 else []
            choices += [entity_id(senses[clusters[root][0]].label, long) for long in longs] + clusters[root]
            out[root] = next(choice for choice in [*choices, f"{root}-{i}"] if choice not in taken)
            taken.add(out[root])
    return out


def _best_name(keys: list[str], senses: dict[str, Sense]) -> str:
    counts = sum((senses[key].names for key in keys), Counter[str]())
    return min(counts, key=lambda name: (-counts[name], name))


def _node(node: str, keys: list[str], senses: dict[str, Sense], merges: list[Merge], lexicon: Lexicon) -> Node:
    label = senses[keys[0]].label
    name = _best_name(keys, senses)
    entry = lexicon.entries.get(node)
    if entry:
        name = entry[1].name
    elif label is not Label.REPOSITORY and entity_id(label, name) != node:
        name = next((senses[key].long for key in keys if entity_id(label, senses[key].long) == node), name)
    forms = {form for key in keys for form in senses[key].forms}
    made = msgspec.structs.replace(
        Node(id=node, label=label, name=name),
        aliases=tuple(sorted(forms - {name})),
        merges=tuple(sorted(set(merges))),
    )
    if label is Label.HARDWARE and entry:
        return msgspec.structs.replace(made, vendor=entry[1].vendor, kind=entry[1].kind)
    if label is Label.REPOSITORY:
        host, _, path = name.removeprefix("https://").partition("/")
        return msgspec.structs.replace(made, host=host, owner=path.partition("/")[0], url=name)
    return made
