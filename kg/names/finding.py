"""Which nodes of a graph a name means."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain

import msgspec

from kg.model import Graph, KgError, Label, Node
from kg.names.fold import fold, singular
from kg.names.ids import title_key
from kg.names.papers import bare_doi, canonical_id

LEAST_PART = 3  # letters from which a part of a word is searched for
LIKENESS = 0.75  # of a misspelt word to a known one, as difflib measures it
SUGGESTED = 4  # nodes named in a message


class Spelled(msgspec.Struct, frozen=True):
    """A name as it is written, as an id, folded, and as words in lower case."""

    text: str
    key: str
    folded: str
    words: frozenset[str]


@lru_cache(maxsize=1 << 17)  # a graph is asked more than once
def _spelled(text: str) -> Spelled:
    return Spelled(
        text, canonical_id(text.removeprefix("paper:")), fold(text), frozenset(map(singular, title_key(text).split()))
    )


def paper_ids(node: Node) -> set[str]:
    """The ids that a paper is known by: that of its node, those of its records, and its DOI; none for an entity."""
    if not node.paper:
        return set()
    own = {canonical_id(record.id) for record in node.records if isinstance(record.id, str)}
    return {node.id.removeprefix("paper:"), bare_doi(node.paper.doi), *own} - {""}


def _has_words(node: Node, wanted: Spelled) -> bool:
    return bool(wanted.words) and any(wanted.words <= _spelled(form).words for form in (node.name, *node.aliases))


def _has_parts(node: Node, wanted: Spelled) -> bool:
    if not wanted.words or len(min(wanted.words, key=len)) < LEAST_PART:
        return False
    forms = (" ".join(_spelled(form).words) for form in (node.name, *node.aliases))
    return any(all(word in form for word in wanted.words) for form in forms)


# How a name may fit a node, best first.
FITS: tuple[Callable[[Node, Spelled], bool], ...] = (
    lambda node, wanted: wanted.text == node.id or wanted.key in paper_ids(node),
    lambda node, wanted: wanted.text == node.name,
    lambda node, wanted: wanted.text in node.aliases,
    lambda node, wanted: wanted.folded == _spelled(node.name).folded,
    lambda node, wanted: any(wanted.folded == _spelled(alias).folded for alias in node.aliases),
    _has_words,
    _has_parts,
)


def find(graph: Graph, name: str) -> list[Node]:
    """The nodes that a name may mean, best first.

    By id, name or alias, also in another spelling; then those that have its words, or parts of words, in any order.
    Of those that fit alike, entities come before papers, and nodes with more links before those with fewer.
    Misspelt words are corrected only if nothing is found.
    """
    return [*chain.from_iterable(_fitting(graph, name, tuple(Label)))] or _similar(graph, name, tuple(Label))


def find_best(graph: Graph, name: str, labels: Collection[Label] = tuple(Label)) -> list[Node]:
    """The nodes that a name fits best; most names fit one.

    Raises:
        KgError: it fits none; the message has similar names.
    """
    if found := next(_fitting(graph, name, labels), None):
        return found
    similar = "; ".join(dict.fromkeys(node.name[:50] for node in _similar(graph, name, labels)[:SUGGESTED]))
    hint = f": did you mean {similar}?" if similar else ""
    raise KgError(f"no {_kind(labels)} matches {name!r}{hint}")


def find_one(graph: Graph, name: str, labels: Collection[Label] = tuple(Label)) -> Node:
    """The node that a name means.

    Raises:
        KgError: no node is meant, or more than one may be.
    """
    found = find_best(graph, name, labels)
    if len(found) == 1:
        return found[0]
    some = "; ".join(f"{node.id} ({node.name[:50]})" for node in found[:SUGGESTED])
    more = f"; and {len(found) - SUGGESTED:,} more" if len(found) > SUGGESTED else ""
    raise KgError(f"{name!r} matches more than one {_kind(labels)}: give the id of one:\n{some}{more}")


def _fitting(graph: Graph, name: str, labels: Collection[Label]) -> Iterator[list[Node]]:
    """Groups of nodes that a name fits alike, the best fit first, entities before papers."""
    wanted = _spelled(name)
    left = [node for node in graph.nodes if node.label in labels]
    links = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    for fits in FITS:
        found = [node for node in left if fits(node, wanted)]
        if not found:
            continue
        ids = {node.id for node in found}
        left = [node for node in left if node.id not in ids]
        found.sort(key=lambda node: (-links[node.id], len(node.name), node.id))
        papers = [node for node in found if node.label is Label.PAPER]
        entities = [node for node in found if node.label is not Label.PAPER]
        yield from filter(None, (entities, papers))


def _similar(graph: Graph, name: str, labels: Collection[Label]) -> list[Node]:
    """The nodes that a name fits once its unknown words are replaced by the most similar known ones."""
    nodes = [node for node in graph.nodes if node.label in labels]
    known = {word for node in nodes for form in (node.name, *node.aliases) for word in _spelled(form).words}
    words = [
        word if word in known else next(iter(get_close_matches(word, sorted(known), n=1, cutoff=LIKENESS)), "")
        for word in sorted(_spelled(name).words)
    ]
    return [*chain.from_iterable(_fitting(graph, " ".join(words), labels))] if all(words) else []


def paper_with_id(graph: Graph, key: str) -> Node:
    """The paper with this id in any spelling, be it that of its node, of a record of it, or its DOI.

    Raises:
        KgError: no paper has it; the message has similar ids, and papers that it fits otherwise.
    """
    papers = Graph(tuple(node for node in graph.nodes if node.paper))
    wanted = _spelled(key)
    if found := [node for node in papers.nodes if FITS[0](node, wanted)]:
        return found[0]
    by_id = {known: node for node in papers.nodes for known in paper_ids(node)}
    near = [by_id[known] for known in get_close_matches(wanted.key, sorted(by_id), n=SUGGESTED)]
    similar = {node.id: f"{node.id} ({node.name[:50]})" for node in [*near, *find(papers, key)]}
    hint = f": did you mean {'; '.join([*similar.values()][:SUGGESTED])}?" if similar else ""
    raise KgError(f"no paper has the id {key!r}{hint}")


def _kind(labels: Collection[Label]) -> str:
    return "entity" if Label.PAPER not in labels else "paper" if len(labels) == 1 else "node"
