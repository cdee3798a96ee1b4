"""Which nodes of a graph a name means."""

import re
import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Protocol

import msgspec

from kg.model import Graph, KgError, Label, Node, no_graph
from kg.names.fold import fold, singular
from kg.names.heads import cut_size, head_noun
from kg.names.ids import title_key
from kg.names.papers import canonical_id, paper_ids

LEAST_PART = 3  # letters from which a part of a word is searched for
LEAST_MISSPELT = 3  # letters from which a word is corrected
LIKENESS = 0.75  # of a misspelt word to a known one, as difflib measures it
SHARED = 0.5  # of the letters of a name, in words that another has too
SUGGESTED = 4  # nodes named in a message
FAR_MORE = 3  # times the links of the next node of the same name, from which a node is the one that is meant

_BOUNDARY = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")  # between a letter and a digit


class Network(Protocol):
    """What finding needs of a graph of `to_networkx`."""

    @property
    def nodes(self) -> Mapping[str, Mapping[str, object]]:
        """The attributes of the nodes."""

    @property
    def degree(self) -> Iterable[tuple[str, int]]:
        """How many edges the nodes have."""

    def number_of_edges(self) -> int:
        """How many edges there are."""


class Form(msgspec.Struct, frozen=True, gc=False):
    """A name as it is written, in lower case, folded, as words, and as words cut between letters and digits.

    Words are in lower case and singular, with a space around each, so that one is found in another as text.
    """

    text: str
    lower: str
    folded: str
    words: str
    parts: str
    node: int = -1  # the place in the graph of the node that has the name
    own: bool = True  # whether it is the node's name, not an alias


class Index(msgspec.Struct, frozen=True):
    """The names of a graph's nodes, and how many edges the nodes have."""

    state: object  # of the graph: what it was made of
    nodes: tuple[Node, ...]
    forms: tuple[Form, ...]
    links: Mapping[str, int]


def _spelled(text: str, node: int = -1, own: bool = True) -> Form:
    words = [singular(word) for word in title_key(text).split()]
    parts = _BOUNDARY.sub(" ", " ".join(words)).split()
    return Form(text, text.lower(), fold(text), _spaced(words), _spaced(parts), node, own)


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _has_id(node: Node, key: str) -> bool:
    """Whether an id is a node's; that of a paper may be spelled in any way."""
    return key == node.id or (node.label is Label.PAPER and canonical_id(key.removeprefix("paper:")) in paper_ids(node))


def _headless(text: str) -> str:
    """A name without a noun at its end that only says what it is: "LoRA method" is LoRA."""
    rest, _, last = text.rpartition(" ")
    return rest if rest and head_noun(last) else text


def _same_without_head(index: Index, wanted: Form) -> Iterator[int]:
    short = _headless(wanted.text)
    keys = {fold(short), fold(cut_size(short)), fold(cut_size(wanted.text))} - {wanted.folded, ""}
    return (form.node for form in index.forms if form.folded in keys)


def _ending(index: Index, wanted: Form) -> Iterator[int]:
    found = (form.node for form in index.forms if wanted.parts.strip() and form.parts.endswith(wanted.parts))
    return (place for place in found if index.nodes[place].label is not Label.PAPER)


def _containing(index: Index, wanted: Form) -> Iterator[int]:
    return (form.node for form in index.forms if wanted.parts.strip() and wanted.parts in form.parts)


def _having_words(index: Index, wanted: Form) -> Iterator[int]:
    words = [f" {word} " for word in wanted.words.split()]
    return (form.node for form in index.forms if words and all(word in form.words for word in words))


def _having_parts(index: Index, wanted: Form) -> Iterator[int]:
    words = wanted.words.split()
    if not words or min(map(len, words)) < LEAST_PART:
        return iter(())
    return (form.node for form in index.forms if all(word in form.words for word in words))


# How a name may fit a node, best first.
FITS: tuple[Callable[[Index, Form], Iterable[int]], ...] = (
    lambda index, wanted: (place for place, node in enumerate(index.nodes) if _has_id(node, wanted.text)),
    lambda index, wanted: (form.node for form in index.forms if form.own and form.text == wanted.text),
    lambda index, wanted: (form.node for form in index.forms if form.text == wanted.text),
    lambda index, wanted: (form.node for form in index.forms if form.own and form.lower == wanted.lower),
    lambda index, wanted: (form.node for form in index.forms if form.lower == wanted.lower),
    lambda index, wanted: (form.node for form in index.forms if form.own and form.folded == wanted.folded),
    lambda index, wanted: (form.node for form in index.forms if form.folded == wanted.folded),
    _same_without_head,
    _ending,
    _containing,
    _having_words,
    _having_parts,
)


def find(graph: Graph | Network, name: str) -> list[Node]:
    """The nodes that a name may mean, best first; the graph may be one of NetworkX.

    By id, name or alias, also in another spelling; then those that end with its words, have them, or have parts of
    words. Of those that fit alike, entities come before papers, and nodes with more links before those with fewer.
    Only if nothing fits, similar names are found: misspelt words are corrected, words are left out.
    """
    index = _index(graph)
    return [*chain.from_iterable(_fitting(index, name, tuple(Label)))] or _similar(index, name, tuple(Label))


def find_best(graph: Graph | Network, name: str, labels: Collection[Label] = tuple(Label)) -> list[Node]:
    """The nodes that a name fits best; most names fit one.

    Raises:
        KgError: it fits none; the message has similar names.
    """
    index = _index(graph)
    if found := next(_fitting(index, name, labels), None):
        return found
    similar = "; ".join(dict.fromkeys(node.name[:50] for node in _similar(index, name, labels)[:SUGGESTED]))
    hint = f": did you mean {similar}?" if similar else ""
    raise KgError(f"no {_kind_of_node(labels)} matches {name!r}{hint}")


def find_words(graph: Graph | Network, name: str) -> list[Node]:
    """The nodes that have the words of a name: the NVIDIA DGX A100 has "A100", but not "A10"."""
    index = _index(graph)
    return [index.nodes[place] for place in _having_words(index, _spelled(name))]


def find_one(graph: Graph | Network, name: str, labels: Collection[Label] = tuple(Label)) -> Node:
    """The node that a name means; of several with just this name, one with far more links than the others.

    Raises:
        KgError: no node is meant, or more than one may be.
    """
    found = find_best(graph, name, labels)
    if len(found) == 1 or _dominates(found[0], found[1], name, _index(graph).links):
        return found[0]
    some = "; ".join(f"{node.id} ({node.name[:50]})" for node in found[:SUGGESTED])
    more = f"; and {len(found) - SUGGESTED:,} more" if len(found) > SUGGESTED else ""
    raise KgError(f"{name!r} matches more than one {_kind_of_node(labels)}: give the id of one:\n{some}{more}")


def _dominates(first: Node, second: Node, name: str, links: Mapping[str, int]) -> bool:
    same = fold(name) in {fold(form) for form in (first.name, *first.aliases)}
    return same and links.get(first.id, 0) >= max(1, FAR_MORE * links.get(second.id, 0))


_indexes: dict[int, Index] = {}  # of the graphs that are alive: a graph is asked more than once


def _index(graph: Graph | Network) -> Index:
    if not isinstance(graph, Graph) and not hasattr(graph, "number_of_edges"):
        raise no_graph(graph)
    state = None if isinstance(graph, Graph) else _contents(graph)
    found = _indexes.get(id(graph))
    if found is None or found.state != state:
        found = _indexes[id(graph)] = _make_index(graph, state)
        weakref.finalize(graph, _indexes.pop, id(graph), None)
    return found


def _contents(graph: Network) -> object:
    """The names in a graph of NetworkX, which may change, and how many edges there are."""
    names = ((key, facts.get("type"), facts.get("name"), facts.get("aliases")) for key, facts in graph.nodes.items())
    # Aliases are copied, as a list may change itself.
    return graph.number_of_edges(), [(*rest, tuple(a) if isinstance(a, list) else a) for *rest, a in names]


def _make_index(graph: Graph | Network, state: object) -> Index:
    nodes: tuple[Node, ...]
    if isinstance(graph, Graph):
        nodes = graph.nodes
        links: Mapping[str, int] = Counter(end for edge in graph.edges for end in (edge.source, edge.target))
    else:
        nodes = tuple(_from_network(key, facts) for key, facts in graph.nodes.items() if "type" in facts)
        links = dict(graph.degree)
    forms = tuple(
        _spelled(text, place, own)
        for place, node in enumerate(nodes)
        for text, own in ((node.name, True), *((alias, False) for alias in node.aliases))
    )
    return Index(state, nodes, forms, links)


def _from_network(key: str, facts: Mapping[str, object]) -> Node:
    aliases = facts.get("aliases", [])
    if isinstance(aliases, str):  # of a flat graph
        aliases = aliases.split(" | ")
    return msgspec.convert({"id": key, "label": facts["type"], "name": facts["name"], "aliases": aliases}, Node)


def _fitting(index: Index, name: str, labels: Collection[Label]) -> Iterator[list[Node]]:
    """Groups of nodes that a name fits alike, the best fit first, entities before papers."""
    wanted, seen = _spelled(name), set[int]()
    for fits in FITS:
        places = set(fits(index, wanted)) - seen
        seen |= places
        found = [node for place in places if (node := index.nodes[place]).label in labels]
        found.sort(key=lambda node: (-index.links.get(node.id, 0), len(node.name), node.id))
        papers = [node for node in found if node.label is Label.PAPER]
        entities = [node for node in found if node.label is not Label.PAPER]
        yield from filter(None, (entities, papers))


def _similar(index: Index, name: str, labels: Collection[Label]) -> list[Node]:
    """The nodes that a name fits once its words are corrected; or else those with a name in it, or near it."""
    forms = [form for form in index.forms if index.nodes[form.node].label in labels]
    wanted = _spelled(name)
    known = {word for form in forms for word in form.words.split()}
    words = [word if word in known else _closest(word, known) for word in wanted.words.split()]
    for text in (" ".join(words) if all(words) else "", _headless(name)):
        if found := [*chain.from_iterable(_fitting(index, text, labels))]:
            return found
    inside = [form for form in forms if len(form.folded) >= LEAST_PART and form.parts in wanted.parts]
    inside.sort(key=lambda form: (-len(form.parts), -index.links.get(index.nodes[form.node].id, 0)))
    alike = _closest(wanted.folded, {form.folded for form in forms})
    places = [form.node for form in chain(inside, (form for form in forms if form.folded == alike))]
    return [index.nodes[place] for place in dict.fromkeys(places or _sharing(index, forms, words, len(wanted.folded)))]


def _sharing(index: Index, forms: Iterable[Form], words: list[str], length: int) -> list[int]:
    """The nodes that share the rarest words of a name: at least half of it and, of entities, half of their own name."""
    scores, near = Counter[int](), set[int]()
    forms, words = [*forms], [word for word in words if len(word) >= LEAST_PART]
    for word in words:
        having = {form.node for form in forms if f" {word} " in form.words}
        scores.update(dict.fromkeys(having, 1 / len(having)) if having else {})
    for form in forms:
        is_paper = index.nodes[form.node].label is Label.PAPER
        shared = sum(len(word) for word in words if f" {word} " in form.words)
        if shared >= SHARED * max(length, 0 if is_paper else len(form.folded), 1):
            near.add(form.node)
    return sorted(near, key=lambda place: (-scores[place], place))[:SUGGESTED]


def _closest(word: str, known: set[str]) -> str:
    """The known word that is most like one; "" if none is."""
    if len(word) < LEAST_MISSPELT:
        return ""
    reach = len(word) * (2 / LIKENESS - 2)  # what is longer by more cannot be so like, whatever its letters
    near = [other for other in known if len(other) - len(word) <= reach]
    return next(iter(get_close_matches(word, near, n=1, cutoff=LIKENESS)), "")


def paper_with_id(graph: Graph, key: str) -> Node:
    """The paper with this id in any spelling, be it that of its node, of a record of it, or its DOI.

    Raises:
        KgError: no paper has it; the message has similar ids, and papers that it fits otherwise.
    """
    papers = [node for node in graph.nodes if node.label is Label.PAPER]
    if found := next((node for node in papers if _has_id(node, key)), None):
        return found
    by_id = {known: node for node in papers for known in paper_ids(node)}
    close = get_close_matches(canonical_id(key.removeprefix("paper:")), by_id, n=SUGGESTED)
    near = [*(by_id[known] for known in close), *(node for node in find(graph, key) if node.label is Label.PAPER)]
    similar = dict.fromkeys(f"{node.id} ({node.name[:50]})" for node in near)
    hint = f": did you mean {'; '.join([*similar][:SUGGESTED])}?" if similar else ""
    raise KgError(f"no paper has the id {key!r}{hint}")


def _kind_of_node(labels: Collection[Label]) -> str:
    if len(labels) == 1:
        return next(iter(labels)).lower()
    return "node" if Label.PAPER in labels else "entity"
