"""A graph file is loaded once, and again whenever what is there does not fit it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from synthetic import make_graph

from kg.databases.embedded import cache
from kg.databases.embedded.cache import NOTE, database_file
from kg.databases.embedded.engine import open_graph
from kg.graph.file import write_graph
from kg.model import KgError

COUNT = "MATCH (n) RETURN count(n)"


class Loads:
    """How often something was loaded."""

    def __init__(self) -> None:
        self.count = 0

    @contextmanager
    def watch(self, total: int) -> Iterator[object]:
        assert total > 0
        self.count += 1
        yield lambda _: None


@pytest.fixture
def loads() -> Loads:
    return Loads()


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "home").mkdir()
    write_graph(make_graph(3), tmp_path / "home" / "graph.jsonl")
    return tmp_path / "home" / "graph.jsonl"


def nodes(path: Path, loads: Loads) -> object:
    """How many nodes the engine finds."""
    with open_graph(path, loads.watch) as ask:
        return ask(COUNT, {}).rows[0][0]


def folder(path: Path) -> Path:
    return path.parent / ".graph.jsonl.cypher"


def databases(path: Path) -> list[Path]:
    return [*folder(path).glob("*/graph.lbug")]


def test_a_graph_is_loaded_once(path: Path, loads: Loads) -> None:
    assert nodes(path, loads) == nodes(path, loads) == len(make_graph(3).nodes)
    assert loads.count == 1
    assert len(databases(path)) == 1


def test_a_changed_graph_is_loaded_anew_and_the_old_database_goes(path: Path, loads: Loads) -> None:
    nodes(path, loads)
    state = path.stat()
    write_graph(make_graph(4), path)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))  # the time does not tell
    assert nodes(path, loads) == len(make_graph(4).nodes)
    assert loads.count == 2
    assert len(databases(path)) == 1


@pytest.mark.parametrize("name", ["kg", "ladybug"])
def test_another_version_loads_it_anew(path: Path, loads: Loads, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    import importlib.metadata

    nodes(path, loads)
    versions = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda of: "99" if of == name else versions(of))
    nodes(path, loads)
    assert loads.count == 2


def damage(found: Path, kind: str) -> None:
    state, content = found.stat(), found.read_bytes()
    if kind == "cut short":
        found.write_bytes(content[: len(content) // 2])
    elif kind == "empty":
        found.write_bytes(b"")
    elif kind == "gone":
        found.unlink()
    elif kind == "overwritten":
        found.write_bytes(b"x" * len(content))
    elif kind == "overwritten and made to look untouched":
        found.write_bytes(b"x" * len(content))
        os.utime(found, ns=(state.st_atime_ns, state.st_mtime_ns))
    else:
        (found.parent.parent / NOTE).write_bytes(b"{")


@pytest.mark.parametrize(
    "kind",
    ["cut short", "empty", "gone", "overwritten", "overwritten and made to look untouched", "without a note"],
)
def test_a_damaged_database_is_made_again(path: Path, loads: Loads, kind: str) -> None:
    nodes(path, loads)
    damage(databases(path)[0], kind)
    assert nodes(path, loads) == len(make_graph(3).nodes)
    assert loads.count == 2
    assert nodes(path, loads)
    assert loads.count == 2


def test_a_load_that_fails_leaves_nothing_to_open(path: Path, loads: Loads, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(made: Path, *_: object) -> None:
        made.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "fill", fail)
    with pytest.raises(KeyboardInterrupt):
        nodes(path, loads)
    monkeypatch.undo()
    assert not databases(path)
    assert nodes(path, loads) == len(make_graph(3).nodes)


LOADING = """
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from kg.databases.embedded.engine import open_graph
signal.signal(signal.SIGINT, signal.default_int_handler)  # pytest may run where it is ignored
print("begins", flush=True)
with open_graph(Path(sys.argv[1]), lambda total: nullcontext(lambda count: None)) as ask:
    print(ask("MATCH (p:Paper)-[r]->() RETURN count(r)", {}).rows[0][0])
"""


def start(path: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", LOADING, str(path)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def start_and_end(path: Path, number: signal.Signals) -> None:
    """Begin to load a graph, and end the process in the midst of it."""
    write_graph(make_graph(1000), path)
    process = start(path)
    end = time.monotonic() + 60
    while not databases(path) and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(number)
    process.communicate()
    assert process.returncode


def test_a_load_that_is_stopped_leaves_nothing(path: Path) -> None:
    start_and_end(path, signal.SIGINT)
    assert [entry.name for entry in folder(path).iterdir()] == [".gitignore"]


def test_what_a_killed_process_leaves_is_not_opened(path: Path, loads: Loads) -> None:
    start_and_end(path, signal.SIGKILL)
    assert databases(path), "it was killed too late"
    assert not (folder(path) / NOTE).exists()
    assert nodes(path, loads) == len(make_graph(1000).nodes)
    assert len([entry for entry in folder(path).iterdir() if entry.is_dir()]) == 1


def test_processes_at_once_load_it_once_and_agree(path: Path) -> None:
    graph = make_graph(300)
    write_graph(graph, path)
    processes = [start(path) for _ in range(3)]
    assert [process.communicate()[0].split() for process in processes] == [["begins", str(len(graph.edges))]] * 3
    assert len(databases(path)) == 1


def test_a_reader_keeps_what_another_process_replaces(path: Path, loads: Loads) -> None:
    with open_graph(path, loads.watch) as ask:
        write_graph(make_graph(4), path)
        assert nodes(path, loads) == len(make_graph(4).nodes)
        assert ask(COUNT, {}).rows == ((len(make_graph(3).nodes),),)


def test_a_folder_that_cannot_be_written_is_left_alone(path: Path, loads: Loads, tmp_path: Path) -> None:
    folder(path).write_text("in the way")  # a right would not stop root
    nodes(path, loads)
    nodes(path, loads)
    assert loads.count == 1
    assert [*(tmp_path / "cache" / "kg" / "cypher").glob("graph.jsonl.*/*/graph.lbug")]


def test_no_folder_that_can_be_written_is_a_message(
    path: Path, loads: Loads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(path).write_text("in the way")
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(KgError, match=r"cannot write .*: set XDG_CACHE_HOME to a folder that can be written"):
        nodes(path, loads)


def test_a_graph_that_is_not_there_is_a_message(tmp_path: Path, loads: Loads) -> None:
    missing = tmp_path / "graph.jsonl"
    with pytest.raises(KgError, match="No such file or directory: make a graph with kg build PAPERS -o"):
        database_file(missing, loads.watch)
    missing.write_text("{}")
    with pytest.raises(KgError, match="is not a graph file"):
        database_file(missing, loads.watch)
    assert not [*folder(missing).glob("*/*")]
