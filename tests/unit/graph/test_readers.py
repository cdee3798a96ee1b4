"""What goes to JSON or Parquet and comes back is the same graph; what kg did not write is refused."""

import gzip
import json
import sys
from pathlib import Path
from pkgutil import resolve_name

import pytest
from graphs import graphs
from hypothesis import given, settings

from kg.cli.app import run
from kg.graph.file import read_graph, write_graph
from kg.model import Graph, KgError
from kg.sinks import SINKS
from kg.sinks.node_link import write_json
from kg.sinks.parquet import write_parquet

NAMES = ("g.json", "g.json.gz", "g.json.zst", "g.parquet")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphs")


def export(graph: Graph, path: Path) -> Path:
    suffix = next(part for part in path.suffixes if part in SINKS)
    resolve_name(SINKS[suffix])(graph, path)
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_graph_comes_back_to_the_byte(graph: Graph, graph_file: Path, name: str) -> None:
    again = read_graph(export(graph, graph_file.with_name(name)))
    assert again == graph
    write_graph(again, graph_file.with_name("again.jsonl"))
    assert graph_file.with_name("again.jsonl").read_bytes() == graph_file.read_bytes()


@settings(max_examples=settings.default.max_examples // 4)
@given(graphs())
def test_any_graph_comes_back_from_json(folder: Path, graph: Graph) -> None:
    write_json(graph, folder / "g.json")
    assert read_graph(folder / "g.json") == graph


@settings(max_examples=settings.default.max_examples // 4)
@given(graphs())
def test_any_graph_comes_back_from_parquet(folder: Path, graph: Graph) -> None:
    write_parquet(graph, folder / "g.parquet")
    assert read_graph(folder / "g.parquet") == graph


@pytest.mark.parametrize("name", NAMES)
def test_every_command_reads_it(graph: Graph, graph_file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = export(graph, graph_file.with_name(name))
    for command in (["stats"], ["explain", "--entity", "zorblax", "--graph"]):
        said = []
        for given_path in (graph_file, path):
            assert run([*command, str(given_path)]) == 0
            said.append(capsys.readouterr().out)
        assert said[0] == said[1]
        assert "Zorblax" in said[0]
    assert run(["export", str(path), str(path.with_name("out.gml"))]) == 0
    assert path.with_name("out.gml").read_text().count("node [") == len(graph.nodes)


def test_json_may_be_laid_out_anew(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    write_json(graph, path)
    path.write_text(json.dumps(json.loads(path.read_text()), indent=2))
    assert read_graph(path) == graph


def test_lines_are_read_whatever_their_name(graph: Graph, tmp_path: Path) -> None:
    write_graph(graph, tmp_path / "g.json")
    assert read_graph(tmp_path / "g.json") == graph


@pytest.mark.parametrize(
    "content",
    [
        '{"directed":true',
        '{"directed":[]}',
        '{"directed":true,"multigraph":true,"graph":{},"nodes":[],"edges":[]}',
        '{"directed":true,"graph":{"format":2,"data":""},"nodes":[{"id":"x","type":"Odd"}],"edges":[]}',
        '{"directed":true,"graph":{"format":2,"data":""},"nodes":[{"id":"x"}],"edges":[]}',
    ],
)
def test_json_of_others_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "g.json").write_text(content)
    with pytest.raises(KgError, match=r"g\.json is not a graph that kg export wrote .*: give the graph file"):
        read_graph(tmp_path / "g.json")


def test_json_of_another_format_or_without_an_end_is_refused(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    write_json(graph, path)
    text = path.read_text()
    path.write_text(text.replace('"format":', '"format":9', 1))
    with pytest.raises(KgError, match=r"has graph format 9\d, but this kg reads"):
        read_graph(path)
    path.write_text(text.replace('"id":"method:zorblax"', '"id":"method:gone"', 1))
    with pytest.raises(KgError, match="method:zorblax, which is not a node"):
        read_graph(path)


def test_damaged_gzip_is_told(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "g.json.gz"
    write_json(graph, path)
    packed = path.read_bytes()
    for broken in (packed[:-9], packed[:200] + b"\0\0\0" + packed[203:], gzip.compress(b"", mtime=0)[:8]):
        path.write_bytes(broken)
        with pytest.raises(KgError, match=r"g\.json\.gz is damaged or cut short"):
            read_graph(path)


@pytest.mark.parametrize("name", ["nodes.parquet", "edges.parquet", "evidence.parquet"])
def test_tables_that_are_damaged_or_missing_are_told(graph: Graph, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "g.parquet"
    write_parquet(graph, folder)
    (folder / name).write_bytes(b"odd")
    with pytest.raises(KgError, match=r"g\.parquet is not a graph that kg export wrote"):
        read_graph(folder)
    (folder / name).unlink()
    with pytest.raises(KgError, match=r"g\.parquet"):
        read_graph(folder)


def test_a_missing_library_is_named(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_parquet(graph, tmp_path / "g.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert run(["stats", str(tmp_path / "g.parquet")]) == 1
    assert "this needs the library pyarrow: run pip install 'kg[" in capsys.readouterr().err
