"""A lexicon of invented names, and what the components note on a text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from kg.nlp.pipeline import load
from kg.nlp.words import Notes, notes

ADDED = r"""
{"add": "Method", "name": "Zorblax", "aliases": ["Zorbic Relaxation"]}
{"add": "Method", "name": "QUUX"}
{"add": "Method", "name": "Frobnication Filter"}
{"add": "Dataset", "name": "Wumpus-10"}
{"add": "Dataset", "name": "Wumpus-10 Captions"}
{"add": "Hardware", "name": "Z900", "aliases": ["Zonk Z900"], "kind": "GPU", "vendor": "Zonk"}
{"cue": "blorped with", "group": "use"}
"""

Look = Callable[[str], Notes]


@pytest.fixture(scope="session")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's lexicon, whose names nobody else writes."""
    path = tmp_path_factory.mktemp("lexicon") / "own.jsonl"
    path.write_text(ADDED.strip(), encoding="utf8")
    return path


@pytest.fixture(scope="session")
def nlp(added: Path) -> Language:
    return load((added,))


@pytest.fixture(scope="session")
def look(nlp: Language) -> Look:
    """What all components together note on a text."""
    return lambda text: notes(nlp(text))
