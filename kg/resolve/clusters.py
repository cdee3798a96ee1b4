"""Clusters of senses to nodes: the id that each gets, its name, and what is known of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count

import msgspec

from kg.knowledge.lexicon import Lexicon
from kg.model import RELATIONS, Device, Label, Merge, Node, RepositoryLink
from kg.names.ids import entity_id, slug
from kg.resolve.senses import MOST_PAPERS, Sense, base

Reason = tuple[str, str, str, tuple[str, ...]]  # two senses, the rule that joined the second, papers
_NUMBERED = re.compile(r".*-(?:unclear|sense-\d+)", re.DOTALL)


class Cluster(msgspec.Struct, frozen=True):
    """The senses of one node by their keys, in order, and the entries of the lexicon that they are."""

    root: str
    senses: dict[str, Sense]
    listed: tuple[str, ...] = ()

    @property
    def label(self) -> Label:
        """The label that most papers give it."""
        papers: Counter[Label] = Counter()
        for sense in self.senses.values():
            papers[sense.label] += sense.papers
        return min(papers, key=lambda label: (-papers[label], list(RELATIONS).index(label)))

    @property
    def name(self) -> str:
        """The name that most claims use."""
        counts = Counter[str]()
        for sense in self.senses.values():
            counts.update(sense.names)
        return min(counts, key=lambda name: (-counts[name], name))

    @property
    def fixed_id(self) -> str:
        """The id that is its own, whatever others are called: that of a listed entity or of a repository."""
        papers = {key: sense.papers for key, sense in self.senses.items()}
        listed = sorted(self.listed, key=lambda key: (-papers.get(key, 0), key))
        return listed[0] if listed else self.root if self.label is Label.REPOSITORY else ""


class IdRequest(msgspec.Struct, frozen=True):
    """What a cluster without an id of its own asks for: a preferred id, its papers (priority), and fallback ids."""

    node: str
    papers: int
    root: str
    others: tuple[str, ...] = ()


def id_request(cluster: Cluster) -> IdRequest:
    """What id a cluster would have."""
    node = entity_id(cluster.label, cluster.name)
    longs = sorted(_long_id(node, sense) for sense in cluster.senses.values() if sense.long or sense.owned_by)
    papers = sum(sense.papers for sense in cluster.senses.values())
    return IdRequest(node, papers, cluster.root, (*longs, *map(base, cluster.senses)))


def is_numbered(key: str) -> bool:
    """Whether an id looks like one that is given where all others are taken."""
    return _NUMBERED.fullmatch(key) is not None


def give_ids(
    requests: Iterable[IdRequest], taken: set[str], reserved: Callable[[str], bool], lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    """The root and the id of each cluster: its request if it is free, or else another.

    The first choice of one cluster is not the second of another, and listed ids belong to the lexicon: see `reserved`.
    """
    taken = {*taken}
    wanted: defaultdict[str, list[IdRequest]] = defaultdict(list)
    for request in requests:
        wanted[request.node].append(request)
    for node, its in sorted(wanted.items()):
        numbered = (f"{node}-sense-{number}" for number in count(2))
        for i, request in enumerate(sorted(its, key=lambda request: (-request.papers, request.root))):
            choices = [node] if i == 0 and node not in lexicon.entries else []
            choices += [choice for choice in request.others if not reserved(choice)]
            choices.append(f"{node}-unclear")
            found = next(choice for choice in chain(choices, numbered) if choice not in taken)
            taken.add(found)
            yield request.root, found


def _long_id(node: str, sense: Sense) -> str:
    """An id that tells a sense from others with the same name."""
    return f"{node}-{slug(sense.owned_by)}" if sense.owned_by else entity_id(sense.label, sense.long)


def merges_of(node: str, reasons: Iterable[Reason]) -> tuple[Merge, ...]:
    """Why the senses of a node were joined."""
    witnesses: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for a, b, rule, papers in reasons:
        witnesses[a if node == b else base(b), rule].update(papers)
    return tuple(sorted(Merge(form, rule, tuple(sorted(its)[:MOST_PAPERS])) for (form, rule), its in witnesses.items()))


def node_of(node: str, cluster: Cluster, merges: tuple[Merge, ...], lexicon: Lexicon) -> Node:
    """The node of a cluster."""
    senses, label, name = cluster.senses.values(), cluster.label, cluster.name
    entry = lexicon.entries.get(node)
    if entry:
        label, name = entry[0], entry[1].name
    elif label is not Label.REPOSITORY and entity_id(label, name) != node:
        name = next((sense.long for sense in senses if entity_id(label, sense.long) == node), name)
    forms = {form for sense in senses for form in sense.forms}
    device = (
        Device(entry[1].vendor, str(entry[1].kind or ""), entry[1].year) if entry and label is Label.HARDWARE else None
    )
    link = None
    if label is Label.REPOSITORY:
        host, _, path = name.removeprefix("https://").partition("/")
        link = RepositoryLink(name, host, path.partition("/")[0])
    return Node(node, label, name, tuple(sorted(forms - {name})), merges, device=device, link=link)


def all_ids(clusters: Mapping[str, Cluster], lexicon: Lexicon) -> dict[str, str]:
    """The node id of each cluster by its root."""
    out: dict[str, str] = {}
    requests: list[IdRequest] = []
    for root, cluster in clusters.items():
        if fixed := cluster.fixed_id:
            out[root] = fixed
        else:
            requests.append(id_request(cluster))
    reserved = {*(request.node for request in requests), *lexicon.entries}
    return out | dict(give_ids(requests, {*out.values()}, reserved.__contains__, lexicon))
