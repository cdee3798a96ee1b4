"""Records of one paper are one node, whatever they call it and in whatever order they come."""

from itertools import permutations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joining import ABSTRACT, LONG, ONE, SHORT, graph_of, nodes_of, the_paper
from msgspec.structs import replace

from kg.model import Graph, Paper, Relation, Source, Variant
from kg.names.ids import paper_id

TITLES = ("Gödel nets", r"G{\"o}del nets", "Discussion", "DISCUSSION.", "On trees")
CODES = ("", "https://github.com/zed/zorb", "github.com/bee/hive", "on request")


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


@settings(max_examples=2 * settings.default.max_examples)
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


@pytest.mark.parametrize(
    "other",
    [
        Paper("arXiv:2106.09685v2", "Trees, revised", ABSTRACT),
        Paper("s2-77", "Another title", ABSTRACT, url="https://huggingface.co/papers/2106.09685"),
        Paper("s2-77", "Another title", ABSTRACT, doi="10.48550/arXiv.2106.09685"),
        Paper("s2-77", "On <i>Trees</i>", "Other words"),
        Paper(paper_id("on  TREES"), "on  TREES", "Other words", authors=("Ann Bee",)),
    ],
)
def test_records_of_one_paper(other: Paper) -> None:
    (node,) = nodes_of(ONE, other)
    assert node.id == "paper:2106.09685"
    assert node.paper
    assert node.paper.id == "2106.09685"


def test_one_paper_from_five_sources_is_one_node_that_knows_what_they_know() -> None:
    five = (
        Paper("2106.09685v2", r"Tr{\'e}es", ABSTRACT, published="2021-06-17", categories=("cs.LG", "cs.CL")),
        Paper("0a1b", "Trées", ABSTRACT, doi="10.1000/t", venue="NETS", published="2022"),
        Paper("2106.09685", "Trées", ABSTRACT, code="https://github.com/zed/zorb", submitted_by="zed"),
        Paper("W77", "Trées", "Use FOO and BAR .", doi="https://doi.org/10.1000/T", authors=("Ann Bee", "Cy Dee")),
        Paper(paper_id("Trees"), "Trees", ABSTRACT, authors=("Bee, A.",), url="https://example.org/trees"),
    )
    sourced = [replace(paper, source=Source(f"{place}.x", 1)) for place, paper in enumerate(five)]
    (node,) = nodes_of(*sourced)
    assert [source.file for source in node.sources] == ["0.x", "1.x", "2.x", "3.x", "4.x"]
    assert node.paper == Paper(
        "2106.09685",
        "Trées",
        "Use FOO and BAR .",
        url="https://example.org/trees",
        doi="10.1000/t",
        published="2021-06-17",
        authors=("Ann Bee", "Cy Dee"),
        venue="NETS",
        categories=("cs.LG", "cs.CL"),
        code="https://github.com/zed/zorb",
        submitted_by="zed",
    )


def test_a_title_of_other_authors_is_another_paper() -> None:
    ann, cy = (Paper(name, "On trees", f"{name} writes", authors=(name,)) for name in ("Ann Bee", "Cy Dee"))
    assert len(nodes_of(ann, cy)) == 2
    assert len(nodes_of(ann, replace(cy, authors=("Cy Dee", "A. Bee")))) == 1
    assert len(nodes_of(ann, replace(cy, abstract=ann.abstract))) == 1, "names have many spellings"
    assert len(nodes_of(ann, replace(cy, doi="10.1000/x"), replace(ann, id="x", doi="10.1000/X"))) == 1


def test_a_record_without_authors_goes_to_the_likest_and_joins_no_others() -> None:
    ann = Paper("a", "On trees", "Oaks and elms have leaves", authors=("Ann Bee",))
    cy = Paper("b", "On trees", "Graphs without cycles", authors=("Cy Dee",))
    elms = Paper(paper_id("On trees"), "On trees", "Oaks and elms", source=Source("elms", 1))
    graphs = replace(elms, abstract="Graphs and cycles", source=Source("graphs", 1))
    assert len(nodes_of(elms, graphs)) == 1
    found = nodes_of(ann, elms, graphs, cy)
    assert {node.id: {source.file for source in node.sources} - {""} for node in found} == {
        "paper:a": {"elms"},
        "paper:b": {"graphs"},
    }


def test_titles_that_pull_a_record_to_two_papers_are_decided_the_same_way_in_any_order() -> None:
    ann = Paper("a", "On trees", "Oaks", authors=("Ann Bee",))
    cy = Paper("c", "Of graphs", "Cycles", authors=("Cy Dee",))
    between = [Paper("b", title, "Neither") for title in ("On trees", "Of graphs")]
    graphs = {msgspec.json.encode(graph_of(some)) for some in permutations([ann, cy, *between])}
    assert len(graphs) == 1
    assert [node.id for node in nodes_of(ann, cy, *between)] == ["paper:a", "paper:b"]


def test_a_title_that_says_nothing_joins_nothing() -> None:
    titles = ("Discussion", "Reply to the Editors", "Introduction to the Special Issue")
    for title in titles:
        bare = [Paper(paper_id(title), title, words) for words in ("Use FOO", "Use BAR")]
        first, second = nodes_of(*bare)
        assert first.id != second.id
        assert first.id.startswith(f"paper:{paper_id(title)}-")
        named = [replace(paper, authors=("Ann Bee",)) for paper in bare]
        assert len(nodes_of(*named)) == 1
        assert len(nodes_of(named[0], bare[1])) == 2
    assert len(nodes_of(*(Paper(paper_id("Trees"), "Trees", words) for words in ("Use FOO", "Use BAR")))) == 1


def test_two_arxiv_numbers_with_one_title_and_author_are_one_paper() -> None:
    again = Paper("2201.00001v1", "On trees", "Use BAR .", authors=("Ann Bee",))
    (node,) = nodes_of(replace(ONE, authors=("A. Bee", "Cy Dee")), again)
    assert node.id == "paper:2106.09685"
    assert len(nodes_of(replace(ONE, authors=("Cy Dee",)), again)) == 2


def test_the_id_of_a_node_is_the_best_that_a_record_has() -> None:
    bare = Paper(paper_id("On trees"), "On trees", ABSTRACT)
    assert the_paper(bare).id == paper_id("On trees")
    assert the_paper(bare, replace(bare, doi="doi:10.1000/X")).id == "10.1000/x"
    assert the_paper(bare, replace(bare, id="p9", doi="10.1000/x")).id == "p9"
    assert the_paper(bare, replace(bare, id="p9", url="https://arxiv.org/abs/hep-th/9901001")).id == "hep-th/9901001"


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ({"id": "2106.09685v1"}, {"id": "arXiv:2106.09685v2"}),
        ({"url": "http://arxiv.org/abs/2106.09685v1"}, {"url": "http://arxiv.org/abs/2106.09685v2"}),
        ({"updated": "2021"}, {"updated": "2022-01"}),
        ({"published": "2021-06-17"}, {"published": "2021-06-17", "updated": "2021-10-16"}),
        ({"published": "2021-06-17"}, {"published": "2022", "venue": "NETS"}),
    ],
)
def test_the_newer_text_wins_however_short(older: dict[str, str], newer: dict[str, str]) -> None:
    old, new = Paper("p", "On trees", LONG), Paper("p", "Trees", SHORT)
    old, new = replace(old, **older), replace(new, **newer)
    for graph in (graph_of([old, new]), graph_of([old], graph_of([new])), graph_of([new], graph_of([old]))):
        assert {node.name for node in graph.nodes} == {"Trees", "BAZ"}


def test_a_replaced_text_is_not_kept() -> None:
    old = replace(ONE, id="2106.09685v1", abstract=LONG, authors=("Ann Bee",), source=Source("old", 1))
    new = replace(old, id="2106.09685v2", abstract=SHORT, source=Source("new", 1))
    (node,) = nodes_of(old, new)
    assert node.records == (Variant((Source("new", 1), Source("old", 1)), id="2106.09685v2"),)


def test_the_longest_text_wins_where_nothing_tells_which_is_newer() -> None:
    for facts in ({}, {"published": "2021"}, {"id": "2106.09685v2"}):
        assert the_paper(Paper("p", "T", LONG, url="arxiv.org/abs/2106.09685"), replace(ONE, **facts)).abstract == LONG


def test_the_code_link_of_one_record_is_code_of_the_paper() -> None:
    linked = replace(ONE, abstract="At github.com/zed/zorb .")
    told = replace(ONE, id="x", code="https://github.com/Zed/Zorb", updated="2020")
    later = graph_of([linked, told])
    (edge,) = later.edges
    assert (edge.type, edge.target) == (Relation.HAS_CODE, "repository:github.com/zed/zorb")
    assert {(mention.field, mention.rule) for mention in edge.evidence} == {("abstract", "r"), ("code", "record")}
    (edge,) = graph_of([linked]).edges
    assert edge.type is Relation.LINKS_TO
    same = graph_of([replace(ONE, source=Source("x", 1)), replace(told, abstract=ABSTRACT, source=Source("y", 1))])
    assert [edge.type for edge in same.edges] == [Relation.USES, Relation.HAS_CODE]
    assert not [record for node in same.nodes for record in node.records if record.entities]
    (paper,) = (node.paper for node in graph_of([replace(ONE, code="on request")]).nodes if node.paper)
    assert paper.code == "on request"


def test_a_graph_keeps_of_a_record_only_what_differs() -> None:
    (node,) = nodes_of(replace(ONE, id="arXiv:2106.09685v1", authors=("Ann Bee",), source=Source("x", 1)))
    assert node.records == (Variant((Source("x", 1),), id="arXiv:2106.09685v1"),)
