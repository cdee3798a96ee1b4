"""Names to ids and keys, and what a record looks like."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import ENTITY_LABELS, RELATIONS, Edge, Entity, Extraction, Label, Mention, Relation, to_record
from kg.names.fold import fold
from kg.names.ids import paper_id, slug, title_key


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_a_slug_has_no_space_no_capital_and_no_loose_hyphen(text: str) -> None:
    found = slug(text)
    assert not re.search(r"\s|^-|-$|--", found)
    assert found == found.casefold()


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_a_slug_of_ascii_is_ascii_letters_digits_and_hyphens(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(text))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CIFAR-10", "cifar-10"),
        ("Nvidia A100", "nvidia-a100"),
        ("C++", "c-plus-plus"),
        ("C", "c"),
        ("C#", "c-sharp"),
        ("Schrödinger Bridge", "schrodinger-bridge"),
        ("  a_b  ", "a-b"),
        ("", ""),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


WORDS = st.text(alphabet="bcdefXYZ019")  # no article, no plural


@given(WORDS, st.sampled_from(["-", " ", "/", "_", ".", "–"]), WORDS)
def test_fold_does_not_see_what_joins_words(left: str, joint: str, right: str) -> None:
    assert fold(f"{left}{joint}{right}") == fold(f"{left} {right}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPUs", "GPU"),
        ("LLMs", "llm"),
        ("the Adam", "Adam"),
        ("Vision-Language Models", "vision language model"),
        (r"\textbf{LoRA}", "LoRA"),
        ("“LoRA”", "LoRA"),
        ("ImageNet-1K", "ImageNet 1k"),
    ],
)
def test_names_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lasso", "Lassos2"), ("CIFAR-10", "CIFAR-100"), ("bus", "bu"), ("GAN", "GA")]
)
def test_names_that_fold_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(alphabet="abc XYZ-:,."))
def test_paper_ids_are_those_of_the_normal_title(title: str) -> None:
    assert paper_id(title) == paper_id(f" {title.upper()} ")
    assert title_key(title) == title_key(title.replace(":", " -"))
    assert re.fullmatch("[0-9a-f]{12}", paper_id(title))


def test_every_label_but_paper_has_relations() -> None:
    assert {*ENTITY_LABELS} == {*Label} - {Label.PAPER}
    assert {relation for relations in RELATIONS.values() for relation in relations} == {*Relation}


def test_a_record_has_the_paper_and_its_entities_flat(extractions: tuple[Extraction, ...]) -> None:
    record = to_record(extractions[0])
    assert record["id"] == "p1"
    assert record["source"] == {"file": "a.jsonl", "ordinal": 1}
    entities = msgspec.convert(record["entities"], tuple[Entity, ...])
    assert entities == extractions[0].entities


def test_an_edge_shows_the_evidence_of_all_its_claims() -> None:
    first, second = Mention("title", 0, 4, "LoRA", "a"), Mention("abstract", 5, 9, "LoRA", "b")
    cue = Mention("abstract", 0, 3, "use", "cue")
    claims = (
        Entity(Label.METHOD, "LoRA", (), Relation.USES, "method:lora", (first,), (cue,)),
        Entity(Label.METHOD, "LORA", (), Relation.MENTIONS, "method:lora", (second,), (cue,)),
    )
    edge = Edge("paper:p", "method:lora", Relation.USES, claims)
    assert edge.evidence == (second, first)
    assert edge.cues == (cue,)
