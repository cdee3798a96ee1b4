"""What speaks for a relation, and the cues that it is read from."""

import pytest
from spacy.language import Language

from kg.model import Relation
from kg.nlp.context import Context, read_context
from kg.nlp.evidence import Features, relation_features
from kg.nlp.relations import RelationScores, agreed, best_relation
from kg.nlp.weights import Model, load_weights

TEXT = "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on trees."


def context_of(nlp: Language, text: str = TEXT) -> Context:
    return read_context(nlp(text), "test")


def reading(model: Model, features: Features, list_start: int | None = None, label: str = "Method") -> RelationScores:
    return RelationScores(label, model, features, model.probabilities(features), list_start)


def test_the_names_of_one_list_have_one_relation() -> None:
    model = Model(("USES", "MENTIONS"), {"a": (3.0, 0.0), "b": (0.0, 1.0)})
    found = dict(
        agreed(
            {
                "a": reading(model, {"a": 0}, 7),
                "b": reading(model, {"b": 0}, 7),
                "another list": reading(model, {"b": 0}, 9),
                "none": reading(model, {"b": 0}),
                "none either": reading(model, {"a": 0}),
                "another type": reading(model, {"b": 0}, 7, "Hardware"),
            }
        )
    )
    best = {target: its.model.classes[its.probable.index(max(its.probable))] for target, its in found.items()}
    assert [target for target, relation in best.items() if relation == "USES"] == ["a", "b", "none either"]


def test_what_is_beaten_is_compared_with(nlp: Language) -> None:
    context = context_of(nlp)
    at = TEXT.index("BloopNet")
    found = relation_features([(at, at + 8)], {"shape.odd"}, {"BloopNet"}, context)
    relation, cues = best_relation(reading(load_weights().models["Method"], found), context)
    assert relation is Relation.COMPARES_WITH
    assert "beat" in {cue.group for cue in cues}


def test_cues_are_those_that_speak_most_for_the_relation_in_the_order_of_the_text(nlp: Language) -> None:
    context = context_of(nlp, "We use trees. We release and propose and study QuokkaNet.")
    numbers = {cue.group: number for number, cue in enumerate(context.cues)}
    model = Model(("USES", "MENTIONS"), {"a": (3.0, 0.0), "b": (2.0, 0.0), "c": (1.0, 0.0), "d": (-9.0, 0.0)})
    by_feature = {"a": "study", "b": "release", "c": "propose", "d": "use"}
    relation, cues = best_relation(reading(model, {f: numbers[g] for f, g in by_feature.items()} | {"e": -1}), context)
    assert relation is Relation.MENTIONS
    assert cues == []
    del by_feature["d"]
    relation, cues = best_relation(reading(model, {f: numbers[g] for f, g in by_feature.items()} | {"e": -1}), context)
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
        ("We build on Quokkify ({}), and release our models elsewhere.", "LINKS_TO"),
        ("It builds on QUUX; ours is at {}.", "HAS_CODE"),
        ("We index it with LoRA ({}).", "LINKS_TO"),
        ("We read issues of LoRA <{}>.", "LINKS_TO"),
        ("We train it with [LoRA]({}) on trees.", "LINKS_TO"),
        ("Our code extends {}.", "LINKS_TO"),
        ("Our code is adapted from \\url{{{}}}.", "LINKS_TO"),
        ("Our code is a fork of {}.", "LINKS_TO"),
        ("Our code is based on Zed and available at {}.", "HAS_CODE"),
        ("Our code, based on Zed, is at {}.", "HAS_CODE"),
        ("Our extended code is at {}.", "HAS_CODE"),
        ("It is trained with LoRA. Our code ({}) is open.", "HAS_CODE"),
    ],
)
def test_whose_a_link_is(nlp: Language, text: str, relation: str) -> None:
    doc = nlp("A report\n\n" + text.format("https://github.com/zed/quokka"))
    assert doc._.kg_relations["repository:github.com/zed/quokka"]["type"] == relation
