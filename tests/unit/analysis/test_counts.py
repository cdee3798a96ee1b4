"""Counts of papers: what is used together, by year, and most."""

import sys

import pytest

from kg.analysis import around, communities, plot, ranking, similar_papers, timeline, used_together
from kg.model import KgError

Network = "nx.MultiDiGraph[str]"


def test_used_together_with_a_name(g: Network) -> None:
    found = used_together(g, "zorblax")
    assert found[1] == ("Zorblax", "FrobNet", 2, 2 * 5 / (3 * 2), "method:zorblax", "method:frobnet")
    assert {pair.other: pair.papers for pair in found} == {
        **{"FrobNet": 2, "TeaSet": 2},
        **{"NVIDIA A100": 1, "NVIDIA DGX A100": 1, "MugBench": 1},
    }
    assert [pair.other for pair in used_together(g, "zorblax", "Dataset")] == ["TeaSet", "MugBench"]
    assert [pair.other for pair in used_together(g, "zorblax", "Repository")] == ["https://github.com/zed/wide"]
    assert [pair.other for pair in used_together(g, "Zorblax", "Method", ["USES", "COMPARES_WITH"])] == [
        "FrobNet",
        "Quux",
    ]


def test_types_are_named_in_the_plural_as_well(g: Network) -> None:
    assert ranking(g, "repositories") == ranking(g, "Repository")
    assert ranking(g, "datasets") == ranking(g, "dataset")
    with pytest.raises(KgError, match="'methodss' is no type of node"):
        ranking(g, "methodss")


def test_pairs_of_a_type(g: Network) -> None:
    assert used_together(g, "Method") == used_together(g, "methods", "Method")
    assert [(pair.one, pair.other, pair.papers) for pair in used_together(g, "Method")] == [("FrobNet", "Zorblax", 2)]
    assert used_together(g, "Hardware") == []


def test_a_timeline_has_every_year(g: Network) -> None:
    assert timeline(g, "FrobNet") == [(2021, 0, 1, 0), (2022, 1, 1, 1), (2023, 0, 0, 0), (2024, 1, 2, 0.5)]
    assert [year.papers for year in timeline(g, "Zorblax", "PROPOSES")] == [1, 0, 0, 0]
    assert [year.papers for year in timeline(g, "Dataset")] == [1, 1, 0, 1]
    assert [(year.papers, year.share) for year in timeline(g, "Paper")] == [(1, 1), (1, 1), (0, 0), (2, 1)]


@pytest.mark.parametrize(
    ("type", "by", "expected"),
    [
        ("Method", "papers", [("Zorblax", 4), ("FrobNet", 2), ("Quux", 2)]),
        ("Method", "PROPOSES", [("Quux", 1), ("Zorblax", 1)]),
        ("method", "uses", [("FrobNet", 2), ("Zorblax", 2)]),
        ("Paper", "papers", [("Flat cups", 5), ("Wide cups", 5), ("Tall cups", 3), ("Sparse cups", 2)]),
        ("Hardware", "HAS_CODE", []),
    ],
)
def test_rankings(g: Network, type: str, by: str, expected: list[tuple[str, int]]) -> None:  # noqa: A002
    assert [(ranked.name, ranked.score) for ranked in ranking(g, type, by)] == expected
    assert len(ranking(g, type, by, top=1)) == min(1, len(expected))


def test_pagerank_is_a_ranking(g: Network) -> None:
    pytest.importorskip("scipy", reason="PageRank needs scipy: install the extra plot")
    found = ranking(g, "Method", "pagerank")
    assert found[0].name == "Zorblax"
    assert 0 < found[0].score < 1


def test_a_missing_library_is_told(g: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(KgError, match=r"this needs the library scipy: run pip install 'kg\[plot\]'"):
        ranking(g, "Method", "pagerank")


@pytest.mark.parametrize(
    ("type", "by", "message"),
    [
        ("Thing", "papers", "'Thing' is no type of node: give one of Paper, Method, "),
        ("Method", "fame", "there is no ranking by 'fame': give papers, pagerank or one of PROPOSES, "),
    ],
)
def test_a_wrong_type_or_ranking_is_told(g: Network, type: str, by: str, message: str) -> None:  # noqa: A002
    with pytest.raises(KgError, match=message):
        ranking(g, type, by)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda g: ranking(g, "Method", top=-1), "top=-1: give a whole number from 0 on"),
        (lambda g: used_together(g, "Method", top=1.5), "top=1.5: give a whole number from 0 on"),
        (lambda g: similar_papers(g, "Cup", top="3"), "top='3': give a whole number"),
        (lambda g: communities(g, least=-2), "least=-2: give a whole number"),
        (lambda g: around(g, "LoRA", hops=1.5), "hops=1.5: give a whole number"),
        (lambda g: plot.heatmap(g, top=-1), "top=-1: give a whole number"),
    ],
)
def test_what_counts_nothing_is_told(g: Network, call: "object", message: str) -> None:
    assert callable(call)
    with pytest.raises(KgError, match=message):
        call(g)
