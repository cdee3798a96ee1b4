"""The surroundings of names."""

import pytest
from spacy.language import Language

from kg.nlp.context import Context, read_context

TEXT = (
    "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on Wumpus-10 data."
)


def context_of(nlp: Language, text: str) -> Context:
    return read_context(nlp(text), "test")


def test_a_context_knows_sentences_and_the_name_that_the_title_gives(nlp: Language) -> None:
    context = context_of(nlp, TEXT)
    words = context.words.words
    assert [context.words.sentence(words.index(word)) for word in ("trees", "propose", "beats")] == [0, 1, 2]
    assert [words[i] for i in context.own] == ["Quokkify"]
    assert context.last_sentence == 2


def test_cues_are_sorted_by_sentence(nlp: Language) -> None:
    context = context_of(nlp, TEXT)
    groups = [[context.cues[n].group for n in context.by_sentence[sentence]] for sentence in range(3)]
    assert groups[0] == []
    assert "propose" in groups[1]
    assert "beat" in groups[2]


def test_nouns_behind_and_before_a_name(nlp: Language) -> None:
    context = context_of(nlp, "Trees\n\nQuokkify, a novel sampling method for trees. On three datasets: WumpA, WumpB.")
    words = context.words.words
    assert context.head(words.index("novel")) == ("method", False)
    assert context.head_before(words.index(":")) == ("datasets", True)
    assert context.head_before(words.index("Quokkify")) == ("", False)


def test_a_phrase_may_speak_of_data(nlp: Language) -> None:
    context = context_of(nlp, "WumpA: A Large Benchmark Suite for Trees\n\nWumpA is a synthetic corpus of trees.")
    words = context.words.words
    assert context.head(words.index(":") + 1) == ("suite", True)
    assert context.head(words.index("synthetic")) == ("corpus", True)


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("a large-scale, richly annotated dataset of trees", ("dataset", True)),
        ("a novel and robust method for data", ("method", False)),
        ("A High-Quality and Large-Scale Quokka Dataset for Trees", ("dataset", True)),
        ("a sampler, and datasets", ("sampler", False)),
    ],
)
def test_a_phrase_goes_on_over_what_is_said_of_its_noun(nlp: Language, text: str, head: tuple[str, bool]) -> None:
    assert context_of(nlp, text).head(0) == head


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("Trees\n\nBloopNet is old. In this work, FrobNet is used. It works.", 2),
        ("Trees\n\nWe propose FrobNet. It works.", 1),
        ("Trees\n\nBloopNet is old. It works.", 3),
    ],
)
def test_where_the_paper_turns_to_its_own_work(nlp: Language, text: str, turn: int) -> None:
    assert context_of(nlp, text).turn == turn


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("BloopNet is old. We use FrobNet. It wins.", 2),
        ("BloopNet is old. FrobNet wins, and here we train it.", 2),
        ("BloopNet is old. Our sampler wins. We use FrobNet.", 2),
        ("We use FrobNet. BloopNet is old.", 1),
        ("BloopNet is old. They use FrobNet.", 3),
        ("BloopNet is old. Users of FrobNet train it. We use QUUX.", 3),
    ],
)
def test_a_paper_turns_to_its_own_work_where_it_first_speaks_of_itself(nlp: Language, text: str, turn: int) -> None:
    assert context_of(nlp, f"How we use trees\n\n{text}").turn == turn, "as the sentence behind the last if nowhere"
