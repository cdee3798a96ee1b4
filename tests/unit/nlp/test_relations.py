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


def test_features_of_a_title(look: Callable[[str], Notes]) -> None:
    features = RelationFeatures(look_at_all)([(0, 8)], {"title.colon"}, {"Quokkify"}, Context(look(TEXT)))
    assert {"title", "title.colon", "title.only"} <= set(features)


def test_what_is_beaten_is_compared_with(look: Callable[[str], Notes]) -> None:
    context = Context(look(TEXT))
    at = TEXT.index("BloopNet")
    relation, cues = best_relation(Label.METHOD, [(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    assert relation is Relation.COMPARES_WITH
    assert context.cues[cues[0]].phrase == "beat"
