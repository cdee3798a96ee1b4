"""Without the garbage collector for a while."""

import gc

import pytest

from kg.memory import uncollected


def test_the_collector_is_off_and_then_as_it_was() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ValueError, match="quokka"), uncollected():
        raise ValueError("quokka")
    assert gc.isenabled()


def test_who_turned_it_off_finds_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
