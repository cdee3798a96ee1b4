"""Options that say how papers are read."""

import json
from pathlib import Path

import pytest

from kg.cli import app


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "library.csv"
    path.write_text("Name,Gist,When\nA study of tea,We train LoRA on CIFAR-10.,5 Mar 2024\n")
    return path


def test_columns_are_chosen_by_an_option(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--column", "title=Name", "--column", "abstract = Gist", "--column", "date=When"]
    assert app.run(["extract", str(table), *chosen]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["title"], record["published"]) == ("A study of tea", "2024-03-05")
    assert {entity["name"] for entity in record["entities"]} == {"LoRA", "CIFAR-10"}
    graph = table.with_name("graph.jsonl")
    assert app.run(["build", str(table), *chosen, "-o", str(graph)]) == 0
    assert "A study of tea" in graph.read_text()


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        ([], 1, "library.csv has no title column; its columns are: Name, Gist, When\nchoose one"),
        (["--column", "Gist"], 2, "--column Gist: give a field and its column, as in --column abstract=Summary"),
        (["--column", "gist=Gist"], 1, "no field 'gist' for a column: give one of title, abstract"),
        (["--column", "title=Nome", "--column", "abstract=Gist"], 1, "library.csv has no column 'Nome'; its columns"),
        (["--column", "title=Name", "--format", "ris"], 1, "the fields of ris have fixed names"),
    ],
)
def test_columns_that_are_not_there(
    table: Path, capsys: pytest.CaptureFixture[str], options: list[str], status: int, message: str
) -> None:
    assert app.run(["extract", str(table), *options]) == status
    assert message in capsys.readouterr().err


def test_a_file_in_no_format_is_refused_with_the_formats(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "papers.yaml"
    path.write_text("title: Tea\nabstract: We brew it.\n")
    assert app.run(["build", str(path), "-o", str(tmp_path / "graph.jsonl")]) == 1
    assert "papers.yaml is YAML, which kg does not read: give one of the formats bibtex, ris" in capsys.readouterr().err
    assert not (tmp_path / "graph.jsonl").exists()
