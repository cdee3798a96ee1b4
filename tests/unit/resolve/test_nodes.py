"""Relations that are translated for the type of a node, and names that are claimed by more than one paper."""

import pytest
from resolving import nodes, paper, titled

from kg.model import RELATIONS, Label, Relation
from kg.resolve.nodes import relation_as


@pytest.mark.parametrize("label", list(RELATIONS))
@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_word_for_every_label(relation: Relation, label: Label) -> None:
    assert relation_as(relation, label) in RELATIONS[label]


@pytest.mark.parametrize(
    ("relation", "label", "word"),
    [
        (Relation.PROPOSES, Label.DATASET, Relation.INTRODUCES),
        (Relation.INTRODUCES, Label.METHOD, Relation.PROPOSES),
        (Relation.USES, Label.DATASET, Relation.EVALUATES_ON),
        (Relation.EVALUATES_ON, Label.METHOD, Relation.USES),
        (Relation.USES, Label.HARDWARE, Relation.RUNS_ON),
        (Relation.LINKS_TO, Label.METHOD, Relation.MENTIONS),
        (Relation.MENTIONS, Label.REPOSITORY, Relation.LINKS_TO),
        (Relation.USES, Label.REPOSITORY, Relation.LINKS_TO),
    ],
)
def test_a_relation_becomes_that_of_another_label(relation: Relation, label: Label, word: Relation) -> None:
    assert relation_as(relation, label) is word


def test_a_name_that_two_papers_give_to_work_of_their_own_is_two_things() -> None:
    two = [paper(number, "", "Quorkify", relation=Relation.PROPOSES) for number in (1, 2)]
    user = paper(3, "", "Quorkify")
    assert nodes([*two, user]) == ["method:quorkify-p1", "method:quorkify-p2", "method:quorkify"]
    named = [titled(1, "QUORK for Bees", "QUORK"), titled(2, "QUORK for Bonds", "QUORK")]
    assert len({*nodes(named)}) == 2, "a title that begins with a name and no colon"
    assert nodes([two[0], user]) == ["method:quorkify"] * 2, "one paper's own work, which another uses"
    plain = [paper(number, "", "gated mixing", relation=Relation.PROPOSES) for number in (1, 2)]
    assert len({*nodes(plain)}) == 1, "plain words"
