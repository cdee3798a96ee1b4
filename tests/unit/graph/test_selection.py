"""What a page shows of a graph, and the sentences that say so."""

import pytest

from kg.graph.selection import Selection, select
from kg.model import Edge, Graph, KgError, Label, Node, Paper, Relation


def entity(name: str, label: Label = Label.METHOD, aliases: tuple[str, ...] = ()) -> Node:
    return Node(f"{label.lower()}:{name.lower()}", label, name, aliases=aliases)


def paper(name: str, published: str = "") -> Node:
    return Node(f"paper:{name}", Label.PAPER, name, paper=Paper(name, name, "", published=published))


def graph(*links: tuple[str, str]) -> Graph:
    nodes = [
        entity("LoRA", aliases=("Low-Rank Adaptation", "adapter")),
        entity("Adam", aliases=("adapter",)),
        entity("SGD"),
        entity("GPU", Label.HARDWARE),
        entity("MNIST", Label.DATASET),
        paper("a", "2023-05-01"),
        paper("b", "2024-06-02"),
        paper("c", "--11-14"),
        paper("d"),
        paper("e", "2024"),
    ]
    edges = [Edge(f"paper:{source}", target, Relation.USES, ()) for source, target in sorted(links)]
    return Graph(tuple(sorted(nodes, key=lambda node: node.id)), tuple(edges))


WHOLE = graph(
    ("a", "method:lora"),
    ("a", "method:adam"),
    ("b", "method:lora"),
    ("b", "dataset:mnist"),
    ("c", "method:lora"),
    ("c", "hardware:gpu"),
    ("d", "method:sgd"),
    ("e", "method:adam"),
)


def ids(part: Graph) -> set[str]:
    return {node.id for node in part.nodes}


def test_all_of_a_small_graph() -> None:
    subset = select(WHOLE, Selection())
    assert subset.graph is WHOLE
    assert subset.rules == ()


def test_types_keep_papers_and_what_they_ask_for() -> None:
    subset = select(WHOLE, Selection(types=(Label.DATASET, Label.HARDWARE)))
    assert ids(subset.graph) == {"dataset:mnist", "hardware:gpu", *(f"paper:{name}" for name in "abcde")}
    assert len(subset.graph.edges) == 2
    assert "Dataset or Hardware" in subset.rules[0]


@pytest.mark.parametrize(
    ("since", "left"),
    [("2024", "be"), ("2024-06", "be"), ("2024-06-03", "e"), ("2023-05-01", "abe"), ("2023", "abe")],
)
def test_since_compares_as_far_as_dates_go(since: str, left: str) -> None:
    subset = select(WHOLE, Selection(since=since))
    assert {node.name for node in subset.graph.nodes if node.label is Label.PAPER} == set(left)
    assert f"since {since}; 2 without a year" in subset.rules[0]
    assert "method:sgd" not in ids(subset.graph)


def test_since_reads_the_year_of_an_arxiv_number() -> None:
    nodes = (paper("2106.09685"), paper("2206.09685", "--06-17"), paper("x"))
    subset = select(Graph(nodes), Selection(since="2022"))
    assert ids(subset.graph) == {"paper:2206.09685"}
    assert subset.rules == ("Only papers published since 2022; 1 without a year were left out.",)


def test_an_arxiv_number_has_the_year_where_the_date_has_none() -> None:
    node = Node("paper:2503.12267", Label.PAPER, "x", paper=Paper("2503.12267", "x", "", published="--03-16"))
    part = select(Graph((node,), data="d"), Selection(since="2025"))
    assert part.graph == Graph((node,), data="d")
    with pytest.raises(KgError, match="nothing to show"):
        select(part.graph, Selection(since="2026"))


def test_around_goes_so_many_steps() -> None:
    near = select(WHOLE, Selection(around="lora", hops=1))
    assert ids(near.graph) == {"method:lora", "paper:a", "paper:b", "paper:c"}
    assert near.rules == ("Only what is within 1 step of LoRA.",)
    far = select(WHOLE, Selection(around="low rank adaptation"))
    assert ids(far.graph) - ids(near.graph) == {"method:adam", "dataset:mnist", "hardware:gpu"}


def test_what_few_papers_name_goes_first_and_papers_with_their_code_last() -> None:
    code = Node("repository:github.com/a/b", Label.REPOSITORY, "https://github.com/a/b")
    whole = Graph((*WHOLE.nodes, code), (*WHOLE.edges, Edge("paper:c", code.id, Relation.HAS_CODE, ())))
    papers = {f"paper:{name}" for name in "abcde"}
    subset = select(whole, Selection(max_nodes=7))
    assert ids(subset.graph) == {*papers, code.id, "method:lora"}
    assert subset.rules == ("Limited to 7 nodes: 4 entities named by the fewest papers (at most 2) were left out.",)
    smaller = select(whole, Selection(max_nodes=5))
    assert ids(smaller.graph) == {"paper:a", "paper:b", "paper:c", code.id, "method:lora"}
    assert smaller.rules[0].endswith(" and 2 papers with the fewest links were left out.")


def test_a_dense_core_keeps_its_best_named() -> None:
    core = [(source, target) for source in "ab" for target in ("method:lora", "method:adam", "method:sgd")]
    subset = select(graph(*core, ("c", "method:adam")), Selection(max_nodes=5))
    assert ids(subset.graph) >= {"paper:a", "paper:b", "paper:c", "method:adam"}
    assert len(subset.graph.nodes) == 5


def test_rules_follow_one_another() -> None:
    subset = select(WHOLE, Selection(types=(Label.METHOD,), around="method:lora", hops=1, max_nodes=2))
    assert len(subset.rules) == 3
    assert len(subset.graph.nodes) == 2


def test_around_needs_one_node() -> None:
    with pytest.raises(KgError, match="no node matches 'nobody'"):
        select(WHOLE, Selection(around="nobody"))
    with pytest.raises(KgError, match=r"'adapter' matches more than one node.*\nmethod:\w+ \(\w+\); method:"):
        select(WHOLE, Selection(around="adapter"))


def test_nothing_left_is_told() -> None:
    with pytest.raises(KgError, match="nothing to show"):
        select(WHOLE, Selection(since="2030"))
