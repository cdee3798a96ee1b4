"""What a page leaves out, to the node; and what a changed graph file is told to be."""

import gzip
import json
from pathlib import Path

import pytest

from kg.graph.file import is_graph_file, read_graph, write_graph
from kg.graph.selection import HOPS, MAX_NODES, Selection, select
from kg.model import Edge, Graph, KgError, Label, Node, Paper, Relation


def thing(key: str, label: Label = Label.METHOD) -> Node:
    return Node(f"{label.lower()}:{key}", label, key.upper())


def paper(key: str, published: str = "") -> Node:
    return Node(f"paper:{key}", Label.PAPER, key, paper=Paper(key, key, "", published=published))


def graph(nodes: list[Node], *links: tuple[str, str]) -> Graph:
    edges = (Edge(f"paper:{source}", target, Relation.USES, ()) for source, target in sorted(links))
    return Graph(tuple(sorted(nodes, key=lambda node: node.id)), tuple(edges), "d")


STAR = graph(
    [*(thing(key) for key in "abcdefgh"), *(paper(str(number)) for number in range(4))],
    *((str(number), f"method:{key}") for number in range(4) for key in "abcdefgh"[: 8 - 2 * number]),
)


def left(part: Graph) -> str:
    return "".join(node.name.lower() for node in part.nodes if node.label is not Label.PAPER)


@pytest.mark.parametrize(
    ("count", "things", "papers", "rule"),
    [
        (12, "abcdefgh", 4, ""),
        (11, "abcdefg", 4, "1 entity named by the fewest papers (at most 1) was"),
        (9, "abcde", 4, "3 entities named by the fewest papers (at most 2) were"),
        (6, "ab", 4, "6 entities named by the fewest papers (at most 3) were"),
        (4, "a", 3, "7 entities named by the fewest papers (at most 4) and 1 paper with the fewest links were"),
        (1, "", 1, "8 entities named by the fewest papers (at most 4) and 3 papers with the fewest links were"),
    ],
)
def test_at_most_so_many_nodes(count: int, things: str, papers: int, rule: str) -> None:
    subset = select(STAR, Selection(max_nodes=count))
    assert left(subset.graph) == things
    assert sum(node.label is Label.PAPER for node in subset.graph.nodes) == papers
    assert subset.rules == ((f"Limited to {count} node{'s' * (count > 1)}: {rule} left out.",) if rule else ())
    assert subset.graph.data == "d"


PAPERS = [paper(str(number)) for number in range(8)]
LINKS = [(str(number), "method:a") for number in range(1, 8)]


def test_a_paper_that_names_nothing_goes_first() -> None:
    subset = select(graph([thing("a"), thing("b"), *PAPERS], *LINKS), Selection(max_nodes=8))
    assert [node.id for node in subset.graph.nodes] == [
        *("method:a", "method:b"),
        *(f"paper:{number}" for number in range(1, 7)),
    ]
    assert subset.rules == ("Limited to 8 nodes: 2 papers with the fewest links were left out.",)


def test_a_paper_comes_with_its_repository() -> None:
    code = Node("repository:github.com/a/b", Label.REPOSITORY, "https://github.com/a/b")
    whole = graph([thing("a"), thing("b"), code, *PAPERS], *LINKS, ("7", "method:b"), ("7", code.id))
    subset = select(whole, Selection(max_nodes=8))
    papers = [f"paper:{number}" for number in (1, 2, 3, 4, 7)]
    assert [node.id for node in subset.graph.nodes] == ["method:a", "method:b", *papers, code.id]


def test_what_is_usual() -> None:
    assert Selection() == Selection(20_000, "", 2, (), "")
    assert (MAX_NODES, HOPS) == (20_000, 2)


CHAIN = graph(
    [*(thing(key) for key in "abc"), *(paper(str(n)) for n in range(3))],
    *(("0", "method:a"), ("0", "method:b"), ("1", "method:b"), ("1", "method:c"), ("2", "method:c")),
)


@pytest.mark.parametrize(("hops", "near"), [(0, "a"), (1, "a0"), (2, "ab0"), (3, "ab01"), (4, "abc01"), (9, "abc012")])
def test_steps_from_a_node(hops: int, near: str) -> None:
    subset = select(CHAIN, Selection(around="method:a", hops=hops))
    assert "".join(node.name.lower() for node in subset.graph.nodes) == near
    assert subset.rules == (f"Only what is within {hops} step{'s' if hops > 1 else ''} of A.",)


def test_types_leave_out_what_is_not_asked_for() -> None:
    data = thing("x", Label.DATASET)
    whole = graph([thing("a"), data, thing("lone"), paper("1"), paper("2")], ("1", "method:a"), ("2", data.id))
    subset = select(whole, Selection(types=(Label.METHOD, Label.PAPER)))
    assert [node.id for node in subset.graph.nodes] == ["method:a", "paper:1", "paper:2"]
    assert subset.rules == ("Only entities of type Method.",)


@pytest.mark.parametrize(
    ("since", "kept"), [("2024-05-17", "b"), ("2024-05-16", "ab"), ("2024-06", "b"), ("2024", "abc"), ("2025", "")]
)
def test_papers_since_a_day(since: str, kept: str) -> None:
    nodes = [paper("a", "2024-05-16"), paper("b", "2024-06-01T10:00"), paper("c", "2024-04"), paper("d", "--07-01")]
    if not kept:
        with pytest.raises(KgError, match="nothing to show"):
            select(graph(nodes), Selection(since=since))
        return
    subset = select(graph(nodes), Selection(since=since))
    assert "".join(node.name for node in subset.graph.nodes) == kept
    assert subset.rules == (f"Only papers published since {since}; 1 without a year were left out.",)


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


@pytest.fixture
def star_file(tmp_path: Path) -> Path:
    write_graph(STAR, tmp_path / "g.jsonl")
    return tmp_path / "g.jsonl"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda lines: lines[:-1], "g.jsonl is cut short, with 12 of 12 nodes and 19 of 20 edges: build"),
        (lambda lines: [*lines[:12], *lines[13:]], "line 31: changed or damaged (an edge of paper:3, which is not a"),
        (lambda lines: [*lines, lines[-1]], "g.jsonl has more than was written, with 12 of 12 nodes and 21 of 20"),
        (lambda lines: [*lines[:5], lines[4], *lines[5:]], "line 6: changed or damaged (the node method:d a second"),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], "line 4: changed or damaged (not as kg wrote it)"),
        (lambda lines: [*lines[:-2], lines[-1], lines[-2]], "line 33: changed or damaged (not as kg wrote it): build"),
        (lambda lines: [*lines, b"{}\n"], "line 34: changed or damaged (neither a node nor an edge): build"),
        (lambda lines: [lines[0].replace(b'"edges":20', b'"edges":21'), *lines[1:]], "20 of 21 edges"),
        (lambda lines: [*lines[:3], lines[3].replace(b'"C"', b'"X"'), *lines[4:]], "in one of its lines: changed"),
        (lambda lines: [*lines[:3], lines[3][:-3] + b"\n", *lines[4:]], "line 4: changed or damaged ("),
        (lambda lines: lines[1:], "is not a graph file: make one with kg build PAPERS -o graph.jsonl"),
        (lambda lines: [b"{\n", *lines], "is not a graph file: make one"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file(star_file: Path, change: object, told: str) -> None:
    assert callable(change)
    star_file.write_bytes(b"".join(change(lines_of(star_file))))
    with pytest.raises(KgError) as error:
        read_graph(star_file)
    assert told in str(error.value)


def test_the_header_tells_the_papers_apart(tmp_path: Path) -> None:
    def header(*papers: Node) -> dict[str, object]:
        write_graph(graph([*papers, thing("a")]), tmp_path / "g")
        return json.loads(lines_of(tmp_path / "g")[0])["header"]  # type: ignore[no-any-return]

    first = header(paper("1"), paper("2"))
    assert first["inputs"] != header(paper("1"), paper("3"))["inputs"]
    assert len(str(first["inputs"])) == 16
    assert {key: first[key] for key in ("format", "data", "nodes", "edges")} == {
        **{"format": 3, "data": "d", "nodes": 3, "edges": 0}
    }


def test_a_packed_file_begins_as_others_do(star_file: Path) -> None:
    packed = star_file.with_name("g.jsonl.gz")
    packed.write_bytes(gzip.compress(star_file.read_bytes()))
    assert is_graph_file(packed)
