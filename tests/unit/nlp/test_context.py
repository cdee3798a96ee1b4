"""The surroundings of names."""

from collections.abc import Callable

import pytest

from kg.nlp.context import Context
from kg.nlp.words import Notes

TEXT = (
    "Quokkify: trees of QUUX\n\nWe propose Quokkify, a sampler. It beats BloopNet, FrobNet and QUUX on Wumpus-10 data."
)


def test_a_context_knows_sentences_and_the_name_that_the_title_gives(look: Callable[[str], Notes]) -> None:
    context = Context(look(TEXT))
    words = context.text.words
    assert [context.sentence(words.index(word)) for word in ("trees", "propose", "beats")] == [0, 1, 2]
    assert [words[i] for i in context.own] == ["Quokkify"]


def test_nouns_behind_and_before_a_name(look: Callable[[str], Notes]) -> None:
    context = Context(look("Trees\n\nQuokkify, a novel sampling method for trees. On three datasets: WumpA, WumpB."))
    words = context.text.words
    assert context.head(words.index("novel")) == ("method", False)
    assert context.head_before(words.index(":")) == ("datasets", True)
    assert context.head_before(words.index("Quokkify")) == ("", False)


def test_a_phrase_may_speak_of_data(look: Callable[[str], Notes]) -> None:
    context = Context(look("WumpA: A Large Benchmark Suite for Trees\n\nWumpA is a synthetic corpus of trees."))
    words = context.text.words
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
def test_a_phrase_goes_on_over_what_is_said_of_its_noun(
    look: Callable[[str], Notes], text: str, head: tuple[str, bool]
) -> None:
    assert Context(look(text)).head(0) == head
