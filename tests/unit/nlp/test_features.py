"""What speaks for a group: its form, its context, what found it."""

from collections.abc import Callable

import pytest

from kg.lexicon import load_lexicon
from kg.nlp.decide import group_features
from kg.nlp.features import Context, form_features, relation_features
from kg.nlp.words import Notes

TEXT = (
    "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on Wumpus-10 data."
)


@pytest.mark.parametrize(
    ("form", "kinds", "features"),
    [
        ("QuokkaNet", "O", {"kind:O", "last:quokkanet", "len:1", "end:net", "case:mixed", "short:8"}),
        ("quokka trees", "lh", {"last:tree", "first:quokka", "two:quokka tree", "len:2"}),
        ("ZN-4", "O", {"hyphen", "digit", "tail:4", "case:upper"}),
        ("Z4N", "O", {"digit.in"}),
    ],
)
def test_features_of_a_form(form: str, kinds: str, features: set[str]) -> None:
    assert features <= set(form_features(form, kinds))


def test_features_of_a_group(look: Callable[[str], Notes]) -> None:
    found = look(TEXT)
    by_key = {group.key: features for group, features in group_features(found, Context(found), load_lexicon())}
    assert {"title", "title.colon", "rule:t.title.colon", "p1:propose", "n1:,", "appos:sampler"} <= by_key["quokkify"]
    assert {"cue<:propose:0", "cue<:beat:0"} & by_key["bloopnet"]
    assert {"count:1", "p1:,", "n1:and", "n2:and quux"} <= by_key["frobnet"]
    assert "list:Method" in by_key["frobnet"]  # what stands beside it is listed


def test_features_of_a_relation_name_the_cue_that_they_came_from(look: Callable[[str], Notes]) -> None:
    found = look(TEXT)
    context = Context(found)
    at = TEXT.index("BloopNet")
    features = relation_features([(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    assert features["<beat:0"] == next(n for n, cue in enumerate(found.cues) if cue.group == "beat")
    assert features["p1:beats"] == features["form:bloopnet"] == features["new"] == -1
    title = relation_features([(0, 8)], {"title.colon"}, {"Quokkify"}, context)
    assert {"title", "title.colon", "title.only"} <= set(title)


def test_a_context_knows_sentences_and_the_name_that_the_title_gives(look: Callable[[str], Notes]) -> None:
    context = Context(look(TEXT))
    words = context.text.words
    assert [context.sentence(words.index(word)) for word in ("trees", "propose", "beats")] == [0, 1, 2]
    assert [words[i] for i in context.own] == ["Quokkify"]
