"""Labelled pairs of names: the whole pipeline tells one thing from two, and what it misses counts."""

from pathlib import Path

import msgspec
import pytest

from kg.engines import build
from kg.lab.pairs import Pair, PairError, Side, judge, lines, pairs_to_json, papers_of, read_pairs, scores
from kg.model import Edge, Entity, Graph, KgError, Label, Node, Relation
from kg.names.ids import entity_id

GOLD = Path(__file__).parents[2] / "gold" / "pairs.jsonl"
FLOOR = 0.95
LEAST = 330


def graph_of(pairs: list[Pair], names: dict[str, tuple[str, str]]) -> Graph:
    """A graph whose papers name, for each text, one thing: (node id, form)."""
    nodes, edges = [], []
    for paper in papers_of(pairs):
        nodes.append(Node(f"paper:{paper.id}", Label.PAPER, paper.title, paper=paper))
        if paper.abstract in names:
            node, form = names[paper.abstract]
            claim = Entity(Label.METHOD, form, (), Relation.USES, entity_id(Label.METHOD, form), ())
            edges.append(Edge(f"paper:{paper.id}", node, Relation.USES, (claim,)))
    return Graph(tuple(nodes), tuple(edges))


def pair(a: str, b: str, same: bool) -> Pair:
    return Pair(Side(a, f"{a} is one."), Side(b, f"{b} is another."), same)


def test_errors_are_told_apart_and_missed_names_count_on_either_side() -> None:
    pairs = [pair("A1", "B1", True), pair("C1", "D1", True), pair("E1", "F1", False), pair("G1", "H1", False)]
    names = {
        "A1 is one.": ("method:a", "a-1"),
        "B1 is another.": ("method:a", "B1 model"),
        "C1 is one.": ("method:c", "C1"),
        "D1 is another.": ("method:d", "D1"),
        "E1 is one.": ("method:e", "E1"),
        "F1 is another.": ("method:e", "F1"),
        "G1 is one.": ("method:g", "G1"),
    }
    verdicts = judge(pairs, graph_of(pairs, names))
    assert [verdict.error for verdict in verdicts] == [None, PairError.APART, PairError.JOINED, PairError.MISSED]
    assert verdicts[3].nodes == ("method:g", "")
    assert scores(verdicts) == (1 / 3, 1 / 2, pytest.approx(0.4))
    assert pairs_to_json(verdicts)["errors"] == {"joined": 1, "apart": 1, "missed": 1}
    shown = lines(verdicts)
    assert shown[1].startswith("joined   pair 3: E1 / F1")
    assert shown[2].endswith("method:g and nothing")
    assert shown[-1] == "1 joined, 1 apart, 1 missed"


def test_a_name_that_is_not_in_its_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(msgspec.json.encode(Pair(Side("A", "A is."), Side("B", "C is."), True)))
    with pytest.raises(KgError, match=r"pairs\.jsonl, line 1: the name 'B' is not in its text"):
        read_pairs(path)
    path.write_text("")
    with pytest.raises(KgError, match="has no pairs"):
        read_pairs(path)


def test_the_labelled_pairs() -> None:
    pairs = read_pairs(GOLD)
    assert len(pairs) >= LEAST
    assert len({(p.a, p.b) for p in pairs}) == len(pairs)
    verdicts = judge(pairs, build(papers_of(pairs)))
    assert scores(verdicts)[2] >= FLOOR, "\n".join(lines(verdicts))
