"""Papers, neighbours, paths and surroundings of what a name means."""

from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

import kg
from kg.analysis import around, neighbours, papers_using, path, similar_papers
from kg.model import Graph, KgError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.analysis import Link

Network = "nx.MultiDiGraph[str]"
DEVICES = ["NVIDIA A10", "NVIDIA A100", "NVIDIA DGX A100", "NVIDIA A40", "NVIDIA A10G", "NVIDIA RTX A4000"]


def papers(links: "list[Link]") -> list[str]:
    return [link.paper for link in links]


@pytest.mark.parametrize(
    ("relations", "years", "hardware", "expected"),
    [
        (None, None, "", ["Flat cups", "Wide cups", "Sparse cups"]),
        ("MENTIONS", None, "", ["Tall cups"]),
        (["uses", "mentions"], None, "", ["Flat cups", "Wide cups", "Tall cups"]),
        (None, 2022, "", ["Wide cups"]),
        (None, range(2022, 2025), "", ["Flat cups", "Wide cups"]),
        (None, None, "a100", ["Flat cups", "Wide cups"]),
        (None, None, "DGX A100", ["Flat cups"]),
        (None, 2021, "A100", []),
        (None, None, "phone", []),
    ],
)
def test_papers_by_relation_year_and_hardware(
    g: Network, relations: str | list[str] | None, years: int | range | None, hardware: str, expected: list[str]
) -> None:
    assert papers(papers_using(g, "zorblax", relations, years, hardware)) == expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((year for year in (2022, 2024)), ["Flat cups", "Wide cups"]),
        (np.arange(2022, 2025), ["Flat cups", "Wide cups"]),
        (np.int64(2022), ["Wide cups"]),
        ([], []),
    ],
)
def test_years_may_come_in_any_form(g: Network, years: "int | Iterable[int]", expected: list[str]) -> None:
    assert papers(papers_using(g, "zorblax", years=years)) == expected


@pytest.mark.parametrize("years", ["2022", ["2022"], 2022.0, [2022.5], {None: 1}])
def test_years_that_are_none_are_told(g: Network, years: object) -> None:
    with pytest.raises(KgError, match=r"years=.*: give a whole number, or several, such as range\(2020, 2024\)"):
        papers_using(g, "zorblax", years=years)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hardware", "expected"),
    [
        ("A100", ["NVIDIA A100", "NVIDIA DGX A100"]),
        *(("A10", ["NVIDIA A10"]), ("nvidia a40", ["NVIDIA A40"]), ("A400", ["NVIDIA RTX A4000"])),
        *(("A 40", ["NVIDIA A40"]), ("nvidia", ["NVIDIA A10", *DEVICES[1:]])),
    ],
)
def test_hardware_is_found_by_whole_words(hardware: str, expected: list[str]) -> None:
    g: Network = nx.MultiDiGraph()
    g.add_node("dataset:teaset", type="Dataset", name="TeaSet")
    for device in DEVICES:
        g.add_node(f"paper:{device}", type="Paper", name=device)
        g.add_node(device, type="Hardware", name=device)
        g.add_edge(f"paper:{device}", device, type="RUNS_ON", evidence=[], cues=[])
        g.add_edge(f"paper:{device}", "dataset:teaset", type="EVALUATES_ON", evidence=[], cues=[])
    assert papers(papers_using(g, "TeaSet", hardware=hardware)) == sorted(expected)


def test_a_link_has_the_words_that_show_it(g: Network) -> None:
    [link] = papers_using(g, "FrobNet", years=2022)
    assert link == ("Wide cups", "USES", "FrobNet", 2022, "We look at FrobNet.", "paper:wide", "method:frobnet")
    assert g.has_edge(link.paper_id, link.entity_id)


def test_the_sentence_is_that_of_the_cue(graph: Graph) -> None:
    [link] = papers_using(kg.to_networkx(graph), "NVIDIA A100")
    assert link.sentence == "It beats FrobNet on CIFAR-10 and runs on an NVIDIA A100."


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda g: papers_using(g, "Zorblaxx"), r"no entity matches 'Zorblaxx': did you mean Zorblax\?"),
        (lambda g: papers_using(g, "Wide cups"), "no entity matches 'Wide cups'"),
        (lambda g: papers_using(g, "Zorblax", hardware="teapot"), "no hardware matches 'teapot'"),
        (lambda g: papers_using(g, "Zorblax", "USE"), "'USE' is no relation: give one of PROPOSES, "),
        (lambda g: neighbours(g, "cups"), "'cups' matches more than one node: give the id of one:\npaper:"),
    ],
)
def test_what_a_name_does_not_mean_is_told(g: Network, call: "object", message: str) -> None:
    assert callable(call)
    with pytest.raises(KgError, match=message):
        call(g)


def test_neighbours_of_a_paper_and_of_an_entity(g: Network) -> None:
    assert [(link.relation, link.entity) for link in neighbours(g, "Flat cups")] == [
        ("COMPARES_WITH", "Quux"),
        ("USES", "FrobNet"),
        ("USES", "Zorblax"),
        ("EVALUATES_ON", "MugBench"),
        ("RUNS_ON", "NVIDIA DGX A100"),
    ]
    assert [(link.relation, link.paper) for link in neighbours(g, "Zorblax")] == [
        ("PROPOSES", "Sparse cups"),
        ("USES", "Flat cups"),
        ("USES", "Wide cups"),
        ("MENTIONS", "Tall cups"),
    ]
    assert papers(neighbours(g, "Zorblax", "MENTIONS")) == ["Tall cups"]


def test_a_path_goes_over_papers_and_is_shortest(g: Network) -> None:
    hops = path(g, "TeaSet", "MugBench")
    assert [(hop.paper, hop.entity) for hop in hops[:1] + hops[-1:]] == [
        ("Wide cups", "TeaSet"),
        ("Flat cups", "MugBench"),
    ]
    assert len(hops) == 4
    assert hops[1].entity == hops[2].entity == "FrobNet", "rarer than Zorblax"
    assert [hop.sentence for hop in hops] == [f"We look at {hop.entity}." for hop in hops]


def test_a_path_does_not_use_what_is_only_mentioned(g: Network) -> None:
    hops = path(g, "smartphone", "Zorblax")
    assert [(hop.paper, hop.relation, hop.entity) for hop in hops] == [
        ("Tall cups", "TARGETS", "smartphone"),
        ("Tall cups", "PROPOSES", "Quux"),
        ("Flat cups", "COMPARES_WITH", "Quux"),
        ("Flat cups", "USES", "Zorblax"),
    ]


def test_where_there_is_no_path_it_is_empty(g: Network) -> None:
    assert path(g, "No cups", "Zorblax") == []
    assert path(g, "Zorblax", "zorblax") == []


def test_around_is_a_graph_of_its_own(g: Network) -> None:
    near = around(g, "Quux")
    assert {*near} == {"method:quux", "paper:flat", "paper:tall"}
    near.remove_node("paper:flat")
    assert "paper:flat" in g
    assert "method:zorblax" in around(g, "Quux", 2)
    assert isinstance(near, nx.MultiDiGraph)


def test_similar_papers_share_what_few_papers_name(g: Network) -> None:
    found = similar_papers(g, "Wide cups")
    assert papers(found) == ["Flat cups", "Sparse cups"]  # type: ignore[arg-type]
    assert found[0].shared == ("FrobNet", "Zorblax")
    assert found[1].shared == ("TeaSet", "Zorblax")
    assert similar_papers(g, "Wide cups", top=1) == found[:1]
    assert similar_papers(g, "No cups") == []


def test_another_graph_is_told(cups: Graph) -> None:
    with pytest.raises(KgError, match=r"a NetworkX graph is wanted, not Graph: give kg\.to_networkx\(graph\)"):
        papers_using(cups, "Zorblax")


def test_a_flat_graph_is_told(g: Network) -> None:
    for _, _, facts in g.edges(data=True):
        facts["evidence"] = "abstract 0-4: text"
    with pytest.raises(
        KgError, match=r"this graph has its evidence as text: give kg\.to_networkx\(graph\), without flat"
    ):
        papers_using(g, "Zorblax")
