"""The files for neo4j-admin: exact, whatever the texts hold; the import itself is tested with the real tool."""

import csv
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.cli.app import run
from kg.graph.properties import node_properties
from kg.model import Graph, KgError, Label, Node
from kg.sinks.neo4j_csv import DELIMITERS, SCRIPT, write_csv
from kg.sinks.spreadsheet import SHEET_NAMES

NASTY = 'He said "=1+1", then\r\nleft; a \\ b | c ☃'


def rows(path: Path) -> list[dict[str, str]]:
    """A file as a reader of CSV sees it."""
    with path.open(encoding="utf8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_is_a_file_for_each_label_and_type_and_two_for_spreadsheets(graph: Graph, tmp_path: Path) -> None:
    write_csv(graph, tmp_path / "out.csv")
    # One of the papers has a date, the other has none.
    names = (
        {f"{node.label}.csv" for node in graph.nodes}
        | {"Paper_undated.csv"}
        | {f"{edge.type}.csv" for edge in graph.edges}
    )
    assert {path.name for path in (tmp_path / "out.csv").iterdir()} == names | {SCRIPT, *SHEET_NAMES}
    methods = rows(tmp_path / "out.csv" / "Method.csv")
    assert [row["id:ID"] for row in methods] == [node.id for node in graph.nodes if node.label is Label.METHOD]
    assert {row[":LABEL"] for row in methods} == {f"Method{DELIMITERS[0]}Entity"}
    uses = rows(tmp_path / "out.csv" / "USES.csv")
    assert [(row[":START_ID"], row[":END_ID"]) for row in uses] == [
        (edge.source, edge.target) for edge in graph.edges if edge.type == "USES"
    ]


def test_texts_are_kept_to_the_character(tmp_path: Path) -> None:
    node = Node("method:x", Label.METHOD, NASTY, aliases=(NASTY, "=2"))
    write_csv(Graph((node,)), tmp_path / "out.csv")
    [row] = rows(tmp_path / "out.csv" / "Method.csv")
    assert row["name:string"] == NASTY
    assert row["aliases:string[]"].split(DELIMITERS[0]) == [NASTY, "=2"]
    assert row["merged_ids:string[]"] == ""


def test_lists_are_joined_by_what_no_text_holds(tmp_path: Path) -> None:
    node = Node("method:x", Label.METHOD, f"a{DELIMITERS[0]}b", aliases=(f"c{DELIMITERS[1]}", "d"))
    write_csv(Graph((node,)), tmp_path / "out.csv")
    [row] = rows(tmp_path / "out.csv" / "Method.csv")
    assert row["name:string"] == node.name
    assert row["aliases:string[]"].split(DELIMITERS[2]) == list(node.aliases)
    assert f"--array-delimiter=U+{ord(DELIMITERS[2]):04X}" in (tmp_path / "out.csv" / SCRIPT).read_text()
    with pytest.raises(KgError, match="every character"):
        write_csv(Graph((replace(node, name="".join(DELIMITERS)),)), tmp_path / "out.csv")


def test_an_older_export_leaves_nothing_behind(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "out.csv"
    write_csv(graph, folder)
    (folder / "import.report").write_text("of neo4j-admin, which was started there", encoding="utf8")
    write_csv(Graph(tuple(node for node in graph.nodes if node.label is Label.METHOD)), folder)
    assert {path.name for path in folder.iterdir()} == {"Method.csv", SCRIPT, *SHEET_NAMES}


def test_other_files_are_not_touched(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "out.csv"
    folder.mkdir()
    (folder / "thesis.csv").write_text("mine", encoding="utf8")
    with pytest.raises(KgError, match=r"contains thesis\.csv, which kg did not write: give a new folder"):
        write_csv(graph, folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.csv"]
    (tmp_path / "file.csv").write_text("mine", encoding="utf8")
    with pytest.raises(KgError, match="cannot write"):
        write_csv(graph, tmp_path / "file.csv")


def test_the_script_gives_the_command(graph: Graph, tmp_path: Path) -> None:
    write_csv(graph, tmp_path / "out.csv")
    done = subprocess.run(
        [tmp_path / "out.csv" / SCRIPT, "papers", "--overwrite-destination"],
        env={**os.environ, "NEO4J_ADMIN": "echo tool"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = done.stdout.split()
    assert words[:5] == ["tool", "database", "import", "full", "papers"]
    assert "--nodes=./Paper.csv" in words
    assert "--relationships=./USES.csv" in words
    assert words[-1] == "--overwrite-destination"
    assert not [word for word in words for name in SHEET_NAMES if name in word]
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", "-e", "SC2086", tmp_path / "out.csv" / SCRIPT], check=True)


def test_the_suffix_exports(graph_file: Path, graph: Graph, tmp_path: Path) -> None:
    assert run(["export", str(graph_file), f"{tmp_path / 'out.csv'}/"]) == 0
    papers = rows(tmp_path / "out.csv" / "Paper.csv") + rows(tmp_path / "out.csv" / "Paper_undated.csv")
    wanted = [node_properties(node) for node in graph.nodes if node.label is Label.PAPER]
    assert [row["abstract:string"] for row in papers] == [facts["abstract"] for facts in wanted]
