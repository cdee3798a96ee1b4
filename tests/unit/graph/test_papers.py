"""Records of one paper are one node, whatever they call it and in whatever order they come."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import Lexicon
from kg.model import Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation, Source
from kg.names.ids import entity_id, paper_id
from kg.names.links import with_code

NOTHING = Lexicon(
    entries={}, forms={}, ambiguous={}, stop={}, cues=(), same=frozenset(), different=frozenset(), digest="x"
)
TITLES = ("Gödel nets", r"G{\"o}del nets", "Discussion", "DISCUSSION.", "On trees")
CODES = ("", "https://github.com/zed/zorb", "github.com/bee/hive", "on request")


def extraction(paper: Paper) -> Extraction:
    """What the words of a paper name: each word in capitals of its abstract is a method."""
    found = []
    for word in dict.fromkeys(paper.abstract.split()):
        if word.isupper():
            start = paper.abstract.index(word)
            mention = Mention("abstract", start, start + len(word), word, "r")
            found.append(Entity(Label.METHOD, word, (), Relation.USES, entity_id(Label.METHOD, word), (mention,)))
        elif word.startswith("github.com/"):
            start = paper.abstract.index(word)
            mention = Mention("abstract", start, start + len(word), word, "r")
            found.append(
                Entity(
                    Label.REPOSITORY, f"https://{word}", (word,), Relation.LINKS_TO, f"repository:{word}", (mention,)
                )
            )
    return Extraction(paper, with_code(tuple(found), paper.code))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A paper that shares some of its ids, title and authors with others, in conflict at times."""
    title = draw(st.sampled_from(TITLES))
    version = draw(st.sampled_from(["", "v1", "v2"]))
    own = draw(st.sampled_from(["", "", "a", "b", f"2106.09685{version}", f"arXiv:2106.00001{version}", "10.1000/X"]))
    return Paper(
        own or paper_id(title),
        title,
        draw(st.sampled_from(["", "Use FOO .", "Use FOO and BAR .", "At github.com/bee/hive with BAZ ."])),
        url=draw(st.sampled_from(["", "", "https://arxiv.org/abs/2106.09685v3", "https://example.org/a"])),
        doi=draw(st.sampled_from(["", "", "10.1000/x", "10.1000/y"])),
        published=draw(st.sampled_from(["", "2021", "2021-06-17", "--06-17"])),
        updated=draw(st.sampled_from(["", "", "2021-07", "2022-01-01T10:00:00Z"])),
        authors=draw(st.sampled_from([(), (), ("Ann Bee",), ("Bee, A.", "Cy Dee"), ("Dee, Cy",), ("Eve Fox",)])),
        venue=draw(st.sampled_from(["", "NETS"])),
        code=draw(st.sampled_from(CODES)),
        source=draw(st.builds(Source, st.sampled_from(["x", "y"]), st.integers(1, 3))),
    )


def graph_of(some: Iterable[Paper], earlier: Graph | None = None, *, correcting: bool = False) -> Graph:
    return build_graph(map(extraction, some), NOTHING, earlier, correcting=correcting)


def nodes_of(*some: Paper) -> list[Node]:
    return [node for node in graph_of(some).nodes if node.paper]


def the_paper(*some: Paper) -> Paper:
    (node,) = nodes_of(*some)
    assert node.paper
    return node.paper


@settings(max_examples=200)
@given(st.data())
def test_the_graph_is_a_function_of_the_set_of_records(data: st.DataObject) -> None:
    some = data.draw(st.lists(papers(), max_size=7))
    whole = graph_of(some)
    assert graph_of(data.draw(st.permutations([*some, *some[:2]]))) == whole
    split = data.draw(st.integers(0, len(some)))
    assert graph_of(some[split:], graph_of(some[:split])) == whole
    assert graph_of([], whole) == whole
    parts = Graph()
    for paper in data.draw(st.permutations(some)):
        parts = graph_of([paper], parts)
    assert parts == (whole if some else Graph())


@settings(max_examples=300)
@given(st.lists(papers(), min_size=1, max_size=7))
def test_every_record_is_in_one_paper_and_evidence_is_where_it_says(some: list[Paper]) -> None:
    graph = graph_of(some)
    nodes = {node.id: node for node in graph.nodes if node.paper}
    assert {source for node in nodes.values() for source in node.sources} == {paper.source for paper in some}
    assert len(nodes) == len([node for node in graph.nodes if node.paper])
    for edge in graph.edges:
        paper = nodes[edge.source].paper
        for mention in edge.evidence:
            assert getattr(paper, mention.field)[mention.start : mention.end] == mention.text
    for paper in some:
        assert any(node.paper and node.paper.doi for node in nodes.values()) or not paper.doi
