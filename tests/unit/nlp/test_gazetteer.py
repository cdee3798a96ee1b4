"""Listed names are found however they are written, and not where the words mean something else."""

from collections.abc import Callable

import pytest
from kg.nlp.gazetteer import decide_ambiguous

from kg.knowledge.records import Ambiguous, Choice
from kg.nlp.words import Notes


def listed(look: Callable[[str], Notes], text: str) -> list[tuple[str, str]]:
    return [(text[c.start : c.end], c.ref) for c in look(text).candidates if c.rule == "gazetteer"]


@pytest.mark.parametrize(
    ("text", "written", "ref"),
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
        ("two Zonk-Z900", "Zonk-Z900", "hardware:z900"),
        (r"\textsc{Zorblax}", "Zorblax", "method:zorblax"),
        ("(Zorblax)", "Zorblax", "method:zorblax"),
        ("Zorblax-based", "Zorblax", "method:zorblax"),
        ("on Wumpus $10$", "Wumpus $10$", "dataset:wumpus-10"),
        ("on $Wumpus 10$", "Wumpus 10", "dataset:wumpus-10"),
    ],
)
def test_one_entry_serves_all_ways_of_writing_a_name(
    look: Callable[[str], Notes], text: str, written: str, ref: str
) -> None:
    found = [
        row for row in listed(look, text) if "wumpus" in row[1] or "z" in row[1] or "frob" in row[1] or "q" in row[1]
    ]
    assert found == ([(written, ref)] if ref else [])


@pytest.mark.parametrize(
    "text",
    [
        "a quux of things",  # capitals alone tell a short name from a word
        "rezorblaxed",  # part of a word
        "Zorblax2d",
        "zorblax",
    ],
)
def test_what_is_written_otherwise_is_something_else(look: Callable[[str], Notes], text: str) -> None:
    assert not [ref for _, ref in listed(look, text) if ref in ("method:quux", "method:zorblax")]


def test_an_article_is_no_part_of_a_name(look: Callable[[str], Notes]) -> None:
    assert ("A100", "hardware:nvidia-a100") in listed(look, "On an A100 it takes a day.")
    assert not listed(look, "It takes a 100 steps.")


def test_no_name_goes_from_the_title_into_the_abstract(look: Callable[[str], Notes]) -> None:
    assert listed(look, "On frobnication filter now")
    assert not listed(look, "On frobnication\n\nfilter now")


@pytest.mark.parametrize("written", ["Multi-modal Large Language Models", "multimodal large language model"])
def test_plain_words_are_found_with_and_without_hyphen(look: Callable[[str], Notes], written: str) -> None:
    found = look(f"We train {written} here.").candidates
    assert "method:multimodal-large-language-models" in {candidate.ref for candidate in found}


def test_the_longest_name_is_taken(look: Callable[[str], Notes]) -> None:
    assert listed(look, "on Wumpus-10 Captions") == [("Wumpus-10 Captions", "dataset:wumpus-10-captions")]


def test_an_ambiguous_form_is_what_the_text_speaks_for() -> None:
    rule = Ambiguous("QUX", (Choice("method:first", ("pruning",)), Choice("method:second", ("clouds", "rain"))))
    assert decide_ambiguous(rule, "Rain falls from clouds after pruning") == "method:second"
    assert decide_ambiguous(rule, "Pruning") == "method:first"
    assert decide_ambiguous(rule, "nothing of it") == "method:first"


def test_cues_are_noted_with_their_group(look: Callable[[str], Notes]) -> None:
    text = "It is blorped with care."
    found = look(text)
    cues = [(" ".join(found.text.words[cue.first : cue.last]), cue.group) for cue in found.cues]
    assert ("blorped with", "use") in cues
    assert "with" not in [words for words, _ in cues]  # inside a longer one


def test_a_cue_of_a_user_is_read_as_the_usual_one_of_its_group(look: Callable[[str], Notes]) -> None:
    own, usual = look("It is blorped with care."), look("It is made using care.")
    for found in (own, usual):
        (cue,) = [cue for cue in found.cues if cue.group == "use"]
        assert (cue.phrase, found.text.lower[cue.last - 1], found.text.kinds[cue.last - 1]) == ("using", "using", "b")
    assert own.text.words[:5] == ["It", "is", "blorped", "with", "care"]  # but shown as it is written
