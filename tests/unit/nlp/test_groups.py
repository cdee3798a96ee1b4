"""Names of one entity come together, under the name that a reader would choose."""

from spacy.language import Language

from kg.nlp.acronyms import read_definitions
from kg.nlp.groups import Group, best_name, first_rule, group_marks
from kg.nlp.spans import ACRONYMS, NAMES, SHAPES, Mark, read_marks


def groups(nlp: Language, text: str, *kept: str) -> dict[str, Group]:
    doc = nlp(text)
    acronyms = read_marks(doc, ACRONYMS, "test")
    marks = [*read_marks(doc, NAMES, "test"), *read_marks(doc, SHAPES, "test"), *acronyms]
    return {group.key: group for group in group_marks(text, marks, read_definitions([*acronyms]), kept.__contains__)}


def forms(nlp: Language, text: str, *kept: str) -> dict[str, set[str]]:
    return {key: set(group.forms) for key, group in groups(nlp, text, *kept).items()}


def test_a_noun_behind_a_name_is_dropped_where_the_name_stands_alone_too(nlp: Language) -> None:
    assert forms(nlp, "the Quokka network. We run Quokka.")["quokka"] == {"Quokka", "Quokka network"}


def test_a_noun_of_data_makes_a_method_something_else(nlp: Language) -> None:
    text = "QUUX benchmarks are few. With QUUX models, we win. We run Wumpus-10 benchmarks and Wumpus-10."
    found = forms(nlp, text)
    assert {"QUUX", "QUUX models"} <= found["method:quux"]
    assert "QUUX benchmarks" not in found["method:quux"]
    assert "Wumpus-10 benchmarks" in found["dataset:wumpus-10"]


def test_a_definition_joins_both_its_names(nlp: Language) -> None:
    found = forms(nlp, "We present Quokka Jumping Trees (QJT). Here QJT wins.")
    assert {"Quokka Jumping Trees", "QJT"} <= found["quokkajumpingtree"]


def test_a_definition_joins_a_name_to_an_entry(nlp: Language) -> None:
    found = groups(nlp, "With Zorbic Relaxation (ZR) we win, as ZR is good.")
    assert {"Zorbic Relaxation", "ZR"} <= set(found["method:zorblax"].forms)
    assert found["method:zorblax"].ref == "method:zorblax"


def test_what_a_user_lists_is_not_defined_away(nlp: Language) -> None:
    text = "We present Quick Uniform Umbrella eXperts (QUUX)."
    assert "QUUX" in forms(nlp, text)["quickuniformumbrellaexpert"]
    assert forms(nlp, text, "method:quux")["method:quux"] >= {"QUUX", "Quick Uniform Umbrella eXperts"}


def test_two_entries_of_a_user_stay_two() -> None:
    long, short = (5, 13), (15, 17)
    marks = [Mark(*long, "gazetteer", "Method", "method:zb"), Mark(*short, "gazetteer", "Method", "method:quux")]
    for kept in ([], ["method:zb"], ["method:quux"], ["method:zb", "method:quux"]):
        found = group_marks("With Zork Blax (ZB)"[:-1] + ")", marks, [(long, short)], kept.__contains__)
        assert [group.key for group in found] == (kept or ["method:zb"])


def test_sizes_of_a_model_are_one_group(nlp: Language) -> None:
    assert forms(nlp, "with QuokkaLM-7B and QuokkaLM 13B here")["quokkalm"] >= {"QuokkaLM-7B", "QuokkaLM 13B"}


def made_of(**forms: int) -> Group:
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
    made = made_of(Quokka=1, Quokkas=1, QUOKKA=3)
    assert best_name(made, list(made.mentions), "Method") == "QUOKKA"
    made = made_of(Quokka=1, QUOKKA=1)
    assert best_name(made, list(made.mentions), "Method") == "Quokka"
    assert best_name(made, [(100, 106)], "Method") == "QUOKKA"


def test_the_name_is_an_acronym_that_the_text_defines() -> None:
    made = made_of(Quokka=3, QK=1)
    made.mentions[made.forms["QK"][0]].append("acronym.short")
    assert best_name(made, list(made.mentions), "Method") == "QK"


def test_of_several_rules_the_surest_is_named() -> None:
    assert first_rule(["shape.run", "gazetteer", "shape.odd"]) == "gazetteer"
    assert first_rule(["gazetteer", "link"]) == "link"
    assert first_rule(["shape.run", "shape.odd"]) == "shape.odd"
    assert first_rule(["shape.odd", "shared.head"]) == "shared.head"
