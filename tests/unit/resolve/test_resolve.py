"""Names of many papers to nodes: what is joined, what is not, and why."""

from itertools import permutations

import msgspec

from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.records import Ambiguous, Choice, Entry
from kg.model import RELATIONS, Entity, Extraction, Graph, Label, Mention, Node, Paper, Relation
from kg.names.ids import entity_id
from kg.resolve import resolve
from kg.resolve.bare import DOUBT

ENTRIES = {
    "method:lora": (Label.METHOD, Entry("LoRA", ("low-rank adaptation",))),
    "method:segment-anything-model": (Label.METHOD, Entry("Segment Anything Model", ("SAM",))),
    "method:sharpness-aware-minimization": (Label.METHOD, Entry("Sharpness-Aware Minimization", ("SAM",))),
    "dataset:cora": (Label.DATASET, Entry("Cora")),
}
SAM = Ambiguous(
    "SAM",
    (
        Choice("method:segment-anything-model", ("mask", "segment")),
        Choice("method:sharpness-aware-minimization", ("flat", "minimi")),
    ),
)
FORMS = {
    "LoRA": ("method:lora",),
    "low-rank adaptation": ("method:lora",),
    "Segment Anything Model": ("method:segment-anything-model",),
    "Sharpness-Aware Minimization": ("method:sharpness-aware-minimization",),
    "SAM": ("method:segment-anything-model", "method:sharpness-aware-minimization"),
    "Cora": ("dataset:cora",),
}


def lexicon(same: tuple[tuple[str, str], ...] = (), different: tuple[tuple[str, str], ...] = ()) -> Lexicon:
    return Lexicon(ENTRIES, FORMS, {"SAM": SAM}, {}, (), frozenset(same), frozenset(different), "x")


def paper(
    number: int,
    text: str,
    *names: str,
    key: str = "",
    label: Label = Label.METHOD,
    relation: Relation | None = None,
) -> Extraction:
    """A paper with one entity; two names are an acronym and its definition."""
    rules = ["acronym.short", "acronym.long"] if len(names) > 1 else ["shape"]
    mentions = tuple(Mention("abstract", 0, len(name), name, rule) for name, rule in zip(names, rules, strict=True))
    entity = Entity(
        label, names[0], names[1:], relation or RELATIONS[label][2], key or entity_id(label, names[0]), mentions
    )
    return Extraction(Paper(f"p{number}", f"Paper {number}", text), (entity,))


def nodes(extractions: list[Extraction], names: Lexicon | None = None) -> list[str]:
    """The node of each paper's entity."""
    resolution = resolve(extractions, names or lexicon())
    return [resolution.node_id(e.paper.id, e.entities[0]) for e in extractions]


def graph(extractions: list[Extraction], names: Lexicon | None = None) -> Graph:
    return build_graph(extractions, names or lexicon())


def only(extractions: list[Extraction], names: Lexicon | None = None) -> Node:
    (node,) = [node for node in graph(extractions, names).nodes if node.label is not Label.PAPER]
    return node


def rules(node: Node) -> set[str]:
    return {merge.rule for merge in node.merges}


def test_case_hyphen_number_and_head_noun_are_variants() -> None:
    node = only([paper(i, "", name) for i, name in enumerate(["FrobNet", "Frob-Net", "FROBnet", "FrobNet framework"])])
    assert rules(node) == {"variant"}
    assert set(node.aliases) | {node.name} == {"FrobNet", "Frob-Net", "FROBnet", "FrobNet framework"}


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
        paper(7, "antenna beam channel leaf stem", "FOB"),
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
    names = Lexicon(entries, forms, {}, {}, (), frozenset(), frozenset(), "x")
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


def titled(number: int, title: str, name: str, relation: Relation = Relation.PROPOSES) -> Extraction:
    """A paper that names one thing in its title."""
    start = title.index(name)
    mention = Mention("title", start, start + len(name), name, "title.colon")
    entity = Entity(Label.METHOD, name, (), relation, entity_id(Label.METHOD, name), (mention,))
    return Extraction(Paper(f"p{number}", title, "Nothing else."), (entity,))


def test_a_name_that_two_titles_give_to_their_own_is_two_things() -> None:
    papers = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    ids = resolve(papers, lexicon()).ids
    assert ids["p1", "method:quork"] != ids["p2", "method:quork"]


def test_a_listed_name_that_two_titles_claim_is_neither_of_them() -> None:
    papers = [titled(1, "LoRA: Radio for Bees", "LoRA"), titled(2, "LoRA: Bonds by Radio", "LoRA")]
    user = titled(3, "Tuning with LoRA", "LoRA", Relation.USES)
    nodes = set(resolve([*papers, user], lexicon()).ids.values())
    assert len(nodes) == 3
    assert "method:lora" in nodes


def test_one_title_alone_keeps_the_name_and_its_users() -> None:
    papers = [
        titled(1, "Quorkify: Counting Bees", "Quorkify"),
        titled(2, "More on Quorkify", "Quorkify", Relation.USES),
    ]
    assert set(resolve(papers, lexicon()).ids.values()) == {"method:quorkify"}


def test_a_split_name_is_no_longer_the_listed_one() -> None:
    papers = [titled(1, "LoRA: Radio for Bees", "LoRA"), titled(2, "LoRA: Bonds by Radio", "LoRA")]
    apart = lexicon(different=(("method:lora", "method:radio-for-bees"),))
    first, second, third = nodes([*papers, paper(3, "", "Radio for Bees")], apart)
    assert first == third != second


def test_an_unlisted_meaning_does_not_take_the_id_of_the_lexicon() -> None:
    assert nodes([paper(1, "", "LoRA", "Long Range", key="method:lora")]) == ["method:long-range"]


def test_a_second_choice_of_id_leaves_first_choices_alone() -> None:
    papers = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    assert "method:quork-p2" in nodes(papers)
    found = nodes([*papers, paper(3, "", "Quork p2")])
    assert found[2] == "method:quork-p2"
    assert len(set(found)) == 3
