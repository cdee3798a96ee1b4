"""A server of its own: filled by the real tool for import, then killed in the middle of a load."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from databases import GRAPH, SLOW_KG, count, expected, run_kg, snapshot
from servers import PASSWORD, ROOT, Server, empty, need_java, start_process, version
from synthetic import make_graph

from kg.databases.neo4j import Counts, load_graph
from kg.graph.file import write_graph
from kg.sinks.neo4j_csv import SCRIPT, write_csv

pytestmark = pytest.mark.neo4j


class Imported(NamedTuple):
    """A server, its process, and the folder of its data."""

    server: Server
    process: "subprocess.Popen[bytes]"
    home: Path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """A server on what the script of the exported files has imported."""
    need_java()
    folder, home = tmp_path_factory.mktemp("import") / "graph.csv", tmp_path_factory.mktemp("home")
    write_csv(GRAPH, folder)
    tool = f"{sys.executable} {ROOT / 'docker' / 'local' / 'neo4j_local.py'} admin --home {home} --"
    with version():
        environment = {**os.environ, "NEO4J_ADMIN": tool}
        done = subprocess.run([folder / SCRIPT], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with start_process(home) as (server, process):
        yield Imported(server, process, home)


def test_the_files_for_import_make_the_same_database(imported: Imported) -> None:
    with imported.server.driver() as driver:
        assert snapshot(driver) == expected(GRAPH)
        # The load that follows adds the indexes, and finds nothing to change.
        report = load_graph(driver, GRAPH, "neo4j", prune=True)
        assert report.nodes == Counts(unchanged=len(GRAPH.nodes))
        assert report.edges == Counts(unchanged=len(GRAPH.edges))
        assert count(driver, "SHOW CONSTRAINTS YIELD name RETURN count(name)") == 1


def test_a_killed_server_is_one_message_and_the_next_load_completes(imported: Imported, tmp_path: Path) -> None:
    server, process, home = imported
    graph, path = make_graph(200), tmp_path / "graph.jsonl"
    write_graph(graph, path)
    with server.driver() as driver:
        empty(driver)
        command = [*SLOW_KG, "load", str(path)]
        running = subprocess.Popen(command, env=server.environment(), stderr=subprocess.PIPE, text=True)
        begin = time.monotonic()
        while not count(driver, "MATCH ()-[r]->() RETURN count(r)"):
            assert time.monotonic() - begin < 120
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        _, said = running.communicate(timeout=120)
        assert running.returncode == 1
    assert "lost the connection" in said
    assert said.count("\n") == 1
    assert PASSWORD not in said
    process.wait(60)  # its data is free for the next server
    with start_process(home) as (again, _), again.driver() as driver:
        assert 0 < count(driver, "MATCH ()-[r]->() RETURN count(r)") < len(graph.edges)
        assert run_kg(again, "load", str(path)).returncode == 0
        assert snapshot(driver) == expected(graph)
