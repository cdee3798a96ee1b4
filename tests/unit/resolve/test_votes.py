"""How many papers it takes to say that a name of two types is one thing, and which names have two meanings."""

import pytest
from resolving import graph, lexicon, nodes, only, paper, rules

from kg.model import Extraction, Label, Relation


def papers(count: int, name: str, label: Label, first: int = 0, relation: Relation | None = None) -> list[Extraction]:
    return [paper(first + i, "", name, label=label, relation=relation) for i in range(count)]


@pytest.mark.parametrize(("most", "few", "joined"), [(4, 1, True), (3, 1, False), (8, 2, True), (7, 2, False)])
@pytest.mark.parametrize(("major", "minor"), [(Label.DATASET, Label.METHOD), (Label.METHOD, Label.DATASET)])
def test_four_papers_overrule_one(major: Label, minor: Label, most: int, few: int, joined: bool) -> None:
    found = nodes([*papers(most, "Frobset", major), *papers(few, "Frobset", minor, 50)])
    assert found == [f"{major.lower()}:frobset"] * most + [f"{(major if joined else minor).lower()}:frobset"] * few


def test_the_papers_that_are_overruled_are_named() -> None:
    node = only([*papers(9, "Frobset", Label.DATASET), *papers(2, "Frobset", Label.METHOD, 50)])
    assert [(merge.form, merge.rule, merge.papers) for merge in node.merges] == [
        ("method:frobset", "type vote", ("p50", "p51"))
    ]


@pytest.mark.parametrize(
    ("name", "joined"), [("QUOR", False), ("QUORK", True), ("QUO1", True), ("Quor", True), ("QUO", False)]
)
def test_an_acronym_of_four_letters_may_well_have_two_meanings(name: str, joined: bool) -> None:
    found = nodes([*papers(9, name, Label.DATASET), paper(50, "", name)])
    assert (len({*found}) == 1) is joined


def test_a_type_that_one_paper_vouches_for_stands() -> None:
    own = paper(50, "", "Frobset", label=Label.DATASET, relation=Relation.INTRODUCES)
    used = paper(51, "", "Frobset", label=Label.DATASET, relation=Relation.EVALUATES_ON)
    many = papers(20, "Frobset", Label.METHOD)
    assert nodes([*many, own, used])[-2:] == ["dataset:frobset"] * 2
    assert nodes([*many, used])[-1] == "method:frobset"


def test_papers_say_of_a_listed_name_what_it_is_as_of_others() -> None:
    listed = [paper(i, "", "Cora", key="dataset:cora", label=Label.DATASET) for i in range(4)]
    node = only([*listed, paper(50, "", "Cora")])
    assert (node.id, rules(node)) == ("dataset:cora", {"type vote"})
    assert len({*nodes([*listed[:3], paper(50, "", "Cora")])}) == 2


def test_of_three_types_the_one_of_most_papers_takes_both_others() -> None:
    three = [
        *papers(1, "Frobset", Label.DATASET, 60),
        *papers(9, "Frobset", Label.METHOD),
        *papers(2, "Frobset", Label.HARDWARE, 70),
    ]
    assert {*nodes(three)} == {"method:frobset"}


def test_two_claims_of_a_paper_on_one_thing_are_its_strongest() -> None:
    used, own = paper(1, "", "Frob-Net"), paper(1, "", "FrobNet", relation=Relation.PROPOSES)
    for two in ((used, own), (own, used)):
        both = Extraction(used.paper, tuple(entity for one in two for entity in one.entities))
        (edge,) = graph([both], lexicon()).edges
        assert edge.type is Relation.PROPOSES
        assert {claim.name for claim in edge.claims} == {"FrobNet", "Frob-Net"}
