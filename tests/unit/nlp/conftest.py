"""A lexicon of invented names, and kg's pipeline with it."""

from pathlib import Path

import pytest
from spacy.language import Language

from kg.nlp.pipeline import load

ADDED = r"""
{"add": "Method", "name": "Zorblax", "aliases": ["Zorbic Relaxation"]}
{"add": "Method", "name": "QUUX"}
{"add": "Method", "name": "Frobnication Filter"}
{"add": "Dataset", "name": "Wumpus-10"}
{"add": "Dataset", "name": "Wumpus-10 Captions"}
{"add": "Hardware", "name": "Z900", "aliases": ["Zonk Z900"], "kind": "GPU", "vendor": "Zonk"}
{"cue": "blorped with", "group": "use"}
"""


@pytest.fixture(scope="session")
def added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's lexicon, whose names nobody else writes."""
    path = tmp_path_factory.mktemp("lexicon") / "own.jsonl"
    path.write_text(ADDED.strip(), encoding="utf8")
    return path


@pytest.fixture(scope="session")
def nlp(added: Path) -> Language:
    return load((added,))
