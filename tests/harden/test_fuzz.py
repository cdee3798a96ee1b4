"""Two thousand files of every kind; `python tests/harden/fuzz.py` reads a hundred thousand."""

from pathlib import Path

import pytest
from fuzz import try_kind
from grammars import KINDS

CASES = 2_000


@pytest.mark.parametrize("kind", KINDS)
def test_reading_never_crashes_hangs_or_loses_a_record(kind: str, tmp_path: Path) -> None:
    counts = try_kind(kind, CASES // len(KINDS), None, tmp_path)
    assert counts["kept"] + counts["skipped"] + counts["refused"] > 0
