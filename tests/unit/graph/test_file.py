"""A graph is a function of the set of its papers, and its file gives it back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.file import FORMAT, Header, build_graph, merge, read_graph, read_header, to_extractions, write_graph
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Entry
from kg.model import RELATIONS, Entity, Extraction, Graph, KgError, Label, Mention, Paper, Source
from kg.names.ids import entity_id, paper_id

HEADER = Header(FORMAT, "0.1", "data", "inputs")
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
LEXICON = Lexicon(
    entries={key: (Label.METHOD, entry) for key, entry in LISTED.items()},
    forms={
        "LoRA": ("method:lora",),
        "Low-Rank Adaptation": ("method:lora",),
        "Segment Anything Model": ("method:segment-anything",),
        "Sharpness-Aware Minimization": ("method:sharpness",),
        "SAM": ("method:segment-anything", "method:sharpness"),
    },
    ambiguous={},
    stop={},
    cues=(),
    same=frozenset(),
    different=frozenset({("Lora", "Zorblax")}),
    digest="",
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


graphs = st.lists(records(), max_size=5).map(graph_of)


@given(graphs, graphs, graphs)
def test_merge_is_associative(a: Graph, b: Graph, c: Graph) -> None:
    assert merge([a, merge([b, c], LEXICON)], LEXICON) == merge([merge([a, b], LEXICON), c], LEXICON)


@given(graphs, graphs)
def test_merge_is_commutative(a: Graph, b: Graph) -> None:
    assert merge([a, b], LEXICON) == merge([b, a], LEXICON)


@given(graphs)
def test_merge_is_idempotent(a: Graph) -> None:
    assert merge([a], LEXICON) == a
    assert merge([a, a], LEXICON) == a


@given(st.lists(records(), max_size=6), st.lists(records(), max_size=6))
def test_merging_graphs_is_building_from_all_papers(left: list[Extraction], right: list[Extraction]) -> None:
    assert merge([graph_of(left), graph_of(right)], LEXICON) == graph_of(right + left)


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


def test_records_of_one_paper_are_one_node_with_all_sources(tmp_path: Path) -> None:
    short = Paper(paper_id("A title"), "A title", "Short.", source=Source("a", 1))
    full = Paper("arxiv-1", "A  Title", "Rather longer.", source=Source("b", 7))
    graph = graph_of([Extraction(short, ()), Extraction(full, ())])
    (node,) = graph.nodes
    assert (node.id, node.abstract) == ("paper:arxiv-1", "Rather longer.")
    assert [(source.file, source.ordinal) for source in node.sources] == [("a", 1), ("b", 7)]
    write_graph(graph, tmp_path / "g", HEADER)
    assert graph_of([*to_extractions(read_graph(tmp_path / "g"))]) == graph


@given(graphs)
def test_the_file_gives_the_graph_back(graph: Graph) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "graph.jsonl")
        write_graph(graph, path, HEADER)
        assert read_graph(path) == graph
        assert read_header(path) == HEADER


def test_a_broken_line_is_named(graph_file: Path) -> None:
    lines = graph_file.read_bytes().splitlines(keepends=True)
    graph_file.write_bytes(b"".join([*lines[:3], lines[3][:20] + b"\n", *lines[4:]]))
    with pytest.raises(KgError, match=r"graph\.jsonl, line 4: .*build the graph again"):
        read_graph(graph_file)


@pytest.mark.parametrize(
    "line", [b'{"node":{"id":"x","label":"Method"}}', b'{"nod":{}}', b'{"edge":{"source":1}}', b"\xff\xfe"]
)
def test_a_line_of_another_kind_is_named(graph_file: Path, line: bytes) -> None:
    with graph_file.open("ab") as file:
        file.write(line + b"\n")
    count = len(graph_file.read_bytes().splitlines())
    with pytest.raises(KgError, match=rf"line {count}: "):
        read_graph(graph_file)


@pytest.mark.parametrize("content", [b"", b'{"node":{"id":"x","label":"Method","name":"X"}}\n'])
def test_a_file_without_a_header_is_no_graph_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(content)
    with pytest.raises(KgError, match=r"is not a graph file: make one with kg build"):
        read_graph(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*none\.jsonl: No such file"):
        read_graph(tmp_path / "none.jsonl")


def test_another_format_is_refused(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    write_graph(graph, path, Header(FORMAT + 1, "9", "data", "inputs"))
    with pytest.raises(KgError, match=rf"graph format {FORMAT + 1}, this kg reads {FORMAT}"):
        read_graph(path)
