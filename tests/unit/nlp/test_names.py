"""Listed names are found however they are written, and not where the words mean something else."""

import pytest
from spacy.language import Language

from kg.nlp.spans import NAMES, read_marks
from kg.nlp.words import words_of

OWN = ("method:zorblax", "method:quux", "method:frobnication-filter", "dataset:wumpus", "hardware:z900")


def listed(nlp: Language, text: str) -> list[tuple[str, str]]:
    doc = nlp(text)
    plain = words_of(doc).text
    return [(plain[mark.start : mark.end], mark.target) for mark in read_marks(doc, NAMES, "test")]


def own(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [row for row in listed(nlp, text) if row[1].startswith(OWN)]


@pytest.mark.parametrize(
    ("text", "written", "target"),
    [
        ("we run Zorblax here", "Zorblax", "method:zorblax"),
        ("we run ZORBLAX here", "ZORBLAX", "method:zorblax"),
        ("we run zorbic relaxation here", "zorbic relaxation", "method:zorblax"),
        ("we run Zorbic-relaxation here", "Zorbic-relaxation", "method:zorblax"),
        ("several frobnication filters", "frobnication filters", "method:frobnication-filter"),
        ("several QUUXs", "QUUXs", "method:quux"),
        ("on Wumpus10", "Wumpus10", "dataset:wumpus-10"),
        ("on wumpus 10", "wumpus 10", ""),
        ("on WUMPUS 10", "WUMPUS 10", "dataset:wumpus-10"),
        ("two Z900 boards", "Z900", "hardware:z900"),
        ("two Zonk Z900s", "Zonk Z900s", "hardware:z900"),
        (r"\textsc{Zorblax}", "Zorblax", "method:zorblax"),
        ("(Zorblax)", "Zorblax", "method:zorblax"),
        ("Zorblax-based", "Zorblax", "method:zorblax"),
        ("on Wumpus $10$", "Wumpus 10", "dataset:wumpus-10"),
        ("on $Wumpus 10$", "Wumpus 10", "dataset:wumpus-10"),
    ],
)
def test_one_entry_serves_all_ways_of_writing_a_name(nlp: Language, text: str, written: str, target: str) -> None:
    assert own(nlp, text)[:1] == ([(written, target)] if target else [])


@pytest.mark.parametrize(
    "text",
    [
        "a quux of things",  # capitals alone tell a short name from a word
        "rezorblaxed",  # part of a word
        "Zorblax2d",
        "zorblax",
    ],
)
def test_what_is_written_otherwise_is_something_else(nlp: Language, text: str) -> None:
    assert own(nlp, text) == []


def test_a_label_goes_with_a_name(nlp: Language) -> None:
    (mark,) = read_marks(nlp("two Z900 boards"), NAMES, "test")
    assert (mark.rule, mark.label) == ("gazetteer", "Hardware")


def test_an_article_is_no_part_of_a_name(nlp: Language) -> None:
    assert ("A100", "hardware:nvidia-a100") in listed(nlp, "On an A100 it takes a day.")
    assert not listed(nlp, "It takes a 100 steps.")


def test_no_name_goes_from_the_title_into_the_abstract(nlp: Language) -> None:
    assert own(nlp, "On frobnication filter now")
    assert not own(nlp, "On frobnication\n\nfilter now")


@pytest.mark.parametrize("written", ["Multi-modal Large Language Models", "multimodal large language model"])
def test_plain_words_are_found_with_and_without_hyphen(nlp: Language, written: str) -> None:
    assert (written, "method:multimodal-large-language-models") in listed(nlp, f"We train {written} here.")


def test_the_longest_name_is_taken(nlp: Language) -> None:
    assert listed(nlp, "on Wumpus-10 Captions") == [("Wumpus-10 Captions", "dataset:wumpus-10-captions")]


def test_inside_a_name_only_its_own_shorter_forms_are_found(nlp: Language) -> None:
    assert own(nlp, "one Zonk Z900") == [("Zonk Z900", "hardware:z900"), ("Z900", "hardware:z900")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("SAM finds flat minima by sharpness.", "method:sharpness-aware-minimization"),
        ("SAM segments by masks.", "method:segment-anything-model"),
        ("SAM is here.", "method:segment-anything-model"),
    ],
)
def test_an_ambiguous_form_is_what_the_text_speaks_for(nlp: Language, text: str, target: str) -> None:
    assert ("SAM", target) in listed(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "We prune a reward model. Distillation comes later.",
        "Our page is https://example.org/ImageNet and nothing else.",
        "As shown in arXiv:2401.01234v2 and \\cite{lora, bert}, it works.",
    ],
)
def test_no_name_is_found_over_a_full_stop_or_in_an_address_or_citation(nlp: Language, text: str) -> None:
    assert not {"model. Distillation", "ImageNet", "arXiv", "lora", "bert"} & {name for name, _ in listed(nlp, text)}


def test_a_name_beside_an_address_is_found(nlp: Language) -> None:
    text = "We train on ImageNet (https://example.org/ImageNet) and on arXiv papers."
    assert [name for name, _ in listed(nlp, text)] == ["ImageNet", "arXiv"]


def test_a_prefix_may_make_something_else_of_a_name(nlp: Language) -> None:
    assert listed(nlp, "We use anti-adversarial learning and a non-reasoning model.") == []
    assert [name for name, _ in listed(nlp, "We use self-supervised learning.")] == ["self-supervised learning"]
