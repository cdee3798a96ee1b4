"""How long Cypher without a server takes, the load included.

    python tests/bench/bench_cypher.py [GRAPH]      a graph file, or a synthetic graph of 20,000 papers

Each query is a process of its own, as at the command line. Exits 1 where the first query takes more than 15 s, or a
later one more than 0.5 s beyond the start of `kg`.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

from synthetic import make_graph

from kg.databases.statements import read_queries
from kg.graph.file import write_graph

TURNS, FIRST, LATER = 3, 15.0, 0.5
KG = [sys.executable, "-c", "from kg.cli.app import main; main()"]
GIVEN = {
    "used_with": ["--param", "method=lora"],
    "papers_on_hardware": ["--param", "hardware=a100"],
    "evidence": ["--param", "paper={paper}", "--param", "entity={entity}"],
}
WITH_PAPER = ("baselines_of_paper", "paper_map", "similar_papers")


class Taken(NamedTuple):
    """How long something took, and how long processors worked on it: the same where a machine does nothing else."""

    seconds: float
    worked: float


def taken(*arguments: str) -> Taken:
    """How long a command takes, in a process of its own."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([*KG, *arguments], capture_output=True, text=True, check=False)
    seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"kg {' '.join(arguments)}: {done.stderr}")
    return Taken(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def a_paper(graph: Path) -> tuple[str, str]:
    """The title of a paper and what it names."""
    text = "MATCH (p:Paper)-[:COMPARES_WITH]->(m:Method) RETURN p.title, m.name ORDER BY p.id LIMIT 1"
    command = [*KG, "query", "-c", text, "--graph", str(graph), "--output", "json"]
    [row] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return row["p.title"], row["m.name"]


def best(*arguments: str) -> Taken:
    """The least of some turns: what else a machine does only ever adds."""
    turns = [taken(*arguments) for _ in range(TURNS)]
    return Taken(min(turn.seconds for turn in turns), min(turn.worked for turn in turns))


def measure(graph: Path) -> dict[str, Any]:
    """The first query, the start of `kg`, and all named queries beyond that."""
    first = taken("query", "top_methods", "--graph", str(graph))
    paper, entity = a_paper(graph)
    start, later = best("--help"), {}
    for name in read_queries():
        given = [word.format(paper=paper, entity=entity) for word in GIVEN.get(name, ())]
        given += ["--param", f"paper={paper}"] if name in WITH_PAPER else []
        found = best("query", name, "--graph", str(graph), *given)
        later[name] = Taken(found.seconds - start.seconds, found.worked - start.worked)
    slowest = max(later, key=later.__getitem__)
    median = Taken(*(statistics.median(values) for values in zip(*later.values(), strict=True)))
    rows = {
        "first query": first,
        "start of kg": start,
        "later query, median": median,
        f"slowest, {slowest}": later[slowest],
    }
    return {
        **{name: {"seconds": round(row.seconds, 2), "processor": round(row.worked, 2)} for name, row in rows.items()},
        "too slow": [name for name, row in later.items() if row.seconds > LATER],
        "right": first.seconds <= FIRST and later[slowest].seconds <= LATER,
    }


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder, "graph.jsonl")
        if len(sys.argv) > 1:
            shutil.copy(sys.argv[1], graph)
        else:
            write_graph(make_graph(20_000, edges=4), graph)
        figures = measure(graph)
    print(json.dumps(figures, indent=2))
    return int(not figures["right"])


if __name__ == "__main__":
    sys.exit(main())
