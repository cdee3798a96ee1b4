"""An extraction says where its words stand, gives an entity one name and one relation, and is the same each time."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import RELATIONS, Entity, Extraction, Label, Mention, Paper, Relation, to_record
from kg.nlp import extraction as extraction_module
from kg.nlp import load
from kg.nlp.extraction import extract_paper

# Bits that names, definitions, links and mark-up are made of.
BITS = r"""
We propose beats BERT BERTs CIFAR-10 /100 ImageNet dataset network Quokka QuokkaNet ( ) , . : ; and on the of A100 GPUs
7B Llama-2 \textsc { } $ https://github.com/a/b .git (QN) Quokka-Net's ResNet-50 deep neural a 100 trained with
"""
TEXTS = st.lists(st.sampled_from(BITS.split()) | st.text(max_size=4), max_size=40).flatmap(
    lambda bits: st.sampled_from([" ", "", "  ", "\n", "\n\n"]).map(lambda joint: joint.join(bits))
)
PAPER = Paper(
    "p1",
    "Quokkify: jumping over trees",
    "We propose Quokkify, a sampler of trees. It beats BERT and Llama-2 7B on CIFAR-10 and CIFAR-100. Training takes a "
    "day on eight NVIDIA A100 GPUs. Our code is available at https://github.com/Zed/Quokkify.",
)


def entities(paper: Paper) -> dict[str, Entity]:
    return {entity.name: entity for entity in extract_paper(load(), paper).entities}


def shown(paper: Paper, mentions: tuple[Mention, ...]) -> list[str]:
    return [getattr(paper, mention.field)[mention.start : mention.end] for mention in mentions]


def check(paper: Paper, extraction: Extraction) -> None:
    """What holds for every extraction."""
    ids = [entity.id for entity in extraction.entities]
    assert len(ids) == len(set(ids))
    text = paper.title + "\n\n" + paper.abstract
    for entity in extraction.entities:
        assert entity.relation in RELATIONS[entity.type]
        assert entity.mentions
        for mention in (*entity.mentions, *entity.cues):
            assert mention.field in ("title", "abstract", "code")
            assert getattr(paper, mention.field)[mention.start : mention.end] == mention.text
            assert mention.text
        if entity.type is not Label.REPOSITORY:
            assert all(form in text for form in (entity.name, *entity.aliases))
        assert entity.name not in entity.aliases
        assert len(set(entity.aliases)) == len(entity.aliases)


@given(TEXTS, TEXTS)
def test_every_mention_is_where_it_says(title: str, abstract: str) -> None:
    paper = Paper("p", title, abstract)
    extraction = extract_paper(load(), paper)
    check(paper, extraction)
    assert extract_paper(load(), paper) == extraction


def test_rare_words_are_forgotten_once_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp, text = load(), "We train Qworbl-9 by zmeltric hnorbing. Qworbl-9 beats LoRA on CIFAR-10, see Qworbl."
    papers = [Paper("p", f"Plonking {word}", text.replace("orb", word)) for word in ("urb", "arb")]
    before = len(nlp.vocab.strings)
    monkeypatch.setattr(extraction_module, "KEPT_WORDS", 0)
    forgotten = [extract_paper(nlp, paper) for paper in papers for _ in range(2)]
    assert len(nlp.vocab.strings) == before
    monkeypatch.undo()
    kept = [extract_paper(nlp, paper) for paper in papers for _ in range(2)]
    assert len(nlp.vocab.strings) > before
    assert forgotten == kept
    assert {entity.name for entity in kept[0].entities} == {"Qwurbl-9", "LoRA", "CIFAR-10"}


@given(st.text(), st.text())
def test_any_text_is_read(title: str, abstract: str) -> None:
    paper = Paper("p", title, abstract)
    check(paper, extract_paper(load(), paper))


def test_what_a_paper_does_with_what_it_names() -> None:
    found = entities(PAPER)
    assert {name: (entity.type, entity.relation) for name, entity in found.items()} == {
        "Quokkify": (Label.METHOD, Relation.PROPOSES),
        "BERT": (Label.METHOD, Relation.COMPARES_WITH),
        "Llama-2": (Label.METHOD, Relation.COMPARES_WITH),
        "CIFAR-10": (Label.DATASET, Relation.EVALUATES_ON),
        "CIFAR-100": (Label.DATASET, Relation.EVALUATES_ON),
        "NVIDIA A100 GPUs": (Label.HARDWARE, Relation.RUNS_ON),
        "https://github.com/Zed/Quokkify": (Label.REPOSITORY, Relation.HAS_CODE),
    }
    check(PAPER, extract_paper(load(), PAPER))


def test_a_relation_keeps_the_words_that_it_was_read_from() -> None:
    found = entities(PAPER)
    assert "propose" in " ".join(shown(PAPER, found["Quokkify"].cues)).lower()
    assert "beats" in shown(PAPER, found["BERT"].cues)


def test_title_and_abstract_are_told_apart() -> None:
    quokkify = entities(PAPER)["Quokkify"]
    assert [mention.field for mention in quokkify.mentions] == ["title", "abstract"]


def test_a_name_that_shares_its_head_is_whole() -> None:
    paper = Paper("p", "Naming flowers", "We train EfficientNet-B0, -B3 and -B7 on Flowers-102.")
    assert {"EfficientNet-B0", "EfficientNet-B3", "EfficientNet-B7"} <= {one.name for one in entities(paper).values()}


def test_a_size_is_no_part_of_the_name_but_of_the_mention() -> None:
    llama = entities(PAPER)["Llama-2"]
    assert llama.aliases == ("Llama-2 7B",)
    assert shown(PAPER, llama.mentions) == ["Llama-2 7B"]


def test_the_name_is_an_acronym_that_the_paper_defines(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text('{"add": "Method", "name": "Zorbic Relaxation"}')
    text = "With Zorbic Relaxation (ZR) we win. Zorbic Relaxation is fast, as Zorbic Relaxation has trees."
    (found,) = extract_paper(load((own,)), Paper("p", "On trees", text)).entities
    assert (found.name, found.aliases, found.id) == ("ZR", ("Zorbic Relaxation",), "method:zorbic-relaxation")


def test_a_link_that_is_only_used() -> None:
    used = Paper("p", "On trees", "We use trees from https://github.com/zed/trees and look at them.")
    own = Paper("p", "On trees", "Our code is released at https://github.com/zed/trees.")
    assert [e.relation for e in extract_paper(load(), used).entities if e.type is Label.REPOSITORY] == ["LINKS_TO"]
    assert [e.relation for e in extract_paper(load(), own).entities if e.type is Label.REPOSITORY] == ["HAS_CODE"]


def test_an_empty_paper_has_no_entities() -> None:
    assert extract_paper(load(), Paper("p", "", "")).entities == ()


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_seed_of_hashes_changes_nothing(seed: str) -> None:
    code = (
        "import sys, msgspec; from kg.model import *; from kg.nlp import load\n"
        "from kg.nlp.extraction import extract_paper\n"
        "paper = msgspec.json.decode(sys.argv[1], type=Paper)\n"
        "print(msgspec.json.encode(to_record(extract_paper(load(), paper))).decode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, msgspec.json.encode(PAPER).decode()],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == msgspec.json.encode(to_record(extract_paper(load(), PAPER))).decode()


@pytest.mark.parametrize("code", ["https://github.com/Zed/Quokkify", "https://huggingface.co/zed/quokkify"])
def test_a_records_own_link_is_its_code(code: str) -> None:
    paper = msgspec.structs.replace(PAPER, code=code)
    extraction = extract_paper(load(), paper)
    check(paper, extraction)
    found = {entity.name: entity for entity in extraction.entities}
    assert found[code].relation is Relation.HAS_CODE
    assert [mention.field for mention in found[code].mentions][-1:] == ["code"]
    assert found["https://github.com/Zed/Quokkify"].relation is Relation.HAS_CODE
    assert to_record(extraction)["code"] == code


def test_a_code_field_without_a_repository_adds_nothing() -> None:
    paper = msgspec.structs.replace(PAPER, code="on request")
    assert extract_paper(load(), paper).entities == extract_paper(load(), PAPER).entities


def test_spaces_in_a_name_do_not_count() -> None:
    extraction = extract_paper(load(), Paper("p", "On trees", "We use a Vision  Transformer."))
    (entity,) = extraction.entities
    assert (entity.id, entity.mentions[0].text) == ("method:vision-transformer", "Vision  Transformer")


def test_a_name_and_its_id_are_of_one_form() -> None:
    text = "We propose FooNets. FooNets beat oaks. FooNets are networks, and a FooNet is good."
    (entity,) = extract_paper(load(), Paper("p", "On trees", text)).entities
    assert (entity.name, entity.aliases, entity.id) == ("FooNet", ("FooNets",), "method:foonet")


def test_the_word_before_a_link_is_not_the_last_of_the_abstract() -> None:
    found = extract_paper(load(), Paper("p", "", "github.com/zed/quokkify is what we think of")).entities
    assert [entity.relation for entity in found] == [Relation.HAS_CODE]
