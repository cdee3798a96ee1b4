"""Records that are added to a graph correct those that it has."""

import pytest
from graphs import NO_NAMES
from joining import LONG, ONE, SHORT, added_to, extraction, graph_of
from msgspec.structs import replace

from kg.graph.assemble import build_graph
from kg.model import Extraction, Paper, Source
from kg.names.ids import paper_id


def test_an_added_record_corrects_an_earlier_one_of_its_id() -> None:
    old = Paper("p", "On tres", LONG, published="2021", source=Source("old", 1))
    new = replace(old, title="On trees", abstract=SHORT, source=Source("new", 1))
    graph = graph_of([new], graph_of([old]), correcting=True)
    assert {node.name for node in graph.nodes} == {"On trees", "BAZ"}
    assert [source.file for node in graph.nodes for source in node.sources] == ["new", "old"]
    assert graph_of([new], graph, correcting=True) == graph_of([], graph) == graph
    undated = graph_of([replace(new, published="")], graph_of([old]), correcting=True)
    assert {node.name for node in undated.nodes} == {"On trees", "BAZ"}, "a date that is missing says nothing"
    back = graph_of([replace(old, source=Source("again", 1))], graph, correcting=True)
    assert {node.name for node in back.nodes} == {"On tres", "FOO", "BAR"}


def test_a_title_that_was_corrected_joins_no_other_paper() -> None:
    old = Paper("p", "On tres", LONG, source=Source("old", 1))
    graph = graph_of([replace(old, title="On trees", abstract=SHORT)], graph_of([old]), correcting=True)
    other = Paper("q", "On tres", "They are not trees.", source=Source("other", 1))
    assert {node.name for node in graph_of([other], graph, correcting=True).nodes} == {"On trees", "BAZ", "On tres"}


def test_what_was_found_last_in_a_text_holds() -> None:
    graph = build_graph([extraction(ONE)], NO_NAMES)
    for _ in range(2):
        graph = added_to(graph, [Extraction(ONE, ())])
        assert [node.id for node in graph.nodes] == ["paper:2106.09685"]
    assert len(added_to(graph, [extraction(ONE)]).nodes) == 2


@pytest.mark.parametrize(
    "added",
    [
        Paper("q", "On trees", SHORT),  # another id
        Paper(paper_id("On trees"), "On trees", SHORT),  # no id
        Paper("p", "On trees", SHORT, published="2021", doi="10.1000/x"),  # another source, as its fields show
        Paper("p", "On trees", SHORT, published="2020"),  # older
    ],
)
def test_other_records_correct_nothing(added: Paper) -> None:
    old = Paper("p", "On trees", LONG, published="2021")
    graph = graph_of([added], graph_of([old]), correcting=True)
    assert graph == graph_of([old, added])
    assert {node.name for node in graph.nodes} == {"On trees", "FOO", "BAR"}
