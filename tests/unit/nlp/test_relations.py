"""What speaks for a relation, and the cues that it is read from."""

import pytest
from spacy.language import Language

from kg.model import Relation
from kg.nlp.context import Context, read_context
from kg.nlp.relations import best_relation, relation_features
from kg.nlp.weights import Model, load_weights

TEXT = "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on trees."


def context_of(nlp: Language, text: str = TEXT) -> Context:
    return read_context(nlp(text), "test")


def features(context: Context, *names: str, rule: str = "gazetteer") -> dict[str, int]:
    """The features of a name at the places where these words begin, up to the end of their first word."""
    text = context.words.text
    places = [(text.index(words), text.index(words) + len(words.split()[0].rstrip("-"))) for words in names]
    return relation_features(places, {rule}, {text[start:end] for start, end in places}, context)


def test_features_name_the_cue_that_they_came_from(nlp: Language) -> None:
    context = context_of(nlp)
    found = relation_features(
        [(TEXT.index("BloopNet"), TEXT.index("BloopNet") + 8)], {"shape.odd"}, {"BloopNet"}, context
    )
    assert found["<beat:0"] == next(n for n, cue in enumerate(context.cues) if cue.group == "beat")
    assert found["p1:beats"] == found["form:bloopnet"] == found["new"] == -1


def test_a_cue_is_as_near_to_all_names_of_a_list(nlp: Language) -> None:
    assert "<beat:0" in features(context_of(nlp), "QUUX on")
    plain = features(context_of(nlp, TEXT.replace("BloopNet, FrobNet and", "BloopNet when fed with")), "QUUX on")
    assert "<beat:0" not in plain
    assert "<beat:3" in plain


def test_a_part_of_a_longer_word_says_nothing_beside_the_name_alone(nlp: Language) -> None:
    text = TEXT + " We propose QUUX-Quokka, too."
    context, alone, part = context_of(nlp, text), text.index("QUUX on"), text.index("QUUX-")
    both = relation_features([(alone, alone + 4), (part, part + 4)], {"gazetteer"}, {"QUUX"}, context)
    assert {"n:2", "sentences:1", "n1:on"} <= both.keys()
    assert "<propose:0" not in both
    assert "<propose:0" in relation_features([(part, part + 4)], {"gazetteer"}, {"QUUX"}, context)


@pytest.mark.parametrize(
    ("name", "turn"), [("BloopNet", "before:new"), ("FrobNet", "behind,in:new"), ("QUUX", "behind:new")]
)
def test_where_the_paper_turns_to_its_own_work(nlp: Language, name: str, turn: str) -> None:
    text = "Trees\n\nBloopNet is old. In this work, FrobNet is used. QUUX helps FrobNet."
    places = [(n, n + len(name)) for n in range(len(text)) if text.startswith(name, n)]
    found = relation_features(places, {"shape.odd"}, {name}, context_of(nlp, text))
    assert {feature for feature in found if feature.startswith("turn:")} == {f"turn:{turn}"}


def test_features_of_a_title(nlp: Language) -> None:
    found = relation_features([(0, 8)], {"title.colon"}, {"Quokkify"}, context_of(nlp))
    assert {"title", "title.colon", "title.only"} <= set(found)


def test_what_is_beaten_is_compared_with(nlp: Language) -> None:
    context = context_of(nlp)
    at = TEXT.index("BloopNet")
    found = relation_features([(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    relation, cues = best_relation(load_weights().models["Method"], found, context)
    assert relation is Relation.COMPARES_WITH
    assert "beat" in {cue.group for cue in cues}


def test_cues_are_those_that_speak_most_for_the_relation_in_the_order_of_the_text(nlp: Language) -> None:
    context = context_of(nlp, "We use trees. We release and propose and study QuokkaNet.")
    numbers = {cue.group: number for number, cue in enumerate(context.cues)}
    model = Model(("USES", "MENTIONS"), {"a": (3.0, 0.0), "b": (2.0, 0.0), "c": (1.0, 0.0), "d": (-9.0, 0.0)})
    by_feature = {"a": "study", "b": "release", "c": "propose", "d": "use"}
    relation, cues = best_relation(model, {f: numbers[g] for f, g in by_feature.items()} | {"e": -1}, context)
    assert relation is Relation.MENTIONS
    assert cues == []
    del by_feature["d"]
    relation, cues = best_relation(model, {f: numbers[g] for f, g in by_feature.items()} | {"e": -1}, context)
    assert relation is Relation.USES
    assert [cue.group for cue in cues] == ["release", "study"]


def test_relations_are_set_in_the_doc(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc._.kg_relations.keys() == {span.kb_id_ for span in doc.spans["kg"]}
    found = doc._.kg_relations["method:quokkify"]
    assert found["type"] == "PROPOSES"
    assert (TEXT.index("propose"), TEXT.index("propose") + 7, "propose") in found["cues"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Our code is at {}.", "HAS_CODE"),
        ("Code, models and data: {}", "HAS_CODE"),
        ("Our code extends that of Zed and is available at {}.", "HAS_CODE"),
        ("Our implementation starts from {}.", "LINKS_TO"),
        ("We test it with the harness of {}.", "LINKS_TO"),
        ("It comes with Quokkify ({}), which we build on.", "LINKS_TO"),
        ("It builds on QUUX; ours is at {}.", "HAS_CODE"),
    ],
)
def test_whose_a_link_is(nlp: Language, text: str, relation: str) -> None:
    doc = nlp("A report\n\n" + text.format("https://github.com/zed/quokka"))
    assert doc._.kg_relations["repository:github.com/zed/quokka"]["type"] == relation
