"""`kg explain`: a paper or an entity, by any of its names."""

from pathlib import Path

import pytest
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


def test_an_entity_is_shown_with_what_papers_say(run: Run, built: Path) -> None:
    status, out, err = run("explain", "--entity", "cifar-10", "--graph", built)
    assert (status, err) == (0, "")
    assert "    EVALUATES_ON  (2 papers)\n      paper:p1  Zorblax: faster nets\n" in out
    assert "          We train LoRA on [CIFAR-10] again and again.\n" in out


def test_near_names_and_those_of_the_other_kind_are_suggested(run: Run, built: Path) -> None:
    for arguments, told in (
        (["more LoRA nets"], "no paper matches 'more LoRA nets': did you mean More of LoRA?\n"),
        (["LoRA v2 nets"], "no paper matches 'LoRA v2 nets'\n"),
        (["zorblaxx"], "no paper matches 'zorblaxx': did you mean Zorblax: faster nets?\n"),
        (["--entity", "zorblaxx"], "no entity matches 'zorblaxx': did you mean Zorblax?\n"),
        (["CIFAR-10"], "no paper matches 'CIFAR-10', but the dataset 'CIFAR-10' does: kg explain --entity CIFAR-10\n"),
        (["--entity", "third paper"], "but the paper 'A third paper' does: kg explain 'third paper'\n"),
    ):
        status, out, err = run("explain", *arguments, "--graph", built)
        assert (status, out) == (1, "")
        assert told in err


def test_the_graph_is_the_one_of_the_folder_by_default(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = run("explain", "p2", "--graph", built)
    assert wanted[0] == 0
    monkeypatch.chdir(built.parent)
    assert run("explain", "p2") == wanted


def test_explain_from_papers(run: Run, papers: Path) -> None:
    status, out, _ = run("explain", "p1", "--papers", papers)
    assert status == 0
    assert "[Zorblax]{PROPOSES}" in out


def test_a_paper_in_a_table_is_explained_by_its_doi(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "papers.csv"
    table.write_text("Title,Doi,What\nOdd nets,10.1145/12345,We train LoRA again and again.\n")
    status, out, err = run("explain", "10.1145/12345", "--papers", table, "--column", "abstract=What")
    assert (status, err) == (0, "")
    assert "We train [LoRA]{USES} again" in out
