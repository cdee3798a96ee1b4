"""Names that papers give in their titles to what is theirs."""

from resolving import lexicon, nodes, only, paper, titled

from kg.model import Relation
from kg.resolve import resolve


def test_a_name_that_two_titles_give_to_their_own_is_two_things() -> None:
    papers = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    first, second = nodes(papers)
    assert first != second


def test_a_listed_name_that_two_titles_claim_is_neither_of_them() -> None:
    papers = [titled(1, "LoRA: Radio for Bees", "LoRA"), titled(2, "LoRA: Bonds by Radio", "LoRA")]
    user = titled(3, "Tuning with LoRA", "LoRA", Relation.USES)
    found = {*nodes([*papers, user])}
    assert len(found) == 3
    assert "method:lora" in found


def test_one_title_alone_keeps_the_name_and_its_users() -> None:
    papers = [
        titled(1, "Quorkify: Counting Bees", "Quorkify"),
        titled(2, "More on Quorkify", "Quorkify", Relation.USES),
    ]
    assert {*nodes(papers)} == {"method:quorkify"}


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


def test_only_the_papers_own_work_is_split() -> None:
    surveys = [titled(number, f"QUORK: {what}", "QUORK", Relation.USES) for number, what in ((1, "Bees"), (2, "Bonds"))]
    assert only(surveys).merges == (), "others write about it"
    listed = [paper(number, "", "LoRA", relation=Relation.PROPOSES, rule="gazetteer") for number in (1, 2)]
    assert only(listed).merges == (), "what is well known may only be used"


def test_a_split_leaves_no_node_without_a_paper() -> None:
    papers = [titled(1, "QUORK: Counting Bees", "QUORK"), titled(2, "QUORK: Pricing Bonds", "QUORK")]
    found = resolve({one.paper.id: one for one in papers}, lexicon()).nodes
    assert {*nodes(papers)} == {node.id for node in found}
    assert [node.merges for node in found] == [(), ()]
