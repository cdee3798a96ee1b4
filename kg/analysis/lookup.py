"""Nodes and edges of a graph of `to_networkx`, as its users name them."""

import contextlib
from collections.abc import Collection, Container, Iterable, Iterator
from itertools import islice
from operator import index
from typing import TYPE_CHECKING, cast

from kg.analysis.records import Link
from kg.model import KgError, Label, Relation
from kg.names.finding import find_one

if TYPE_CHECKING:
    import networkx as nx

    # An edge with its attributes, as NetworkX gives it.
    Edges = Iterable[tuple[str, str, dict[str, object]]]

# The relations that say that a paper makes or uses something, rather than compares with it or only names it.
USING = tuple(
    relation for relation in Relation if relation not in (Relation.COMPARES_WITH, Relation.TARGETS, Relation.MENTIONS)
)
# All that say more than that a paper names something.
TELLING = tuple(relation for relation in Relation if relation is not Relation.MENTIONS)
_TYPE_NAMES = {name: label for label in Label for name in (label.lower(), f"{label.lower()}s")}
_TYPE_NAMES["repositories"] = Label.REPOSITORY
STRENGTH: dict[str, int] = {relation: place for place, relation in enumerate(Relation)}


@contextlib.contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Say which extra of the package brings a library that is missing.

    Raises:
        KgError: a library is missing.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise KgError(f"this needs the library {error.name}: run pip install 'kg[{extra}]'") from error


def check_network(g: "nx.MultiDiGraph") -> None:
    """Check that this is a graph of `to_networkx`, and not a flat one.

    Raises:
        KgError: it is something else; the message says what to give.
    """
    if not hasattr(g, "in_edges"):
        raise KgError(f"a NetworkX graph is wanted, not {type(g).__name__}: give kg.to_networkx(graph)")
    for _, _, evidence in islice(g.edges(data="evidence"), 1):
        if isinstance(evidence, str):
            raise KgError("this graph has its evidence as text: give kg.to_networkx(graph), without flat")


def node_id(g: "nx.MultiDiGraph", name: str, labels: Collection[Label] = tuple(Label)) -> str:
    """The id of the node that a name means, as `kg.find` reads names.

    Raises:
        KgError: no node is meant, or more than one may be; the message has their names.
    """
    check_network(g)
    return find_one(g, name, labels).id


def as_label(text: str) -> Label | None:
    """The type that a text names ("Method", "datasets"), if it does."""
    return _TYPE_NAMES.get(text.lower())


def wanted_label(text: str, labels: Collection[Label] = tuple(Label)) -> Label:
    """The one of these types that a text names.

    Raises:
        KgError: it names none.
    """
    label = as_label(text)
    if label is None or label not in labels:
        kind = "node" if Label.PAPER in labels else "entity"
        raise KgError(f"{text!r} is no type of {kind}: give one of {', '.join(labels)}")
    return label


def check_counts(**counts: int | None) -> None:
    """Check that numbers given as `top`, `hops` and the like count something, if they are not None. Raises KgError."""
    for name, value in counts.items():
        if value is not None and (not isinstance(value, int) or value < 0):
            raise KgError(f"{name}={value!r}: give a whole number from 0 on")


def wanted_relations(relations: str | Iterable[str] | None, default: Iterable[Relation] = USING) -> frozenset[str]:
    """The relations that one name or several give; the default where there is none.

    Raises:
        KgError: a name is not a relation.
    """
    if relations is None:
        return frozenset(default)
    names = [name.upper() for name in ([relations] if isinstance(relations, str) else relations)]
    for name in names:
        if name not in STRENGTH:
            raise KgError(f"{name!r} is no relation: give one of {', '.join(Relation)}")
    return frozenset(names)


def wanted_years(years: int | Iterable[int] | None) -> frozenset[int] | None:
    """One year or several; numbers of any library, as long as they are whole.

    Raises:
        KgError: they are something else.
    """
    if years is None:
        return None
    try:
        return frozenset(map(index, years if isinstance(years, Iterable) else [years]))
    except TypeError as error:
        raise KgError(f"years={years!r:.60}: give a whole number, or several, such as range(2020, 2024)") from error


def papers_with(g: "nx.MultiDiGraph", entity: str, relations: Container[str]) -> set[str]:
    """The papers that have one of these relations to an entity."""
    edges = cast("Edges", g.in_edges(entity, data=True))
    return {paper for paper, _, facts in edges if facts["type"] in relations}


def entities_in(g: "nx.MultiDiGraph", paper: str, relations: Container[str]) -> set[str]:
    """The entities to which a paper has one of these relations."""
    edges = cast("Edges", g.out_edges(paper, data=True))
    return {entity for _, entity, facts in edges if facts["type"] in relations}


def nodes_of(g: "nx.MultiDiGraph", label: Label) -> list[str]:
    """The ids of the nodes of a type."""
    check_network(g)
    return [key for key, kind in g.nodes(data="type") if kind == label]


def name_of(g: "nx.MultiDiGraph", key: str) -> str:
    """The name of a node."""
    return str(g.nodes[key]["name"])


def year_of(g: "nx.MultiDiGraph", paper: str) -> int | None:
    """The year of a paper, if it is known."""
    year = g.nodes[paper].get("year")
    return year if isinstance(year, int) else None


def links_between(g: "nx.MultiDiGraph", paper: str, entity: str, relations: Container[str]) -> Iterator[Link]:
    """What a paper says about an entity, as records."""
    for facts in g[paper][entity].values():
        if facts["type"] in relations:
            yield Link(
                *(name_of(g, paper), str(facts["type"]), name_of(g, entity), year_of(g, paper)),
                *(_sentence_of(facts), paper, entity),
            )


def _sentence_of(facts: dict[str, list[dict[str, str]]]) -> str:
    """The sentence that shows the relation: one with a cue of it, or else the first."""
    sentences = [mention["sentence"] for mention in facts["evidence"]]
    telling = {cue["sentence"] for cue in facts["cues"]}
    return next((sentence for sentence in sentences if sentence in telling), next(iter(sentences), ""))


def newest_first(link: Link) -> tuple[int, str, str]:
    """The order of papers in answers."""
    return -(link.year or 0), link.paper, link.entity_id


def strongest_first(link: Link) -> tuple[int, tuple[int, str, str]]:
    """The order of relations in answers, and of papers within one."""
    return STRENGTH[link.relation], newest_first(link)


def undirected(g: "nx.MultiDiGraph", relations: Container[str], label: str = "") -> "nx.Graph":
    """Papers and entities (of one type) with an edge between two of them that have one of these relations."""
    import networkx as nx

    check_network(g)
    types = dict(g.nodes(data="type"))
    out = nx.Graph()
    out.add_nodes_from(g)
    out.add_edges_from(
        (paper, entity)
        for paper, entity, kind in g.edges(data="type")
        if kind in relations and label in ("", types[entity])
    )
    return out
