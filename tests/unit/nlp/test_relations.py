"""What speaks for a relation, and the cues that it is read from."""

from collections.abc import Callable

from kg.model import Label, Relation
from kg.nlp.context import Context
from kg.nlp.relations import RelationFeatures, best_relation
from kg.nlp.weights import look_at_all
from kg.nlp.words import Notes

TEXT = "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on trees."


def test_features_name_the_cue_that_they_came_from(look: Callable[[str], Notes]) -> None:
    found = look(TEXT)
    context = Context(found)
    at = TEXT.index("BloopNet")
    features = RelationFeatures(look_at_all)([(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    assert features["<beat:0"] == next(n for n, cue in enumerate(found.cues) if cue.group == "beat")
    assert features["p1:beats"] == features["form:bloopnet"] == features["new"] == -1


def test_a_cue_is_as_near_to_all_names_of_a_list(look: Callable[[str], Notes]) -> None:
    context = Context(look(TEXT))
    at = TEXT.index("QUUX on")
    features = RelationFeatures(look_at_all)([(at, at + 4)], {"gazetteer"}, {"QUUX"}, context)
    assert "<beat:0" in features
    plain = Context(look(TEXT.replace("BloopNet, FrobNet and", "BloopNet when fed with")))
    at = plain.text.text.index("QUUX on")
    features = RelationFeatures(look_at_all)([(at, at + 4)], {"gazetteer"}, {"QUUX"}, plain)
    assert "<beat:0" not in features
    assert "<beat:3" in features


def test_a_part_of_a_longer_word_says_nothing_beside_the_name_alone(look: Callable[[str], Notes]) -> None:
    text = TEXT + " We propose QUUX-Quokka, too."
    context, alone, part = Context(look(text)), text.index("QUUX on"), text.index("QUUX-")
    features_of = RelationFeatures(look_at_all)
    both = features_of([(alone, alone + 4), (part, part + 4)], {"gazetteer"}, {"QUUX"}, context)
    assert {"n:2", "sentences:1", "n1:on"} <= both.keys()
    assert "<propose:0" not in both
    assert "<propose:0" in features_of([(part, part + 4)], {"gazetteer"}, {"QUUX"}, context)


def test_where_the_paper_turns_to_its_own_work(look: Callable[[str], Notes]) -> None:
    text = "Trees\n\nBloopNet is old. In this work, FrobNet is used. QUUX helps FrobNet."
    context = Context(look(text))

    def turn(name: str) -> set[str]:
        places = [(n, n + len(name)) for n in range(len(text)) if text.startswith(name, n)]
        features = RelationFeatures(look_at_all)(places, {"shape.odd"}, {name}, context)
        return {feature for feature in features if feature.startswith("turn:")}

    assert turn("BloopNet") == {"turn:before:new"}
    assert turn("FrobNet") == {"turn:behind,in:new"}
    assert turn("QUUX") == {"turn:behind:new"}
    nobody = Context(look("Trees\n\nBloopNet is old."))
    features = RelationFeatures(look_at_all)([(7, 15)], {"shape.odd"}, {"BloopNet"}, nobody)
    assert "turn:before:new" in features


def test_features_of_a_title(look: Callable[[str], Notes]) -> None:
    features = RelationFeatures(look_at_all)([(0, 8)], {"title.colon"}, {"Quokkify"}, Context(look(TEXT)))
    assert {"title", "title.colon", "title.only"} <= set(features)


def test_what_is_beaten_is_compared_with(look: Callable[[str], Notes]) -> None:
    context = Context(look(TEXT))
    at = TEXT.index("BloopNet")
    relation, cues = best_relation(Label.METHOD, [(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    assert relation is Relation.COMPARES_WITH
    assert context.cues[cues[0]].phrase == "beat"
