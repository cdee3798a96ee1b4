"""Figures of a graph."""

from kg.graph.statistics import summarise, summary_lines
from kg.model import Edge, Graph, Label, Node, Paper, Relation


def test_counts(graph: Graph) -> None:
    summary = summarise(graph)
    assert (summary.papers, summary.records) == (2, 2)
    assert summary.nodes == {"Paper": 2, "Method": 2, "Dataset": 1, "Hardware": 2, "Repository": 1}
    assert summary.edges["EVALUATES_ON"] == 2
    assert "INTRODUCES" not in summary.edges
    assert sum(summary.edges.values()) == len(graph.edges)


def test_most_linked_come_first_and_ties_by_name(graph: Graph) -> None:
    top = summarise(graph).top["Method"]
    assert [(entity.name, entity.papers) for entity in top] == [("FrobNet", 2), ("Zorblax", 1)]
    assert [len(entities) for entities in summarise(graph, top=1).top.values()] == [1, 1, 1, 1]


def test_two_edges_of_one_paper_are_one_paper() -> None:
    nodes = (Node("paper:p", Label.PAPER, "P"), Node("method:m", Label.METHOD, "M"))
    edges = tuple(Edge("paper:p", "method:m", relation, ()) for relation in (Relation.USES, Relation.MENTIONS))
    assert summarise(Graph(nodes, edges)).top["Method"][0].papers == 1


def test_lines_name_every_count_and_fit(graph: Graph) -> None:
    shown = summary_lines(summarise(graph), 60)
    text = "\n".join(shown)
    assert shown[0] == "2 papers from 2 records"
    for part in ("Paper 2", "EVALUATES_ON 2", "top Method", "FrobNet 2", "github.com/zed/zorblax 1"):
        assert part in text
    assert max(map(len, shown)) <= 60


def test_an_empty_graph_has_a_summary() -> None:
    assert summary_lines(summarise(Graph()))[0] == "0 papers from 0 records"


def test_papers_are_counted_by_year() -> None:
    papers = (
        Paper("2106.09685", "A", ""),
        Paper("b", "B", "", published="2021"),
        Paper("c", "C", "", published="--01-02"),
    )
    nodes = (*(Node(f"paper:{paper.id}", Label.PAPER, paper.title, paper=paper) for paper in papers),)
    summary = summarise(Graph(nodes))
    assert summary.years == {2021: 2}
    assert "years           2021 2  unknown 1" in summary_lines(summary)
    assert not [line for line in summary_lines(summarise(Graph(nodes[2:]))) if line.startswith("years")]
