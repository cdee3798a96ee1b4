"""`kg stats`: what a graph holds."""

import json
from pathlib import Path

import pytest
from commands import Run


def test_stats(run: Run, built: Path) -> None:
    status, out, err = run("stats", built, "--top", 1)
    assert (status, err) == (0, "")
    assert "3 papers from 3 records" in out
    assert "\n  2  CIFAR-10\n" in out
    figures = json.loads(run("stats", built, "--json")[1])
    assert figures["nodes"]["Paper"] == 3
    assert figures["top"]["Dataset"] == [{"name": "CIFAR-10", "id": "dataset:cifar-10", "papers": 2}]


def test_the_graph_is_given_in_any_way(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = run("stats", built)
    assert wanted[0] == 0
    assert run("stats", "--graph", built) == wanted
    monkeypatch.chdir(built.parent)
    assert run("stats") == wanted
