"""What users say is the same or different, in names as papers write them; and which of several joins is made."""

import pytest
from resolving import lexicon, nodes, only, paper, rules

from kg.model import Label, Relation

FROB = [paper(1, "", "Frob-Net"), paper(2, "", "FrobNet")]
LORA = [paper(1, "", "LoRA", key="method:lora"), paper(2, "", "LoRA model")]


@pytest.mark.parametrize("pair", [("Frob-Net", "FrobNet"), ("method:frob-net", "method:frobnet")])
def test_what_users_call_different_is_not_a_variant(pair: tuple[str, str]) -> None:
    assert len({*nodes(FROB)}) == 1
    assert nodes(FROB, lexicon(different=(pair,))) == ["method:frob-net", "method:frobnet"]


def test_what_users_call_different_is_not_the_listed_one() -> None:
    assert nodes(LORA) == ["method:lora"] * 2
    apart = lexicon(different=(("method:lora-model", "method:lora"),))
    assert nodes(LORA, apart) == ["method:lora", "method:lora-model"]


def test_what_users_call_different_is_not_what_an_acronym_means() -> None:
    radio, plant = "antenna beam channel fading spectrum", "leaf stem root flower pollen"
    papers = [
        *(paper(i, radio, "FOB", "Flow of Bits") for i in range(4)),
        *(paper(i, plant, "FOB", "Fruit of Bushes") for i in range(4, 8)),
        paper(8, f"{radio} budget", "FOB"),
        paper(9, f"{plant} budget", "FOB"),
    ]
    found = nodes(papers)
    assert (found[8], found[9]) == (found[0], found[4])
    found = nodes(papers, lexicon(different=(("method:fob", "method:flow-of-bits"),)))
    assert found[8] not in found[:8]
    assert found[9] == found[4], "of the other meaning nobody said so"


def test_any_listed_form_of_a_thing_may_be_used_to_say_what_is_the_same() -> None:
    two = [paper(1, "", "LoRA", key="method:lora"), paper(2, "", "Frob")]
    assert nodes(two, lexicon(same=(("low-rank adaptation", "Frob"),))) == ["method:lora"] * 2
    assert nodes(two[1:], lexicon(same=(("Frob", "Low-Rank Adaptations"),))) == ["method:lora"], "LoRA is in no paper"


def test_an_ambiguous_form_is_not_used_to_say_what_is_the_same() -> None:
    two = [paper(1, "", "Frob"), paper(2, "masks", "SAM", key="method:segment-anything-model")]
    assert nodes(two, lexicon(same=(("SAM", "Frob"),))) == ["method:segment-anything-model"] * 2
    anything, minima = "method:segment-anything-model", "method:sharpness-aware-minimization"
    three = [two[0], paper(2, "", "Segment Anything Model", key=anything), paper(3, "", "Flat", key=minima)]
    assert len({*nodes(three, lexicon(same=(("SAM", "Frob"),)))}) == 3


@pytest.mark.parametrize(
    ("lora", "cora", "node"), [(1, 0, "method:lora"), (2, 1, "method:lora"), (1, 2, "dataset:cora")]
)
def test_of_two_listed_names_that_users_join_the_one_of_most_papers_names_the_node(
    lora: int, cora: int, node: str
) -> None:
    papers = [paper(i, "", "LoRA", key="method:lora", relation=Relation.USES) for i in range(lora)]
    papers += [paper(9 - i, "", "Cora", key="dataset:cora", label=Label.DATASET) for i in range(cora)]
    assert {*nodes(papers, lexicon(same=(("LoRA", "Cora"),)))} == {node}


# Each is a misspelling of the next, but the first is not one of the last.
MANY, BETWEEN, FEW = "Transformation of Bits", "Transfurmation of Bits", "Transfurmetion of Bits"


def chain() -> list[str]:
    three = [paper(1, "", "TOB", MANY), paper(2, "", "TOB", MANY), paper(3, "", "TOB", MANY)]
    return [*three, paper(4, "", "TOB", FEW), paper(5, "", "TOB", FEW), paper(6, "", "TOB", BETWEEN)]


def test_a_definition_between_two_others_goes_to_that_of_most_papers_and_does_not_join_them() -> None:
    found = nodes(chain())
    assert found[5] == found[0] != found[3] == found[4]


def test_a_definition_goes_to_the_next_like_it_where_users_say_that_it_is_not_the_first() -> None:
    found = nodes(chain(), lexicon(different=((MANY, BETWEEN),)))
    assert found[5] == found[3] != found[0]


def test_a_definition_that_users_join_goes_to_no_other() -> None:
    found = nodes(chain(), lexicon(same=((MANY, BETWEEN),)))
    assert found[5] == found[0] != found[3]


def test_five_papers_vouch_for_a_join() -> None:
    usual = [paper(i, "", "FrobNet") for i in range(10, 19)]
    node = only([*usual, *(paper(i, "", "FrobNets") for i in (7, 3, 5, 1, 6, 4, 2))])
    (merge,) = node.merges
    assert (merge.form, merge.papers) == ("method:frobnets", ("p1", "p2", "p3", "p4", "p5"))
    assert rules(node) == {"variant"}
