"""Graphs for property tests: consistent, and full of texts that formats choke on."""

from pathlib import Path

import networkx as nx
from hypothesis import strategies as st

from kg.knowledge.lexicon import Lexicon
from kg.model import (
    RELATIONS,
    Device,
    Edge,
    Entity,
    Graph,
    Label,
    Mention,
    Merge,
    Node,
    Paper,
    Relation,
    RepositoryLink,
    Source,
    Variant,
)

NO_NAMES = Lexicon({}, {}, {}, {}, (), frozenset(), frozenset(), "x")
HOSTILE = (
    *(
        "",
        " ",
        "a | b",
        '"',
        "\\",
        '\\"',
        "'",
        "</data>",
        "]]>",
        "<b>&amp;",
        "&#0;",
        "=1+1",
        "\t@x",
        "\x00",
        "\r\n",
        "a\rb",
    ),
    *(
        "\ufffe",
        "\u2028",
        "\x85",
        "\x1f",
        "😀",
        'G\\"odel',
        "_networkx_list_start",
        "[]",
        "12",
        "nan",
        "kg:x",
        "]",
        "{",
        "\\N",
    ),
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
NAMES = st.tuples(TEXTS, TEXTS).map("".join)
TUPLES = st.lists(TEXTS, max_size=3).map(tuple)
DATES = st.sampled_from(
    ["", "2024", "2024-05", "2024-02-30", "2024-05-01", "2024-05-01T12:00:00Z", "--11-14", "soon", '"']
)
SOURCES = st.lists(st.builds(Source, TEXTS, st.integers(0, 1 << 40)), max_size=2).map(tuple)
MERGES = st.lists(st.builds(Merge, TEXTS, TEXTS, TUPLES), max_size=2).map(tuple)
PAPERS = st.builds(
    Paper,
    id=NAMES,
    title=TEXTS,
    abstract=TEXTS,
    url=st.one_of(TEXTS, TEXTS.map("https://arxiv.org/abs/{}".format)),
    doi=TEXTS,
    published=DATES,
    updated=DATES,
    authors=TUPLES,
    venue=TEXTS,
    categories=TUPLES,
    code=TEXTS,
    authors_count=st.none() | st.integers(0, 1 << 20),
    submitted_by=TEXTS,
    source=st.none(),
)
RECORDS = st.lists(
    st.builds(Variant, SOURCES, id=TEXTS, authors=TUPLES, authors_count=st.none(), entities=st.just(()))
    | st.builds(Variant, SOURCES),
    max_size=2,
).map(tuple)
DEVICES = st.builds(Device, TEXTS, TEXTS, st.none() | st.integers(1970, 2030))
LINKS = st.builds(RepositoryLink, TEXTS, TEXTS, TEXTS)


@st.composite
def entity_nodes(draw: st.DrawFn) -> Node:
    label = draw(st.sampled_from([*RELATIONS]))
    device = draw(st.none() | DEVICES) if label is Label.HARDWARE else None
    link = draw(LINKS) if label is Label.REPOSITORY else None
    key = f"{label.lower()}:{draw(NAMES)}"
    return Node(key, label, draw(TEXTS), draw(TUPLES), draw(MERGES), device=device, link=link)


@st.composite
def mentions(draw: st.DrawFn, paper: Paper) -> Mention:
    field = draw(st.sampled_from(["title", "abstract", "code"]))
    text = getattr(paper, field)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return Mention(field, start, end, text[start:end], draw(TEXTS))


@st.composite
def claims(draw: st.DrawFn, paper: Paper) -> Entity:
    words = st.lists(mentions(paper), max_size=3).map(tuple)
    label = draw(st.sampled_from([*RELATIONS]))
    relation = draw(st.sampled_from([*Relation]))
    return Entity(label, draw(TEXTS), draw(TUPLES), relation, draw(NAMES), draw(words), draw(words))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    papers = draw(st.lists(PAPERS, max_size=3, unique_by=lambda paper: paper.id))
    things = draw(st.lists(entity_nodes(), max_size=4, unique_by=lambda node: node.id))
    nodes = [
        *(Node(f"paper:{one.id}", Label.PAPER, one.title, paper=one, records=draw(RECORDS)) for one in papers),
        *things,
    ]
    edges = [
        Edge(
            f"paper:{paper.id}",
            thing.id,
            draw(st.sampled_from(RELATIONS[thing.label])),
            tuple(draw(st.lists(claims(paper), min_size=1, max_size=2))),
        )
        for paper in papers
        for thing in things
        if draw(st.booleans())
    ]
    return Graph(
        tuple(sorted(nodes, key=lambda node: node.id)),
        tuple(sorted(edges, key=lambda edge: (edge.source, edge.target))),
        draw(TEXTS),
    )


Facts = dict[str, object]


def edges_of(graph: "nx.MultiDiGraph[str]", *without: str) -> dict[tuple[str, ...], Facts]:
    """The edges of a NetworkX graph with their attributes, but for some."""
    return {
        (source, target, key): {name: value for name, value in facts.items() if name not in without}
        for source, target, key, facts in graph.edges(keys=True, data=True)
    }


def read_gml(path: Path, label: str = "label") -> "nx.MultiDiGraph[str]":
    """GML as NetworkX reads it, except that it takes the text "[]" for a list."""
    graph = nx.read_gml(path, label=label)
    for _, facts in (*graph.nodes(data=True), *((key, facts) for *key, facts in graph.edges(data=True))):
        facts.update({name: "[]" for name, value in facts.items() if value == []})
    return graph
