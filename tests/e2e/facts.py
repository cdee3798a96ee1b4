"""The NetworkX graph with short ways to ask it, and what the tests ask about."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Rows = list[tuple[Any, ...]]
# What the queries are asked about, in the tests.
METHOD, OTHER, DATASET, HARDWARE, YEAR, LIMIT = "LoRA", "CNN", "CIFAR-10", "A100", 2025, 1000


class Facts:
    """The graph with short ways to ask it."""

    def __init__(self, graph: "nx.MultiDiGraph[str]", title: str) -> None:
        self.graph = graph
        self.edges = [(source, target, facts) for source, target, facts in graph.edges(data=True)]
        self.paper = next(key for key, facts in graph.nodes(data=True) if facts.get("title") == title)
        self.method, self.other = self.find("Method", METHOD), self.find("Method", OTHER)
        self.dataset = self.find("Dataset", DATASET)

    def find(self, label: str, name: str) -> str:
        """The id of the node of that name."""
        return next(
            key for key, facts in self.graph.nodes(data=True) if (facts["type"], facts["name"]) == (label, name)
        )

    def name(self, key: str) -> str:
        """A node's name."""
        return str(self.graph.nodes[key]["name"])

    def label(self, key: str) -> str:
        """A node's label."""
        return str(self.graph.nodes[key]["type"])

    def get(self, key: str, fact: str) -> Any:
        """A property, None where there is none."""
        return self.graph.nodes[key].get(fact) or None

    def nodes(self, *labels: str) -> list[str]:
        """The ids of all nodes of some labels."""
        return [key for key in self.graph if self.label(key) in labels]

    def year(self, paper: str) -> int | None:
        """The year of a paper whose date has one."""
        text = self.graph.nodes[paper].get("published", "")
        return int(text[:4]) if text[:4].isdecimal() else None

    def newest(self, rows: Iterable[tuple[Any, ...]], place: int) -> list[tuple[Any, ...]]:
        """Rows with those of the newest papers first; the paper is at this place."""
        ordered = sorted(rows)
        return sorted(ordered, key=lambda row: (self.published(row[place]) or "", row[place]), reverse=True)

    def published(self, paper: str) -> str | None:
        """The date of a paper; the texts that the tests make have no arXiv numbers to take a year from."""
        return self.graph.nodes[paper].get("published") or None

    def pairs(self, label: str, *types: str) -> list[tuple[str, str, str]]:
        """Papers, relations and things of a label, for some relations."""
        return [(s, f["type"], t) for s, t, f in self.edges if f["type"] in types and self.label(t) == label]

    def papers(self, thing: str, *types: str) -> set[str]:
        """The papers that have one of these relations to a thing."""
        return {s for s, t, f in self.edges if t == thing and f["type"] in types}

    def things(self, paper: str, label: str, *types: str) -> set[str]:
        """The things of a label that a paper has one of these relations to."""
        return {
            t for _, t, f in self.graph.out_edges(paper, data=True) if f["type"] in types and self.label(t) == label
        }

    def ranked(self, counts: "Counter[str]") -> Rows:
        """Names and numbers, the largest first."""
        order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return [(self.name(key), count) for key, count in order]

    def shared(self, papers: Iterable[str], label: str, *types: str) -> "Counter[str]":
        """How many of the papers have one of these relations to each thing."""
        return Counter(chain.from_iterable(self.things(paper, label, *types) for paper in papers))
