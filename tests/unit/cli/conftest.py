"""The commands in this process, with an extraction that takes no time."""

import json
import sys
from pathlib import Path

import pytest
from commands import PAPERS, Run, fake_extract

from kg import engines
from kg.cli import app


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "extract", fake_extract)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], fake: None) -> Run:  # noqa: ARG001
    def call(*arguments: object) -> tuple[int, str, str]:
        status = app.run([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.fixture(autouse=True)
def _keep_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing command lets go of standard output, which the tests need."""
    monkeypatch.setattr(app, "drop_output", lambda _: None)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    return path


@pytest.fixture
def built(run: Run, papers: Path) -> Path:
    out = papers.with_name("graph.jsonl")
    assert run("build", papers, "-o", out)[0] == 0
    return out
