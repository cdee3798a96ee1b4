"""A graph is a function of the set of its papers."""

from collections.abc import Iterator

from graphs import NO_NAMES
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kg.graph.assemble import assemble, build_graph, extractions_of
from kg.knowledge.records import Entry
from kg.model import RELATIONS, Entity, Extraction, Graph, Label, Mention, Paper, Source
from kg.names.ids import entity_id, paper_id

LABELS = [Label.METHOD, Label.DATASET, Label.HARDWARE]
# Few names, so that papers share them; some fold alike, some are long forms of others.
NAMES = [
    "LoRA",
    "Lora",
    "Low-Rank Adaptation",
    "SAM",
    "Segment Anything Model",
    "Sharpness-Aware Minimization",
    "Zorblax",
]
# A small one of the same kind as the shipped one, whose size would make every graph take a quarter of a second.
LISTED = {
    "method:lora": Entry("LoRA", ("Low-Rank Adaptation",)),
    "method:segment-anything": Entry("Segment Anything Model", ("SAM",), id="method:segment-anything"),
    "method:sharpness": Entry("Sharpness-Aware Minimization", ("SAM",), id="method:sharpness"),
}
LEXICON = replace(
    NO_NAMES,
    entries={key: (Label.METHOD, entry) for key, entry in LISTED.items()},
    forms={
        "LoRA": ("method:lora",),
        "Low-Rank Adaptation": ("method:lora",),
        "Segment Anything Model": ("method:segment-anything",),
        "Sharpness-Aware Minimization": ("method:sharpness",),
        "SAM": ("method:segment-anything", "method:sharpness"),
    },
    different=frozenset({("Lora", "Zorblax")}),
    digest="names",
)


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    label = draw(st.sampled_from(LABELS))
    name = draw(st.sampled_from(NAMES))
    aliases = tuple(draw(st.lists(st.sampled_from([form for form in NAMES if form != name]), max_size=2, unique=True)))
    relation = draw(st.sampled_from(RELATIONS[label]))
    start = draw(st.integers(0, 9))
    mention = Mention("abstract", start, start + len(name), name, draw(st.sampled_from(["gazetteer", "shape"])))
    return Entity(label, name, aliases, relation, entity_id(label, name), (mention,))


@st.composite
def records(draw: st.DrawFn) -> Extraction:
    title = draw(st.sampled_from(["A title", "a  Title", "Another title", "Third", "Fourth"]))
    own = draw(st.sampled_from(["", "", "x1", "x2"]))
    paper = Paper(
        own or paper_id(title),
        title,
        draw(st.sampled_from(["", "Words.", "More words."])),
        url=draw(st.sampled_from(["", "https://example.org/a"])),
        source=draw(st.none() | st.builds(Source, st.sampled_from(["a", "b"]), st.integers(1, 3))),
    )
    found = draw(st.lists(entities(), max_size=3, unique_by=lambda entity: entity.id))
    return Extraction(paper, tuple(found))


def graph_of(papers: list[Extraction]) -> Graph:
    return build_graph(papers, LEXICON)


def read_back(graph: Graph) -> Iterator[Extraction]:
    return extractions_of(graph.nodes, graph.edges)


def merge(*graphs: Graph) -> Graph:
    """All the papers of some graphs, each added to those before."""
    merged = Graph()
    for graph in graphs:
        merged = graph_of([*read_back(merged), *read_back(graph)])
    return merged


graphs = st.lists(records(), max_size=5).map(graph_of)


@given(graphs, graphs, graphs)
def test_merge_is_associative(a: Graph, b: Graph, c: Graph) -> None:
    assert merge(a, merge(b, c)) == merge(merge(a, b), c)


@given(graphs, graphs)
def test_merge_is_commutative(a: Graph, b: Graph) -> None:
    assert merge(a, b) == merge(b, a)


@given(graphs)
def test_merge_is_idempotent(a: Graph) -> None:
    assert merge(a) == a
    assert merge(a, a) == a


@given(st.lists(records(), max_size=6), st.lists(records(), max_size=6))
def test_merging_graphs_is_building_from_all_papers(left: list[Extraction], right: list[Extraction]) -> None:
    assert merge(graph_of(left), graph_of(right)) == graph_of(right + left)


@given(st.lists(records(), max_size=6))
def test_edges_join_nodes_that_are_there_once_and_may_be_joined(papers: list[Extraction]) -> None:
    graph = graph_of(papers)
    nodes = {node.id: node for node in graph.nodes}
    assert len(nodes) == len(graph.nodes)
    assert list(nodes) == sorted(nodes)
    for edge in graph.edges:
        assert nodes[edge.source].label is Label.PAPER
        assert edge.type in RELATIONS[nodes[edge.target].label]
        assert edge.claims
    ends = [(edge.source, edge.target, edge.type) for edge in graph.edges]
    assert ends == sorted(set(ends))
    assert {node.id for node in graph.nodes if node.label is not Label.PAPER} == {edge.target for edge in graph.edges}


def test_records_of_one_paper_are_one_node_with_all_sources() -> None:
    short = Paper(paper_id("A title"), "A title", "Short.", source=Source("a", 1))
    full = Paper("arxiv-1", "A  Title", "Rather longer.", source=Source("b", 7))
    graph = graph_of([Extraction(short, ()), Extraction(full, ())])
    (node,) = graph.nodes
    assert node.paper
    assert (node.id, node.paper.id, node.paper.abstract) == ("paper:arxiv-1", "arxiv-1", "Rather longer.")
    assert node.paper.source is None
    assert [(source.file, source.ordinal) for source in node.sources] == [("a", 1), ("b", 7)]
    assert graph_of([*read_back(graph)]) == graph


def test_a_graph_names_the_data_files_that_it_was_built_with() -> None:
    graph = graph_of([Extraction(Paper("x", "X", ""), ())])
    assert graph.data == "names"
    assert assemble({}, LEXICON, "others").data == "names+others"
    assert assemble({}, LEXICON, "names+others").data == "names+others"
