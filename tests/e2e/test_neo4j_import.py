"""The files for import, with the real tool."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from databases import GRAPH, count, expected, snapshot
from servers import ROOT, need_java, start_server

from kg.databases.neo4j import Counts, load_graph
from kg.sinks.neo4j_csv import SCRIPT, write_csv

pytestmark = pytest.mark.neo4j


def test_the_files_for_import_make_the_same_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_java()
    folder, home = tmp_path / "graph.csv", tmp_path / "home"
    write_csv(GRAPH, folder)
    tool = f"{sys.executable} {ROOT / 'docker' / 'local' / 'neo4j_local.py'} admin --home {home} --"
    monkeypatch.setenv("NEO4J_ADMIN", tool)
    done = subprocess.run([folder / SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    imported = contextlib.contextmanager(start_server)
    with imported(home) as other, other.driver() as driver:
        assert snapshot(driver) == expected(GRAPH)
        # The load that follows adds the indexes, and finds nothing to change.
        report = load_graph(driver, GRAPH, "neo4j", prune=True)
        assert report.nodes == Counts(unchanged=len(GRAPH.nodes))
        assert report.edges == Counts(unchanged=len(GRAPH.edges))
        assert count(driver, "SHOW CONSTRAINTS YIELD name RETURN count(name)") == 1
