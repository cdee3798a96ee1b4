"""`kg export`: every format, whole or in part, and wrong calls."""

import csv
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet

from kg.cli import app
from kg.graph.file import read_graph
from kg.model import Graph
from kg.sinks import FOLDERS, SINKS

Run = Callable[..., tuple[int, str]]
# The types of the nodes in a file of each format.
TYPES_IN: dict[str, Callable[[Path], Iterable[str]]] = {
    ".graphml": lambda path: _texts(path, "node/{*}data[@key='type']"),
    ".gexf": lambda path: _values(path, "nodes/{*}node/{*}attvalues/{*}attvalue[@for='type']"),
    ".gml": lambda path: [
        line.split('"')[1] for line in path.read_text().split("edge [")[0].splitlines() if " type " in line
    ],
    ".dot": lambda path: [part.split('"')[1] for part in path.read_text().split(" -> ")[0].split(" type=")[1:]],
    ".json": lambda path: [node["type"] for node in json.loads(path.read_text())["nodes"]],
    ".jsonld": lambda path: [
        one["@type"][1].removeprefix("kg:")
        for one in json.loads(path.read_text())["@graph"]
        if isinstance(one.get("@type"), list)
    ],
    ".ttl": lambda path: [line.split(" kg:")[1].split()[0] for line in path.read_text().splitlines() if "> a " in line],
    ".csv": lambda path: [row["type"] for row in _rows(path / "nodes.csv")],
    ".parquet": lambda path: parquet.read_table(path / "nodes.parquet")["type"].to_pylist(),
}


def _texts(path: Path, where: str) -> list[str]:
    return [str(one.text) for one in ElementTree.parse(path).getroot().iterfind(f"{{*}}graph/{{*}}{where}")]


def _values(path: Path, where: str) -> list[str]:
    return [one.attrib["value"] for one in ElementTree.parse(path).getroot().iterfind(f"{{*}}graph/{{*}}{where}")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str]:
        status = app.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert said.out == ""
        return status, said.err

    return call


def test_every_format_is_here() -> None:
    assert {*TYPES_IN} == {*SINKS} - {".html"}


@pytest.mark.parametrize("suffix", TYPES_IN)
def test_the_whole_graph(run: Run, graph: Graph, graph_file: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix.upper()}"
    assert run("export", graph_file, out) == (0, f"wrote {out}\n")
    assert sorted(TYPES_IN[suffix](out)) == sorted(node.label for node in graph.nodes)


@pytest.mark.parametrize("suffix", TYPES_IN)
def test_a_part_of_it(run: Run, graph_file: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    status, said = run(
        "export", graph_file, out, "--since", "2024-04", "--type", "hardware", "--around", "a100", "--hops", "1"
    )
    assert status == 0
    assert sorted(TYPES_IN[suffix](out)) == ["Hardware", "Paper"]
    assert said.splitlines() == [
        "Only papers published since 2024-04; 1 without a year were left out.",
        "Only entities of type Hardware.",
        "Only what is within 1 step of NVIDIA A100.",
        f"wrote {out}",
    ]


def test_a_part_is_a_graph_again(run: Run, graph: Graph, graph_file: Path, tmp_path: Path) -> None:
    assert run("export", graph_file, tmp_path / "part.json", "--type", "Dataset")[0] == 0
    part = read_graph(tmp_path / "part.json")
    assert {node.label for node in part.nodes} == {"Paper", "Dataset"}
    assert part.data == graph.data


def test_only_a_page_leaves_out_what_is_too_much(
    run: Run, graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.selection.MAX_NODES", 2)
    assert run("export", graph_file, tmp_path / "out.json", "--around", "zorblax")[0] == 0
    assert len(read_graph(tmp_path / "out.json").nodes) > 2
    status, said = run("export", graph_file, tmp_path / "out.json", "--max-nodes", "9")
    assert status == 2
    assert "--max-nodes is for pages (.html): leave it out" in said


@pytest.mark.parametrize(
    "since", ["2025-13", "2025-02-31", "2025-00", "0000", "foo", "2025-1", "", "２０２５", "2025-01-01T00"]
)
def test_since_is_a_date(run: Run, graph_file: Path, tmp_path: Path, since: str) -> None:
    status, said = run("export", graph_file, tmp_path / "out.gml", "--since", since)
    assert status == 2
    assert f"--since {since}: write a date like 2025, 2025-03 or 2025-03-14" in said
    assert not (tmp_path / "out.gml").exists()


@pytest.mark.parametrize("since", ["2024", "2024-02", "2024-02-29"])
def test_days_months_and_years_are_dates(run: Run, graph_file: Path, tmp_path: Path, since: str) -> None:
    assert run("export", graph_file, tmp_path / "out.gml", "--since", since)[0] == 0


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_files_are_compressed_by_their_name(
    run: Run, graph: Graph, graph_file: Path, tmp_path: Path, packing: str
) -> None:
    for name in ("a", "b"):
        assert run("export", graph_file, tmp_path / f"{name}.json{packing}")[0] == 0
    assert (tmp_path / f"a.json{packing}").read_bytes() == (tmp_path / f"b.json{packing}").read_bytes()
    assert read_graph(tmp_path / f"a.json{packing}") == graph


@pytest.mark.parametrize("name", [*(f"out{suffix}.gz" for suffix in FOLDERS), "out.gz", "out.odd.gz"])
def test_what_cannot_be_compressed_is_refused(run: Run, graph_file: Path, tmp_path: Path, name: str) -> None:
    status, said = run("export", graph_file, tmp_path / name)
    assert status == 2
    assert f"{name} has the suffix '{name.removeprefix('out')}': give one of .html, " in said


def test_a_missing_library_is_named_and_nothing_is_lost(
    run: Run, graph_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.parquet"
    assert run("export", graph_file, out)[0] == 0
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    status, said = run("export", graph_file, out)
    assert status == 1
    assert "this needs the library pyarrow: run pip install 'kg[" in said
    assert (out / "nodes.parquet").exists()


def test_a_missing_library_is_told_before_any_work(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    for command in (
        ["export", tmp_path / "no.jsonl", tmp_path / "out.json.zst"],
        ["build", "x", "-o", tmp_path / "g.zst"],
    ):
        status, said = run(*command)
        assert status == 1
        assert "this needs the library zstandard: run pip install 'kg[" in said
