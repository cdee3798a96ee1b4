"""The graph file gives the graph back, or says what is wrong with it."""

import contextlib
import hashlib
import json
import os
from pathlib import Path

import pytest

from kg.graph.file import FORMAT, is_graph_file, read_graph, write_graph
from kg.model import Graph, KgError


def test_the_file_gives_the_graph_back(graph: Graph, graph_file: Path) -> None:
    assert read_graph(graph_file) == graph
    assert graph.data
    again = os.fspath(graph_file.with_name("again.jsonl"))
    write_graph(graph, again)
    assert Path(again).read_bytes() == graph_file.read_bytes()


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_it_may_be_compressed(graph: Graph, graph_file: Path, suffix: str) -> None:
    packed = graph_file.with_name(f"graph.jsonl{suffix}")
    write_graph(graph, packed)
    assert read_graph(packed) == graph
    content = packed.read_bytes()
    assert len(content) < graph_file.stat().st_size / 2
    write_graph(graph, packed)
    assert packed.read_bytes() == content
    packed.rename(graph_file)  # what it is, is seen from its content
    assert read_graph(graph_file) == graph


def test_a_compressed_file_that_is_cut_short_is_refused(graph: Graph, tmp_path: Path) -> None:
    for suffix in (".gz", ".zst"):
        path = tmp_path / f"g.jsonl{suffix}"
        write_graph(graph, path)
        path.write_bytes(path.read_bytes()[:-20])
        with pytest.raises(KgError, match="is damaged or cut short"):
            read_graph(path)


def test_an_empty_graph_is_a_graph(tmp_path: Path) -> None:
    write_graph(Graph(), tmp_path / "g")
    assert read_graph(tmp_path / "g") == Graph()


def test_the_header_says_how_much_follows(graph: Graph, graph_file: Path) -> None:
    header = json.loads(graph_file.read_text().splitlines()[0])["header"]
    assert (header["format"], header["nodes"], header["edges"]) == (FORMAT, len(graph.nodes), len(graph.edges))
    assert header["version"]
    assert header["inputs"]
    assert header["digest"] == hashlib.sha256(graph_file.read_bytes().partition(b"\n")[2]).hexdigest()


def test_a_node_has_what_its_label_has_and_no_more(graph_file: Path) -> None:
    lines = [json.loads(line) for line in graph_file.read_text().splitlines()]
    keys = {line["node"]["label"]: set(line["node"]) - {"id", "label", "name"} for line in lines if "node" in line}
    assert keys["Paper"] == {"paper", "records"}
    assert keys["Repository"] == {"link"}
    assert keys["Method"] == set()


def test_a_blank_line_does_no_harm(graph: Graph, graph_file: Path) -> None:
    text = graph_file.read_bytes()
    for changed in (text + b"\n", text + b" \n\n", text.rstrip(b"\n"), text.replace(b"\n", b"\r\n")):
        graph_file.write_bytes(changed)
        assert read_graph(graph_file) == graph


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (-1, "8 of 8 nodes and 7 of 8 edges"),
        (3, "2 of 8 nodes and 0 of 8 edges"),
        (1, "0 of 8 nodes and 0 of 8 edges"),
        (-1.5, "8 of 8 nodes and 7 of 8 edges"),
    ],
)
def test_a_file_that_is_cut_short_is_refused(graph_file: Path, kept: float, message: str) -> None:
    lines = graph_file.read_bytes().splitlines(keepends=True)
    whole = b"".join(lines[: int(kept)])
    graph_file.write_bytes(whole if kept == int(kept) else whole + lines[int(kept)][:20])
    with pytest.raises(KgError, match=rf"graph\.jsonl is cut short, with {message}: build the graph again"):
        read_graph(graph_file)


def test_more_than_the_header_says_is_refused(graph_file: Path) -> None:
    lines = graph_file.read_bytes().splitlines(keepends=True)
    graph_file.write_bytes(b"".join([*lines, lines[-1]]))
    with pytest.raises(KgError, match="has more than was written, with 8 of 8 nodes and 9 of 8 edges"):
        read_graph(graph_file)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"FrobNet", b"FrogNet", "in one of its lines: changed or damaged"),
        (b'"name":"FrobNet"', b'"name": "FrobNet"', "line 5: changed or damaged"),  # as a script would write it
    ],
)
def test_a_changed_character_is_noticed(graph_file: Path, old: bytes, new: bytes, told: str) -> None:
    text = graph_file.read_bytes()
    assert old in text
    graph_file.write_bytes(text.replace(old, new, 1))
    with pytest.raises(KgError, match=rf"graph\.jsonl, {told} .*: build the graph again"):
        read_graph(graph_file)


def test_no_cut_and_no_changed_byte_goes_unnoticed(graph: Graph, graph_file: Path) -> None:
    text = graph_file.read_bytes()
    begin = text.index(b"\n") + 1  # behind the header
    cut = (text[:end] for end in range(0, len(text) - 1, 13))
    changed = (text[:at] + bytes([text[at] ^ 1]) + text[at + 1 :] for at in range(begin, len(text), 13))
    unnoticed = []
    for damaged in (*cut, *changed):
        graph_file.write_bytes(damaged)
        with contextlib.suppress(KgError):
            unnoticed.append(read_graph(graph_file))
    assert [found for found in unnoticed if found != graph] == []  # a space or line end that changed is no damage


def test_lines_in_another_order_are_noticed(graph_file: Path) -> None:
    header, first, second, *rest = graph_file.read_bytes().splitlines(keepends=True)
    graph_file.write_bytes(b"".join([header, second, first, *rest]))
    with pytest.raises(KgError, match=r"graph\.jsonl, line 3: changed or damaged \(not as kg wrote it\)"):
        read_graph(graph_file)


def test_a_node_that_is_there_twice_is_named(graph_file: Path) -> None:
    header, first, _, *rest = graph_file.read_bytes().splitlines(keepends=True)
    graph_file.write_bytes(b"".join([header, first, first, *rest]))
    with pytest.raises(KgError, match=r"line 3: changed or damaged \(the node dataset:cifar-10 a second time\)"):
        read_graph(graph_file)


def test_an_edge_without_an_end_is_named(graph_file: Path) -> None:
    lines = graph_file.read_text().splitlines(keepends=True)
    lines[-1] = lines[-1].replace(json.loads(lines[-1])["edge"]["target"], "method:gone", 1)
    graph_file.write_text("".join(lines))
    told = rf"line {len(lines)}: changed or damaged \(an edge of method:gone, which is not a node\)"
    with pytest.raises(KgError, match=told):
        read_graph(graph_file)


def test_a_broken_line_is_named(graph_file: Path) -> None:
    lines = graph_file.read_bytes().splitlines(keepends=True)
    graph_file.write_bytes(b"".join([*lines[:3], lines[3][:20] + b"\n", *lines[4:]]))
    with pytest.raises(KgError, match=r"graph\.jsonl, line 4: changed or damaged .*build the graph again"):
        read_graph(graph_file)


@pytest.mark.parametrize(
    "line", [b"{}", b'{"node":{"id":"x","label":"Method"}}', b'{"nod":{}}', b'{"edge":{"source":1}}', b"\xff\xfe"]
)
def test_a_line_of_another_kind_is_named(graph_file: Path, line: bytes) -> None:
    with graph_file.open("ab") as file:
        file.write(line + b"\n")
    count = len(graph_file.read_bytes().splitlines())
    with pytest.raises(KgError, match=rf"line {count}: "):
        read_graph(graph_file)


@pytest.mark.parametrize(
    "content", [b"", b"\n", b'{"node":{"id":"x","label":"Method","name":"X"}}\n', b'{"title":"T"}\n', b"\x89PNG\n"]
)
def test_what_is_not_a_graph_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "some.jsonl"
    path.write_bytes(content)
    with pytest.raises(KgError, match=r"is not a graph file: make one with kg build PAPERS -o graph\.jsonl"):
        read_graph(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*none\.jsonl: No such file"):
        read_graph(tmp_path / "none.jsonl")


def test_another_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graph.jsonl"
    path.write_text('{"header":{"format":1,"version":"0.1","data":"d","inputs":"i"}}\n')
    with pytest.raises(KgError, match=rf"graph format 1, but this kg reads format {FORMAT}: build the graph again"):
        read_graph(path)


def test_a_graph_file_is_known_by_its_beginning(graph_file: Path, tmp_path: Path) -> None:
    assert is_graph_file(graph_file)
    graph_file.write_bytes(graph_file.read_bytes()[:200])
    assert is_graph_file(graph_file)
    (tmp_path / "papers.jsonl").write_text('{"title": "T", "abstract": "A"}\n')
    assert not is_graph_file(tmp_path / "papers.jsonl")
    with pytest.raises(KgError, match=r"cannot read .*none"):
        is_graph_file(tmp_path / "none")
