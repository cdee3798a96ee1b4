"""What is linked by common papers, and what belongs together."""

import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg.analysis import communities, project
from kg.model import Graph

Network = "nx.MultiDiGraph[str]"
SCRIPT = """
import sys, kg
g = kg.to_networkx(kg.read_graph(sys.argv[1]))
print(kg.analysis.communities(g, least=2), [*kg.analysis.project(g, "Paper").edges(data=True)])
"""


def test_a_projection_has_the_common_papers_as_weights(g: Network) -> None:
    methods = project(g, "Method")
    assert [*methods.edges(data="weight")] == [("method:frobnet", "method:zorblax", 2)]
    assert methods.nodes["method:zorblax"]["name"] == "Zorblax"
    assert "method:quux" in methods, "one paper makes it, though with no other method"
    assert project(g, "Method", ["USES", "COMPARES_WITH"]).has_edge("method:quux", "method:zorblax")


def test_papers_are_linked_by_what_they_use(g: Network) -> None:
    found = project(g, "Paper")
    assert found["paper:wide"]["paper:flat"]["weight"] == 2
    assert found["paper:wide"]["paper:sparse"]["weight"] == 2
    assert "paper:no" not in found


def test_an_empty_graph_gives_an_empty_projection(g: Network) -> None:
    empty = kg.to_networkx(Graph())
    assert [*project(empty, "Dataset")] == [*project(empty, "Paper")] == []
    assert [*project(g, "Dataset", ["TARGETS"])] == []
    with pytest.raises(kg.KgError, match="no two of type Method are used together in this graph"):
        kg.plot.heatmap(empty)


def two_clubs() -> Network:
    """Two groups of papers that have one method in common."""
    g: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for club in "ab":
        for number in range(4):
            g.add_node(f"paper:{club}{number}", type="Paper", name=f"{club}{number}")
            g.add_node(f"method:{club}{number}", type="Method", name=f"{club.upper()}{number}")
        for number in range(4):
            for other in range(number + 1):
                g.add_edge(f"paper:{club}{number}", f"method:{club}{other}", type="USES")
    g.add_node("method:x", type="Method", name="X")
    g.add_edge("paper:a0", "method:x", type="USES")
    g.add_edge("paper:b0", "method:x", type="MENTIONS")
    return g


def test_communities_are_named_by_their_strongest_entities() -> None:
    first, second = communities(two_clubs())
    assert (first.name, first.papers, first.entities) == ("A0, A1, A2", 4, 5)
    assert (second.name, second.papers, second.entities) == ("B0, B1, B2", 4, 4)
    assert "method:x" in first.members
    assert communities(two_clubs(), least=9) == [first]
    assert communities(two_clubs(), top=1) == [first]
    assert communities(nx.MultiDiGraph()) == []


def test_the_same_graph_gives_the_same_in_every_run(cups: Graph, tmp_path: Path) -> None:
    kg.write_graph(cups, tmp_path / "graph.jsonl")
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "graph.jsonl")]
    runs = {
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1
