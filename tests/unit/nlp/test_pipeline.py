"""The pipeline is made once, and its tokens end where names may."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.model import KgError
from kg.nlp.pipeline import PIPES, load


def test_components_in_their_order() -> None:
    assert tuple(load().pipe_names) == PIPES
    assert load() is load()


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("CIFAR-10/100", ["CIFAR", "-", "10", "/", "100"]),
        ("{Zorb}", ["{", "Zorb", "}"]),
        ("Zorb-based (ZB)", ["Zorb", "-", "based", "(", "ZB", ")"]),
    ],
)
def test_tokens_end_at_hyphens_and_brackets(text: str, tokens: list[str]) -> None:
    assert [token.text for token in load()(text)] == tokens


@given(st.text() | st.text(" \n\t\u00a0a-Z9."))
def test_tokens_are_the_whole_text(text: str) -> None:
    assert load().make_doc(text).text == text


def test_names_of_a_lexicon_are_known(nlp: Language, added: Path) -> None:
    assert load((added,)) is nlp
    doc = nlp("We train on Wumpus-10.")
    assert "dataset:wumpus-10" in [span.kb_id_ for span in doc.spans["kg"]]


def test_a_lexicon_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.jsonl"):
        load((tmp_path / "none.jsonl",))
