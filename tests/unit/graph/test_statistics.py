"""Figures of a graph."""

from kg.graph.statistics import summarise, summary_lines, total_lines
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


def test_totals_are_three_lines(graph: Graph) -> None:
    assert total_lines(summarise(graph)) == [
        "2 papers from 2 records",
        "8 nodes: 2 Paper, 2 Method, 1 Dataset, 2 Hardware, 1 Repository",
        "8 edges: 1 PROPOSES, 1 COMPARES_WITH, 1 USES, 2 EVALUATES_ON, 1 RUNS_ON, 1 TARGETS, 1 HAS_CODE",
    ]
    assert total_lines(summarise(Graph()))[1:] == ["0 nodes: none", "0 edges: none"]


def test_numbers_stand_before_what_they_count(graph: Graph) -> None:
    shown = summary_lines(summarise(graph))
    assert shown[:7] == ["2 papers from 2 records", "", "papers by year", "  1  2024", "  1  unknown", "", "8 nodes"]
    for line in ("8 edges", "  2  EVALUATES_ON", "Method: the most linked, by papers", "  2  FrobNet", "  1  Zorblax"):
        assert line in shown
    assert "  1  github.com/zed/zorblax" in shown


def test_a_name_with_a_number_is_not_taken_for_a_count() -> None:
    papers = tuple(Node(f"paper:{number}", Label.PAPER, "P") for number in range(1200))
    gpt, lora = Node("method:gpt-4", Label.METHOD, "GPT 4"), Node("method:lora", Label.METHOD, "LoRA")
    edges = [Edge(paper.id, gpt.id, Relation.USES, ()) for paper in papers]
    edges.append(Edge(papers[0].id, lora.id, Relation.USES, ()))
    shown = summary_lines(summarise(Graph((gpt, lora, *papers), tuple(edges))))
    assert shown[-2:] == ["  1,200  GPT 4", "      1  LoRA"]


def test_equal_names_are_told_apart_by_their_ids() -> None:
    nodes = (
        *(Node("dataset:lora", Label.DATASET, "LORA"), Node("method:lora", Label.METHOD, "LoRA")),
        *(Node("method:lora-2", Label.METHOD, "LoRA"), Node("method:other", Label.METHOD, "Other")),
    )
    shown = summary_lines(summarise(Graph(nodes)))
    assert [line for line in shown if "LoRA" in line] == ["  0  LoRA  (method:lora)", "  0  LoRA  (method:lora-2)"]
    assert "  0  LORA  (dataset:lora)" in shown
    assert "  0  Other" in shown


def test_a_name_cannot_steer_the_terminal() -> None:
    shown = summary_lines(summarise(Graph((Node("method:x", Label.METHOD, "Net\x1b[31m\u202e"),))))
    assert shown[-1] == "  0  Net\ufffd[31m\ufffd"


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
    shown = summary_lines(summary)
    assert shown[shown.index("papers by year") + 1 :][:2] == ["  2  2021", "  1  unknown"]
    assert not [line for line in summary_lines(summarise(Graph(nodes[2:]))) if line.startswith("years")]
