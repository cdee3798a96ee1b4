"""The entities of a Doc: no words of two, each with a type, an id and a rule."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.model import Label
from kg.nlp import entities
from kg.nlp.entities import EntityDecider
from kg.nlp.pipeline import load
from kg.nlp.weights import CLASSES, ENTITY, Model

TEXT = "We propose Quokkify (QKF). QKF beats BERT and GPT-4 on CIFAR-10 and ImageNet. Code: https://github.com/zed/qkf."
# Bits that names, definitions, links and mark-up are made of.
BITS = r"""
We propose beats BERT BERTs CIFAR-10 /100 ImageNet dataset network Quokka QuokkaNet ( ) , . : ; and on the of A100 GPUs
7B Llama-2 \textsc { } $ https://github.com/a/b .git (QN) Quokka-Net's ResNet-50 deep neural a 100
"""
TEXTS = st.lists(st.sampled_from(BITS.split()) | st.text(max_size=4), max_size=40).flatmap(
    lambda bits: st.sampled_from([" ", "", "  ", "\n"]).map(lambda joint: joint.join(bits))
)


def test_types_and_ids_of_entities(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = {(span.text, span.label_, span.kb_id_) for span in doc.spans["kg"]}
    assert {
        ("BERT", "Method", "method:bert"),
        ("CIFAR-10", "Dataset", "dataset:cifar-10"),
        ("https://github.com/zed/qkf", "Repository", "repository:github.com/zed/qkf"),
    } <= found
    assert {"QKF", "Quokkify"} & {text for text, label, _ in found if label == "Method"}
    assert {span.text: span.id_ for span in doc.spans["kg"]}["BERT"] == "gazetteer"


def test_a_users_name_within_a_link_takes_nothing_from_it(nlp: Language) -> None:
    found = {span.kb_id_ for span in nlp("We measure speed. Code: https://github.com/zonk/Z900.").spans["kg"]}
    assert found == {"repository:github.com/zonk/z900"}


@given(TEXTS)
def test_no_character_belongs_to_two_spans(text: str) -> None:
    doc = load()(text)
    assert doc.text == text
    taken: set[int] = set()
    for span, (start, end) in zip(doc.spans["kg"], doc.spans["kg"].attrs["offsets"], strict=True):
        assert span.start_char <= start < end <= span.end_char
        assert span.label_ in [*Label]
        assert span.kb_id_.startswith(f"{span.label_.lower()}:")
        assert span.id_
        assert text[start:end].strip() == text[start:end]
        assert taken.isdisjoint(range(start, end))
        taken |= {*range(start, end)}


def test_a_label_and_an_id_go_together(nlp: Language) -> None:
    labels: dict[str, str] = {}
    doc = nlp(TEXT + " " + TEXT.lower())
    for span in doc.spans["kg"]:
        assert labels.setdefault(span.kb_id_, span.label_) == span.label_


def test_exact_offsets_go_with_spans_of_whole_tokens(nlp: Language) -> None:
    doc = nlp("We run a QUUX-based sorter.")
    (span,) = doc.spans["kg"]
    ((start, end),) = doc.spans["kg"].attrs["offsets"]
    assert (span.text, doc.text[start:end]) == ("QUUX-based", "QUUX")


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "\x00", "𝔘", "a" * 5000, "(" * 300, "Zorb-" * 300])
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_what_a_user_adds_is_an_entity_wherever_it_stands(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"add": "Method", "name": "the usual way"}\n')
    doc = load((own,))("People walk home the usual way every day.")
    assert [(span.text, span.kb_id_) for span in doc.spans["kg"]] == [("the usual way", "method:the-usual-way")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("We save memory of the Graphics Processing Unit (GPU) or Central Processing Unit (CPU).", "CPU", "Hardware"),
        (
            "We train on a large-scale and diverse dataset named WumpSense, which has 460,532 images.",
            "WumpSense",
            "Dataset",
        ),
        (
            "We introduce Wumpus Scenarios (WumpScene), a theory-grounded benchmark of 4,731 scenarios.",
            "WumpScene",
            "Dataset",
        ),
    ],
)
def test_what_a_text_says_of_a_name_is_its_type(nlp: Language, text: str, name: str, label: str) -> None:
    doc = nlp(f"Trees in the wild\n\n{text}")
    assert label in {span.label_ for span in doc.spans["kg"] if span.text == name}


@pytest.mark.parametrize(("own", "listed"), [("HOLE", "HolE"), ("STAR", "STaR")])
def test_an_unlisted_name_does_not_take_the_id_of_a_listed_one(nlp: Language, own: str, listed: str) -> None:
    doc, other = nlp(f"{own}: a sorter\n\nWe propose {own}, a novel method."), nlp(f"Our sorter beats {listed}.")
    assert {span.kb_id_ for span in doc.spans["kg"]} == {f"method:{own.lower()}-unlisted"}
    assert {span.kb_id_ for span in other.spans["kg"]} == {f"method:{own.lower()}"}


@pytest.mark.parametrize(
    ("text", "coined"),
    [
        ("SLQ: Quokkas in Shared Space\n\nWe present SLQ, a framework for retrieval of images.", True),
        ("Quokkas in space\n\nWe present SLQ, a framework for retrieval of images.", True),
        ("Quokkas in space\n\nWe propose a framework named SLQ for retrieval of images.", True),
        ("Quokkas in space\n\nWe propose SLQ, that is, stochastic Lanczos quadrature, for images.", False),
        ("Quokkas in space\n\nWe propose a method that is based on a framework named SLQ for images.", False),
        ("Quokkas in space\n\nWe train our networks with SLQ on images.", False),
    ],
)
def test_an_acronym_that_a_paper_coins_is_not_what_is_listed(nlp: Language, text: str, coined: bool) -> None:
    (found,) = {span.kb_id_ for span in nlp(text).spans["kg"] if "SLQ" in span.text}
    assert found == ("method:slq-unlisted" if coined else "method:stochastic-lanczos-quadrature")


def test_a_name_that_ends_as_those_of_data_do_is_data(nlp: Language) -> None:
    text = "ZorbConstraintBench: a framework for trees\n\nWe propose ZorbConstraintBench, a framework that makes trees."
    assert {span.label_ for span in nlp(text).spans["kg"]} == {"Dataset"}


def test_what_a_text_writes_out_decides_over_the_lists(nlp: Language) -> None:
    found = {span.text: span.kb_id_ for span in nlp("We use contrastive self-supervised learning (SSL).").spans["kg"]}
    assert found["SSL"] == "method:self-supervised-learning", "also inside a longer name that is listed"
    stopped = nlp("We use a doubly stochastic matrix (DSM) with BERT. DSM outperforms BERT.")
    assert not [span for span in stopped.spans["kg"] if span.text == "DSM"]


@pytest.mark.parametrize(("threshold", "names"), [(0.0, {"BERT", "QuokkaNet"}), (1.0, {"QUUX"})])
def test_less_probable_than_the_threshold_is_no_entity(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, threshold: float, names: set[str]
) -> None:
    decider = dict(nlp.pipeline)["kg_entities"]
    assert isinstance(decider, EntityDecider)
    monkeypatch.setattr(decider, "threshold", threshold)
    found = {span.text for span in nlp("We run QUUX, BERT and QuokkaNet in vain.").spans["kg"]}
    assert names <= found
    assert "BERT" in found or threshold == 1.0, "of what a user lists there is no doubt"
    assert threshold == 0.0 or found == names


def test_the_threshold_is_that_of_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = entities.load_weights()
    raised = msgspec.structs.replace(shipped, header=msgspec.structs.replace(shipped.header, threshold=0.77))
    monkeypatch.setattr(entities, "load_weights", lambda: raised)
    assert EntityDecider(entities.load_lexicon()).threshold == 0.77


@pytest.mark.parametrize(
    ("longer", "shorter", "name"), [(3, 1, "QuokkaNet 2"), (1, 3, "QuokkaNet"), (4, 6, "QuokkaNet 2")]
)
def test_the_surer_group_takes_its_words_first_unless_a_longer_one_is_sure(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, longer: float, shorter: float, name: str
) -> None:
    decider = dict(nlp.pipeline)["kg_entities"]
    weights = {"rule:shape.run": (0.0, longer, 0.0, 0.0), "rule:shape.odd": (0.0, shorter, 0.0, 0.0)}
    monkeypatch.setattr(decider, "model", Model(CLASSES[ENTITY], weights))
    monkeypatch.setattr(decider, "threshold", 0.8)
    assert [span.text for span in nlp("We run QuokkaNet 2 here.").spans["kg"]] == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We test on SWE-bench and SWE-bench Verified.", {"dataset:swe-bench", "dataset:swe-bench-verified"}),
        ("Training takes nine hours on 8xA100-40GB.", {"hardware:nvidia-a100"}),
        ("Random forests rank stories of CNN, BBC and Fox News.", {"method:random-forest"}),
        ("We test on CIFAR-10/100.", {"dataset:cifar-10", "dataset:cifar-100"}),
    ],
)
def test_the_longer_listed_name_wins_and_acronyms_of_something_else_are_none(text: str, names: set[str]) -> None:
    assert {span.kb_id_ for span in load()("A report\n\n" + text).spans["kg"]} == names


def test_a_listed_name_is_not_cut_out_of_a_defined_one(nlp: Language) -> None:
    text = "Singular value decomposition (SVD) plays a role. SVD is used. We use Zork-Weighted SVD (ZWSVD)."
    spans = nlp(f"A report\n\n{text}").spans["kg"]
    assert [span.text for span in spans if span.kb_id_ == "method:zwsvd"] == ["Zork-Weighted SVD", "ZWSVD"]
