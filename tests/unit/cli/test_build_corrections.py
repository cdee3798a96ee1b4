"""What `kg build` does with the papers that a graph has already."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import engines
from kg.cli import app
from kg.graph.file import read_graph
from kg.model import Extraction

OLD = {"id": "p1", "title": "Nets of trees", "abstract": "A long abstract that was wrong in many words."}
NEW = {"id": "p1", "title": "Nets of trees", "abstract": "A short one."}
OTHER = {"id": "2106.09685v1", "title": "Low rank", "abstract": "It has a rank."}
Kg = Callable[..., tuple[int, str]]


@pytest.fixture
def kg(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kg:
    """The command in a folder of its own, its papers given as records; only what it says is of interest here."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(engines, "extract", lambda papers, *_: (Extraction(paper, ()) for paper in papers))
    monkeypatch.setattr(app, "drop_output", lambda _: None)

    def call(*arguments: object) -> tuple[int, str]:
        words = []
        for place, argument in enumerate(arguments):
            if isinstance(argument, dict):
                Path(f"{place}.jsonl").write_text(json.dumps(argument) + "\n")
            words.append(f"{place}.jsonl" if isinstance(argument, dict) else str(argument))
        status = app.run(["build", *words, "-o", "g"])
        sys.stdout.flush()
        return status, capfd.readouterr().err

    return call


def abstracts() -> dict[str, str]:
    return {node.id: node.paper.abstract for node in read_graph("g").nodes if node.paper}


def test_an_added_record_corrects_the_one_of_its_id(kg: Kg) -> None:
    assert kg(OLD, OTHER)[0] == 0
    assert kg(NEW, "--add")[0] == 0
    assert abstracts() == {"paper:p1": "A short one.", "paper:2106.09685": "It has a rank."}
    again = Path("g").read_bytes()
    assert kg(NEW, "--add")[0] == 0
    assert Path("g").read_bytes() == again


def test_a_newer_version_replaces_the_older_in_any_order(kg: Kg) -> None:
    newer = {**OTHER, "id": "https://arxiv.org/abs/2106.09685v2", "abstract": "No rank."}
    for orders in ([OTHER, newer], [newer, OTHER]):
        assert kg(*orders)[0] == 0
        assert abstracts() == {"paper:2106.09685": "No rank."}
        Path("g").unlink()
        for record in orders:
            assert kg(record, "--add")[0] == 0
        assert abstracts() == {"paper:2106.09685": "No rank."}


@pytest.mark.parametrize("key", ["p1", "paper:p1"])
def test_a_paper_is_removed_and_told(kg: Kg, key: str) -> None:
    kg(OLD, OTHER)
    status, told = kg("--remove", key)
    assert status == 0
    assert "\nremoved paper:p1 (Nets of trees)\n" in f"\n{told}"
    assert "1 paper from 1 record\n" in told
    assert list(abstracts()) == ["paper:2106.09685"]


def test_papers_are_removed_before_others_are_added(kg: Kg) -> None:
    kg(OLD, OTHER)
    status, told = kg("--remove", "arXiv:2106.09685v9", "--remove", "p1", NEW, "--add")
    assert status == 0
    assert "removed paper:2106.09685 (Low rank)\nremoved paper:p1 (Nets of trees)\n" in told
    assert abstracts() == {"paper:p1": "A short one."}


def test_the_last_paper_can_be_removed(kg: Kg) -> None:
    kg(OLD)
    assert kg("--remove", "p1")[0] == 0
    assert read_graph("g").nodes == ()


def test_nothing_is_told_as_removed_before_it_is(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    kg(OLD, OTHER)
    monkeypatch.setattr(engines, "extract", fail)
    status, told = kg(NEW, "--add", "--remove", "p1")
    assert (status, told) == (130, "kg: stopped\n")
    assert "paper:p1" in abstracts()


def test_an_id_that_no_paper_has_fails_and_leaves_the_graph(kg: Kg) -> None:
    kg(OLD, OTHER)
    before = Path("g").read_bytes()
    status, told = kg("--remove", "p1", "--remove", "2106.0968")
    assert status == 1
    assert told == "kg: no paper has the id '2106.0968': did you mean paper:2106.09685 (Low rank)?\n"
    assert Path("g").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [((), "give PAPERS, or --remove ID"), ((OLD, "--remove", "p1"), "to combine PAPERS and --remove, give --add")],
)
def test_a_call_that_cannot_be_meant(kg: Kg, arguments: tuple[object, ...], told: str) -> None:
    status, err = kg(*arguments)
    assert status == 2
    assert told in err
    assert not Path("g").exists()


def test_there_must_be_a_graph_to_remove_from(kg: Kg) -> None:
    assert kg("--remove", "p1") == (1, "kg: cannot read g: No such file or directory\n")


def test_what_was_added_is_told(kg: Kg) -> None:
    assert "\ng did not exist: it is a new graph\n1 paper from 1 record\n" in kg(OLD, "--add")[1]
    assert "\n1 new paper, 0 already in g\n2 papers from 2 records\n" in kg(OTHER, "--add")[1]
    told = kg({**OLD, "id": "q7", "title": "Nets of Trees!"}, {**OTHER, "id": "x", "title": "Sea"}, "--add")[1]
    assert "\n1 new paper, 1 already in g, 1 of them recognised by title alone: Nets of trees\n" in told
    newer = {**OTHER, "id": "arXiv:2106.09685v2", "abstract": "It has a rank or two."}
    assert "\n0 new papers, 2 already in g\n" in kg(NEW, newer, "--add")[1]
    assert "already" not in kg(NEW, OTHER)[1]
    assert "already" not in kg("--remove", "p1")[1]


def test_a_file_of_the_same_name_may_have_other_papers(kg: Kg) -> None:
    kg(OLD)
    assert "\n1 new paper, 0 already in g\n" in kg(OTHER, "--add")[1]
    assert "\n0 new papers, 1 already in g\n" in kg(OTHER, "--add")[1]


def test_of_many_titles_three_are_told(kg: Kg) -> None:
    titles = [f"Trees of the kind {letter}" for letter in "ABCDE"]
    kg(*({"title": title, "abstract": "It grows."} for title in titles))
    told = kg(*({"id": f"t{title[-1]}", "title": title, "abstract": "It is high."} for title in titles), "--add")[1]
    assert (
        f"0 new papers, 5 already in g, 5 of them recognised by title alone: {'; '.join(titles[:3])}; and 2 more\n"
        in told
    )
