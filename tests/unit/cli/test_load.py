"""`kg load`: a graph that is not whole never reaches a database."""

from pathlib import Path

import pytest
from commands import Run

from kg.databases import bolt


@pytest.mark.parametrize("lines", [1, 4, -1])
def test_a_graph_that_is_cut_short_deletes_nothing(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, lines: int
) -> None:
    def connect(*_: object) -> None:
        pytest.fail("the database was asked for before the graph was read")

    monkeypatch.setattr(bolt, "connect", connect)
    monkeypatch.setenv("NEO4J_PASSWORD", "not used")
    built.write_bytes(b"".join(built.read_bytes().splitlines(keepends=True)[:lines]))
    status, out, err = run("load", built, "--prune")
    assert (status, out) == (1, "")
    assert "graph.jsonl is cut short, with " in err
    assert err.count("\n") == 1
