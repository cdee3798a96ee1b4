"""Names of many papers to nodes: what is joined, what is not, and why."""

from itertools import permutations

import msgspec
import pytest
from graphs import NO_NAMES
from msgspec.structs import replace
from resolving import graph, lexicon, nodes, only, paper, rules

from kg.knowledge.lexicon import load_lexicon
from kg.knowledge.records import Entry
from kg.model import Label, Relation
from kg.resolve.bare import DOUBT


def test_case_hyphen_number_and_head_noun_are_variants() -> None:
    node = only([paper(i, "", name) for i, name in enumerate(["FrobNet", "Frob-Net", "FROBnet", "FrobNet framework"])])
    assert rules(node) == {"variant"}
    assert set(node.aliases) | {node.name} == {"FrobNet", "Frob-Net", "FROBnet", "FrobNet framework"}


@pytest.mark.parametrize(
    ("name", "device"),
    [
        ("NVIDIA A100 80GB GPUs", "hardware:nvidia-a100"),
        ("NVIDIA Tesla V100 16 GB GPUs", "hardware:nvidia-v100"),
        ("NVIDIA L40S 48GB GPUs", "hardware:nvidia-l40s"),  # not the L40
    ],
)
def test_a_device_with_its_memory_is_the_listed_one(name: str, device: str) -> None:
    assert only([paper(1, "", name, label=Label.HARDWARE)], load_lexicon()).id == device


def test_a_merge_says_form_rule_and_papers() -> None:
    node = only([paper(1, "", "low rank adaptation"), paper(2, "", "LoRA")])
    assert node.id == "method:lora"
    (merge,) = node.merges
    assert (merge.form, merge.rule, merge.papers) == ("method:low-rank-adaptation", "listed", ("p1",))


def test_definitions_of_one_acronym_are_one_only_in_like_words() -> None:
    like = [paper(1, "", "RVR", "rewards for verified results"), paper(2, "", "RVR", "Reward from Verified Results")]
    assert rules(only(like)) == {"definition in like words"}
    first, second = nodes([like[0], paper(2, "", "RVR", "Random Voxel Routing")])
    assert first != second


def test_a_definition_beats_the_listed_meaning_of_its_acronym() -> None:
    first, second = nodes([paper(1, "", "LoRA"), paper(2, "", "LoRA", "Long Range", key="method:lora")])
    assert first == "method:lora"
    assert second != first


def test_a_bare_acronym_is_what_others_define() -> None:
    defining = [paper(i, "", "FOB", "Flow of Bits") for i in range(3)]
    node = only([*defining, paper(9, "", "FOB")])
    assert rules(node) == {"acronym"}


def test_a_contested_acronym_goes_by_the_words_around_it() -> None:
    radio = "antenna beam channel fading spectrum"
    plant = "leaf stem root flower pollen"
    extractions = [
        *(paper(i, radio, "FOB", "Flow of Bits") for i in range(3)),
        *(paper(i, plant, "FOB", "Fruit of Bushes") for i in range(3, 6)),
        paper(7, f"{radio} budget", "FOB"),
        paper(8, f"{plant} budget", "FOB"),
        paper(9, "nothing shared anywhere", "FOB"),
    ]
    found = nodes(extractions)
    assert found[6] == found[0]
    assert found[7] == found[3]
    assert found[8] not in (found[0], found[3]), "neither words nor a majority speak for one"


def test_words_must_speak_clearly_for_one_meaning() -> None:
    radio, plant = "antenna beam channel fading spectrum", "leaf stem root flower pollen"
    extractions = [
        *(paper(i, radio, "FOB", "Flow of Bits") for i in range(3)),
        *(paper(i, plant, "FOB", "Fruit of Bushes") for i in range(3, 6)),
        paper(7, "antenna beam leaf stem", "FOB"),
        paper(8, "antenna beam channel", "FOB"),
    ]
    found = nodes(extractions)
    assert found[6] not in (found[0], found[3])
    assert found[7] == found[0]


def test_an_acronym_goes_to_what_is_written_with_the_same_capitals() -> None:
    extractions = [
        *(paper(i, "", "FoB", "Flow of Bits") for i in range(3)),
        *(paper(i, "", "FOB", "Fruit of Bushes") for i in range(3, 9)),
        paper(20, "", "FoB"),
        paper(21, "", "FOB"),
    ]
    found = nodes(extractions)
    assert found[-2] == found[0] != found[3] == found[-1]


def test_other_definitions_do_not_take_a_listed_acronym_over() -> None:
    defining = [paper(i, "", "LoRA", "Long Range", key="method:lora") for i in range(5)]
    found = nodes([*defining, paper(9, "", "LoRA", key="method:lora")])
    assert found[-1] == "method:lora" != found[0]


def test_joins_in_doubt_have_rules_of_their_own() -> None:
    majority = [*(paper(i, "", "FOB", "Flow of Bits") for i in range(4)), paper(5, "", "FOB", "Fruit of Bushes")]
    found = graph([*majority, paper(9, "", "FOB")])
    doubted = [merge for node in found.nodes for merge in node.merges if merge.rule.startswith(DOUBT)]
    assert [merge.papers for merge in doubted] == [("p9",)]
    assert {merge.rule for merge in doubted} == {"doubtful: most definitions"}


def test_one_definition_of_a_short_acronym_says_nothing_of_papers_on_other_things() -> None:
    first, second = nodes([paper(1, "leaf root", "FOB", "Flow of Bits"), paper(2, "radar sonar", "FOB")])
    assert first != second


def test_an_ambiguous_form_is_decided_by_words_then_by_like_papers_then_by_use() -> None:
    anything = "method:segment-anything-model"
    extractions = [
        paper(1, "masks of cells in tissue slides", "SAM", key=anything),
        paper(2, "flat minima of vision networks", "SAM", key=anything),
        paper(3, "cells in tissue slides again", "SAM", key=anything),
        paper(4, "other words altogether", "SAM", key=anything),
    ]
    found = nodes(extractions)
    assert found == [anything, "method:sharpness-aware-minimization", anything, anything]
    merges = {node.id: rules(node) for node in graph(extractions).nodes if node.merges}
    assert merges["method:sharpness-aware-minimization"] == {"context"}
    assert merges[anything] == {"acronym in like papers", "doubtful: usual meaning"}


def test_a_name_of_two_types_is_one_thing_if_by_far_most_papers_agree() -> None:
    many = [paper(i, "", "Frobset", label=Label.DATASET) for i in range(8)]
    found = graph([*many, paper(9, "", "Frobset", relation=Relation.USES)])
    (node,) = [node for node in found.nodes if node.label is not Label.PAPER]
    assert (node.id, rules(node)) == ("dataset:frobset", {"type vote"})
    edge = next(edge for edge in found.edges if edge.source == "paper:p9")
    assert edge.type is Relation.EVALUATES_ON
    few = [*many[:3], paper(9, "", "Frobset")]
    assert len(set(nodes(few))) == 2
    some = [*many[:5], *(paper(i, "", "Frobset", relation=Relation.USES) for i in (9, 10))]
    assert len(set(nodes(some))) == 2, "by far means four to one"
    own = [*many, paper(9, "", "Frobset", relation=Relation.PROPOSES)]
    assert len(set(nodes(own))) == 2, "a paper that proposes it knows what it is"


def test_votes_on_types_leave_listed_names_short_acronyms_and_names_of_two_meanings_alone() -> None:
    listed = [
        *(paper(i, "", "Cora") for i in range(20)),
        paper(30, "", "Cora", key="dataset:cora", label=Label.DATASET),
    ]
    assert len(set(nodes(listed))) == 2
    short = [*(paper(i, "", "FOB", label=Label.DATASET) for i in range(20)), paper(30, "", "FOB")]
    assert len(set(nodes(short))) == 2
    many = [paper(i, "", "Frobset", label=Label.DATASET) for i in range(20)]
    parted = lexicon(different=(("method:frobset", "method:frob-set"),))
    assert len(set(nodes([*many, paper(30, "", "Frobset"), paper(31, "", "Frob-Set")], parted))) == 3


def test_a_user_joins_and_parts_also_one_after_the_other() -> None:
    three = [paper(1, "", "Frob"), paper(2, "", "Nicate"), paper(3, "", "Quux")]
    chain = lexicon(same=(("Frob", "Nicate"), ("Nicate", "Quux")))
    assert rules(only(three, chain)) == {"user"}
    variants = [paper(1, "", "Frob-Net"), paper(2, "", "FrobNet"), paper(3, "", "Quux")]
    parted = lexicon(same=(("method:frob-net", "Quux"),), different=(("Quux", "method:frobnet"),))
    first, second, third = nodes(variants, parted)
    assert first == third != second, "what is the same as Quux is not what is different from it"


def test_a_user_overrules_the_lexicon() -> None:
    two = [paper(1, "", "LoRA", key="method:lora"), paper(2, "", "Cora", label=Label.DATASET, key="dataset:cora")]
    assert len(set(nodes(two))) == 2
    assert len(set(nodes(two, lexicon(same=(("LoRA", "Cora"),))))) == 1


def test_two_listed_entities_are_never_joined() -> None:
    entries = {
        "method:frobnet": (Label.METHOD, Entry("FrobNet")),
        "method:frobnet-framework": (Label.METHOD, Entry("FrobNet framework")),
    }
    forms = {entry.name: (key,) for key, (_, entry) in entries.items()}
    names = replace(NO_NAMES, entries=entries, forms=forms)
    two = [paper(number, "", entry.name, key=key) for number, (key, (_, entry)) in enumerate(entries.items())]
    assert nodes(two, names) == [*entries]


def test_a_name_that_is_listed_twice_is_not_joined_as_listed() -> None:
    node = only([paper(1, "a mask", "SAM", key="method:sam")])
    assert (node.id, rules(node)) == ("method:segment-anything-model", {"context"})


def test_order_does_not_matter() -> None:
    extractions = [
        paper(1, "leaf root stem", "FOB", "Flow of Bits"),
        paper(2, "leaf root stem", "FOB"),
        paper(3, "radar", "Flow of Bits"),
        paper(4, "radar", "FOB", "Fruit of Bushes"),
    ]
    first = graph(extractions)
    assert all(graph(list(order)) == first for order in permutations(extractions))


def test_ids_of_nodes_that_share_a_name_differ() -> None:
    found = graph([paper(i, f"word{i}", "FOB", long) for i, long in enumerate(["Flow of Bits", "Fruit of Bushes"])])
    entities = [node for node in found.nodes if node.label is not Label.PAPER]
    assert {node.id for node in entities} == {"method:fob", "method:fruit-of-bushes"}
    assert {msgspec.structs.replace(node, merges=()).name for node in entities} == {"FOB", "Fruit of Bushes"}


def test_an_acronym_that_is_listed_is_what_a_like_long_form_says() -> None:
    listed = lexicon()
    listed.forms["LoRA"] = ("method:lora",)
    typo = paper(1, "", "LoRA", "low-rank adaption")
    assert nodes([typo], listed) == ["method:lora"]
    other = paper(2, "", "LoRA", "long range attention")
    assert nodes([other], listed) != ["method:lora"]
