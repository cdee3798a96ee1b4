"""Names of one thing come together, under the name that a reader would choose."""

from collections.abc import Callable

from kg.nlp.groups import Group, best_name, first_rule, group_candidates
from kg.nlp.words import Notes


def grouped(look: Callable[[str], Notes], text: str) -> dict[str, set[str]]:
    return {group.key: set(group.forms) for group in group_candidates(look(text))}


def test_a_noun_behind_a_name_is_dropped_where_the_name_stands_alone_too(look: Callable[[str], Notes]) -> None:
    assert grouped(look, "the Quokka network. We run Quokka.")["quokka"] == {"Quokka", "Quokka network"}


def test_a_noun_of_data_makes_a_method_something_else(look: Callable[[str], Notes]) -> None:
    text = "QUUX benchmarks are few. With QUUX models, we win. We run Wumpus-10 benchmarks and Wumpus-10."
    groups = grouped(look, text)
    assert groups["method:quux"] == {"QUUX", "QUUX models"}
    assert "Wumpus-10 benchmarks" in groups["dataset:wumpus-10"]


def test_a_definition_joins_both_its_names(look: Callable[[str], Notes]) -> None:
    groups = grouped(look, "We present Quokka Jumping Trees (QJT). Here QJT wins.")
    assert {"Quokka Jumping Trees", "QJT"} <= groups["quokkajumpingtree"]


def test_a_definition_joins_a_name_to_an_entry(look: Callable[[str], Notes]) -> None:
    groups = grouped(look, "With Zorbic Relaxation (ZR) we win, as ZR is good.")
    assert {"Zorbic Relaxation", "ZR"} <= groups["method:zorblax"]


def test_sizes_of_a_model_are_one_group(look: Callable[[str], Notes]) -> None:
    assert grouped(look, "with QuokkaLM-7B and QuokkaLM 13B here")["quokkalm"] >= {"QuokkaLM-7B", "QuokkaLM 13B"}


def group(**forms: int) -> Group:
    """A group with some forms, each at so many places."""
    made = Group("key")
    at = 0
    for form, count in forms.items():
        for _ in range(count):
            place = (at, at + len(form))
            made.mentions[place] = ["shape.odd"]
            made.forms.setdefault(form, []).append(place)
            at += 100
    return made


def test_the_name_is_the_form_that_is_written_most() -> None:
    made = group(Quokka=1, Quokkas=1, QUOKKA=3)
    assert best_name(made, list(made.mentions), "Method") == "QUOKKA"
    made = group(Quokka=1, QUOKKA=1)
    assert best_name(made, list(made.mentions), "Method") == "Quokka"
    assert best_name(made, [(100, 106)], "Method") == "QUOKKA"


def test_the_name_is_an_acronym_that_the_text_defines() -> None:
    made = group(Quokka=3, QK=1)
    made.mentions[made.forms["QK"][0]].append("acronym.short")
    assert best_name(made, list(made.mentions), "Method") == "QK"


def test_of_several_rules_the_surest_is_named() -> None:
    assert first_rule(["shape.run", "gazetteer", "shape.odd"]) == "gazetteer"
    assert first_rule(["shape.run", "shape.odd"]) == "shape.odd"
