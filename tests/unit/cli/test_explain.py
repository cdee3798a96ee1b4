"""`kg explain`: a paper or an entity, by any of its names."""

from pathlib import Path

from commands import Run


def test_explain_from_a_graph(run: Run, built: Path) -> None:
    status, out, err = run("explain", "more of", "--graph", built)
    assert (status, err) == (0, "")
    assert "We train [LoRA]{USES} on [CIFAR-10]{EVALUATES_ON}" in out
    status, out, _ = run("explain", "--entity", "cifar 10", "--graph", built)
    assert status == 0
    assert "form      CIFAR-10  (2 papers)" in out
    status, out, err = run("explain", "nothing like it", "--graph", built)
    assert (status, out) == (1, "")
    assert err.startswith("kg: no paper matches 'nothing like it'")


def test_explain_from_papers(run: Run, papers: Path) -> None:
    status, out, _ = run("explain", "p1", "--papers", papers)
    assert status == 0
    assert "[Zorblax]{PROPOSES}" in out
