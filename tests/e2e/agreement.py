"""What every engine has to answer to the named queries: the same as NetworkX."""

import json
from typing import Any

from answers import ANSWERS, LEFT_OUT, rivals
from answers_checks import evidence_target
from facts import DATASET, HARDWARE, LIMIT, METHOD, OTHER, YEAR, Facts
from free_queries import FREE, GIVEN
from synthetic import TITLE

from kg.databases.answers import Answer, Ask
from kg.databases.statements import Query

PICTURES = ("hardware_map", "method_map", "paper_map")
# Names as people write them, and what they mean.
NAMES = (
    ("method", "LoRA", "LoRA"),
    ("method", "lora", "LoRA"),
    ("method", "method:lora", "LoRA"),
    ("method", "lora V2", "LoRA"),
    ("method", "distillation", "knowledge distillation"),
    ("hardware", "a100", "A100"),
    ("hardware", "dgx a100", "NVIDIA DGX A100"),
    ("dataset", "cifar 10", "CIFAR-10"),
    ("entity", "image net", "ImageNet"),
    ("paper", "paper:p0", TITLE),
    ("paper", "low-rank adaptation of large", TITLE),
)
Shown = tuple[set[str], set[tuple[str, str, str]]]


def parameters(query: Query, facts: Facts) -> dict[str, Any]:
    """What a query is asked about."""
    values = {"method": METHOD, "other": OTHER, "dataset": DATASET, "hardware": HARDWARE, "paper": TITLE, "year": YEAR}
    values |= {"limit": LIMIT, "entity": facts.name(evidence_target(facts))}
    return {key: values[key] if default != "" else "" for key, default in query.defaults.items()}


def check_rows(answer: Answer, name: str, facts: Facts) -> None:
    """The rows are those that NetworkX gives, in their order."""
    places = [place for place, column in enumerate(answer.columns) if column not in LEFT_OUT.get(name, ())]
    got = [tuple(row[place] for place in places) for row in answer.rows]
    wanted = [
        tuple(value or None if isinstance(value, str) else value for value in row) for row in ANSWERS[name](facts)
    ]
    assert wanted, f"the test graph has nothing for {name}"
    assert got == wanted
    assert not answer.remarks


def check_rivals(ask: Ask, queries: dict[str, Query], facts: Facts) -> None:
    """The rivals of one method, and of a name that several have, stand beside it; without a name, all do."""
    query = queries["rivals"]
    everything = rivals(facts)
    for method in (METHOD, "K-Means", DATASET):
        answer = ask(query.statement, {"method": method, "limit": LIMIT})
        assert [*answer.rows] == rivals(facts, method)
        assert {row[0] for row in answer.rows} <= {method}
        assert len(answer.rows) == sum(method in row[:2] for row in everything)
    assert rivals(facts, METHOD)


def check_pictures(ask: Ask, queries: dict[str, Query], facts: Facts) -> None:
    """The nodes and edges that are shown are those that NetworkX has."""
    shown = {name: _shown(ask(queries[name].statement, parameters(queries[name], facts))) for name in PICTURES}
    around = {(s, f["type"], t) for s, t, f in facts.graph.out_edges(facts.paper, data=True)}
    assert shown["paper_map"] == ({facts.paper, *(t for _, _, t in around)}, around)
    runs = [e for e in facts.pairs("Hardware", "RUNS_ON") if HARDWARE in facts.name(e[2])]
    proposed = {(s, "PROPOSES", m) for s, _, _ in runs for m in facts.things(s, "Method", "PROPOSES")}
    assert {s for s, _, _ in runs} > {s for s, _, _ in proposed}, "papers that propose nothing are in the test graph"
    assert shown["hardware_map"][1] == proposed | {*runs}
    papers = facts.papers(facts.method, "PROPOSES", "USES", "COMPARES_WITH")
    kinds = {"PROPOSES", "EVALUATES_ON", "RUNS_ON"}
    around = {(s, f["type"], t) for s, t, f in facts.edges if s in papers and f["type"] in kinds}
    own = {(s, f["type"], t) for s, t, f in facts.edges if t == facts.method and s in papers}
    assert shown["method_map"][1] == around | own


def _shown(answer: Answer) -> Shown:
    """The nodes and edges in an answer, wherever in it."""
    nodes: set[str] = set()
    edges: set[tuple[str, str, str]] = set()
    left: list[Any] = [*answer.rows]
    while left:
        value = left.pop()
        if isinstance(value, list | tuple):
            left += value
        elif isinstance(value, dict) and "labels" in value:
            nodes.add(value["id"])
        elif isinstance(value, dict):
            edges.add((value["source"], value["type"], value["target"]))
    assert nodes
    return nodes, edges


def without_graphs(value: object) -> object:
    """A value without the names of graphs, of which the built-in engine has none: it holds one graph."""
    if isinstance(value, dict):
        return {name: without_graphs(item) for name, item in value.items() if name != "graphs"}
    return [without_graphs(item) for item in value] if isinstance(value, list) else value


def check_free(ask: Ask, statement: str, facts: Facts) -> None:
    """A query that somebody might write gives what NetworkX gives, in some order."""
    answer = ask(statement, GIVEN if "$" in statement else {})
    wanted = FREE[statement](facts)
    assert wanted, "the test graph has nothing for this"
    plain = [[without_graphs(value) for value in row] for row in answer.rows]
    shown, meant = ([json.dumps(row, sort_keys=True) for row in rows] for rows in (plain, wanted))
    assert sorted(shown) == sorted(meant)
