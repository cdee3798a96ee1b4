"""`kg diff`: two graph files, three ways to print what differs."""

import csv
import json
from pathlib import Path

import pytest

from kg.cli import app
from kg.graph.file import write_graph
from kg.model import Edge, Graph, Label, Node, Paper, Relation

PAPER = Node("paper:p", Label.PAPER, "Nets that sleep", paper=Paper("p", "Nets that sleep", ""))
FOO = Node("method:foo", Label.METHOD, "Foo")
BAR = Node("dataset:bar", Label.DATASET, "Bar")
OLD = Graph((FOO, PAPER), (Edge(PAPER.id, FOO.id, Relation.USES, ()),))
NEW = Graph(
    (BAR, FOO, PAPER),
    (Edge(PAPER.id, BAR.id, Relation.EVALUATES_ON, ()), Edge(PAPER.id, FOO.id, Relation.PROPOSES, ())),
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """The earlier graph, and the later one in a format of its own, compressed."""
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl.gz"
    write_graph(OLD, old)
    write_graph(NEW, new)
    return str(old), str(new)


def test_the_table_counts_and_names(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["diff", *files]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "entities           1         0         0" in lines
    assert "  Dataset Bar  dataset:bar  1 paper" in lines
    assert "  Nets that sleep  USES → PROPOSES  Foo" in lines
    assert app.run(["diff", files[0], files[0]]) == 0
    assert capsys.readouterr().out == "the same papers, entities, edges and merges\n"


def test_top_shortens(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["diff", *files, "--top", "0"]) == 0
    assert "Bar" not in capsys.readouterr().out


def test_json_is_one_object_with_everything(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["diff", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["counts"]["entities"] == {"came": 1, "went": 0, "changed": 0}
    assert found["entities"]["came"] == [{"id": "dataset:bar", "name": "Bar", "type": "Dataset", "links": 1}]
    [change] = found["edges"]["changed"]
    assert (change["before"], change["after"], change["target"]) == ("USES", "PROPOSES", "method:foo")


def test_csv_has_a_row_for_each_change(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["diff", *files, "--csv"]) == 0
    rows = [*csv.DictReader(capsys.readouterr().out.splitlines())]
    assert [(row["kind"], row["change"], row["target_name"] or row["name"]) for row in rows] == [
        ("entities", "came", "Bar"),
        ("edges", "came", "Bar"),
        ("edges", "changed", "Foo"),
    ]


def test_mistakes_are_told(files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["diff", *files, "--json", "--csv"]) == 2
    assert "give either --json or --csv" in capsys.readouterr().err
    missing = str(tmp_path / "missing.jsonl")
    assert app.run(["diff", files[0], missing]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert missing in err
    assert err.count("\n") == 1
