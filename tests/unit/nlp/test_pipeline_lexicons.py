"""The lexicons of a pipeline: known, read again when they are edited, named when they are missing."""

import os
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.knowledge.lexicon import config_names, config_paths
from kg.model import KgError
from kg.nlp.pipeline import PARTS, load


def test_names_of_a_lexicon_are_known(nlp: Language, added: Path) -> None:
    assert load((added,)) is nlp
    doc = nlp("We train on Wumpus-10.")
    assert "dataset:wumpus-10" in [span.kb_id_ for span in doc.spans["kg"]]


def test_a_lexicon_that_was_edited_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"

    def names() -> set[str]:
        nlp = spacy.blank("en")
        for part in PARTS[:3]:
            nlp.add_pipe(part, config={"lexicon": [str(path)]} if part == "kg_names" else {})
        return {mark.target for mark in nlp("We see the Blarg and the Florp.")._.kg_names}

    for name in ("Blarg", "Florp"):
        path.write_text(f'{{"add": "Method", "name": "{name}"}}\n{{"stop": "{name} tree"}}')
        assert names() == {f"method:{name.lower()}"}


def test_a_lexicon_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.jsonl"):
        load((tmp_path / "none.jsonl",))


def test_a_lexicon_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9%41.jsonl")
    try:
        path.write_text('{"add": "Method", "name": "Blarg"}\n')
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    names = config_names([path, Path("a b.jsonl")])
    assert config_paths(names) == (path, Path("a b.jsonl"))
    assert names[1] == "a b.jsonl"
    assert "kg_names" in load((path,)).pipe_names
