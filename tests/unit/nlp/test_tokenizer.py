"""Tokens are the words as they are written, by spaCy's own tokenizer."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from kg.nlp.pipeline import load
from kg.nlp.tokenizer import CACHE_SIZE, has_kg_tokenizer, make_tokenizer

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "kg.Tokenizer.v1"}}}
TOKENIZER = make_tokenizer(Vocab())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a self-tuned Zorb-2.", ["a", "self-tuned", "Zorb-2", "."]),
        ("GPT-3.5-turbo, too", ["GPT-3.5-turbo", ",", "too"]),
        ("CIFAR-10/100", ["CIFAR-10", "/", "100"]),
        ("Zorb-based (ZB)", ["Zorb-based", "(", "ZB", ")"]),
        ("Zorb's 12,500 runs", ["Zorb", "'s", "12,500", "runs"]),
        ("(v1.5), e.g. x_1", ["(", "v1.5", ")", ",", "e.g", ".", "x_1"]),
        (r"\textsc{Zorb}", [r"\textsc", "{", "Zorb", "}"]),
        ("title\n\nbody", ["title", "\n\n", "body"]),
        ("Zorb++ and C&C, 2+2", ["Zorb++", "and", "C&C", ",", "2+2"]),
        ("naïve Übung", ["naïve", "Übung"]),
        ("ZORB-a framework", ["ZORB", "-", "a", "framework"]),
        ("Zorb Quokka-which", ["Zorb", "Quokka", "-", "which"]),
        ("two datasets–Zorb-2 and", ["two", "datasets", "–", "Zorb-2", "and"]),
        ("plug-and-play, Zorb-as", ["plug-and-play", ",", "Zorb-as"]),
        ("", []),
    ],
)
def test_what_is_written_together_is_one_token(text: str, words: list[str]) -> None:
    assert [token.text for token in TOKENIZER(text)] == words


@given(st.text() | st.text("ab Z9-.,'/\n\u00a0("))
def test_tokens_are_the_whole_text(text: str) -> None:
    assert TOKENIZER(text).text == text
    assert [token.text for token in load().make_doc(text)] == [token.text for token in TOKENIZER(text)]


def test_a_config_may_name_it() -> None:
    nlp = spacy.blank("en", config=CONFIG)
    assert isinstance(nlp.tokenizer, Tokenizer)
    assert nlp.tokenizer.max_cache_size == CACHE_SIZE
    assert [token.text for token in nlp("on CIFAR-10")] == ["on", "CIFAR-10"]


def test_it_is_recognised_also_when_it_comes_from_disk() -> None:
    nlp, other = spacy.blank("en", config=CONFIG), spacy.blank("en")
    assert has_kg_tokenizer(nlp.from_bytes(nlp.to_bytes()))
    assert not has_kg_tokenizer(other)
