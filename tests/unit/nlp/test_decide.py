"""The entities of a Doc: no words of two, and usable in any pipeline."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from kg.model import Label
from kg.nlp.pipeline import PIPES, load

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


@given(TEXTS)
def test_no_word_belongs_to_two_entities(text: str) -> None:
    doc = load()(text)
    assert doc.text == text
    owners: dict[int, str] = {}
    for span in doc.spans["kg"]:
        assert Label(span.label_) in Label
        assert span.kb_id_.startswith(f"{span.label_.lower()}:")
        assert span.id_
        assert span.text.strip() == span.text
        for at in range(span.start_char, span.end_char):
            assert owners.setdefault(at, span.kb_id_) == span.kb_id_


def test_a_label_and_an_id_go_together(nlp: Language) -> None:
    labels = {}
    doc = nlp(TEXT + " " + TEXT.lower())
    for span in doc.spans["kg"]:
        assert labels.setdefault(span.kb_id_, span.label_) == span.label_


def test_components_work_in_a_pipeline_of_others() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for name in PIPES:
        nlp.add_pipe(name)
    doc = nlp(TEXT)
    assert {"BERT", "CIFAR-10", "ImageNet"} <= {span.text for span in doc.spans["kg"]}
    assert list(doc.sents)


def test_a_doc_can_be_stored() -> None:
    stored = DocBin(attrs=["ORTH"], docs=[load()(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT
    assert "BERT" in [span.text for span in doc.spans["kg"]]


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
