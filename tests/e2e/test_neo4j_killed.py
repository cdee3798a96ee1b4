"""A server that is killed in the middle of a load."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from databases import SLOW_KG, count, expected, run_kg, snapshot
from servers import PASSWORD, need_java, start_process
from synthetic import make_graph

from kg.graph.file import write_graph

pytestmark = pytest.mark.neo4j


def test_a_killed_server_is_one_message_and_the_next_load_completes(tmp_path: Path) -> None:
    need_java()
    graph, path, home = make_graph(200), tmp_path / "graph.jsonl", tmp_path / "home"
    write_graph(graph, path)
    with start_process(home) as (server, process), server.driver() as driver:
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
    with start_process(home) as (server, _), server.driver() as driver:
        assert 0 < count(driver, "MATCH ()-[r]->() RETURN count(r)") < len(graph.edges)
        assert run_kg(server, "load", str(path)).returncode == 0
        assert snapshot(driver) == expected(graph)
