"""Questions to a graph in Python: who uses what, what goes together, how two things are connected.

All functions take a NetworkX graph of `kg.to_networkx` and read names as `kg.find` does: "a100" and "low rank
adaptation" find what they mean, and a name that fits nothing, or more than one thing, is an error that says what is
near. Answers are lists of named tuples, which `pandas.DataFrame(...)` and `polars.DataFrame(...)` take as they are.

    papers_using     papers that use a method, dataset or device; by relation, year and hardware
    neighbours       what a paper names, or who names an entity
    path             how two names are connected, with a sentence for each hop
    around           the part of the graph near a name, as a graph
    similar_papers   papers that share the most telling entities with one
    used_together    what is used together, with counts and lift
    timeline         papers per year
    ranking          by papers, by a relation or by PageRank
    project          methods (or datasets …) linked by common papers, as a weighted graph
    communities      what belongs together, named by its strongest entities

In the examples of their help, `g` is the graph of the sample papers: `make demo` builds it, and
`g = kg.to_networkx(kg.read_graph("demo/graph.jsonl"))`.
"""

from kg.analysis.counts import ranking, timeline, used_together
from kg.analysis.records import Community, Link, Ranked, Similar, Together, Year
from kg.analysis.structure import communities, project
from kg.analysis.traversal import around, neighbours, papers_using, path, similar_papers

__all__ = ["Community", "Link", "Ranked", "Similar", "Together", "Year"]
__all__ += ["around", "communities", "neighbours", "papers_using", "path", "project", "ranking", "similar_papers"]
__all__ += ["timeline", "used_together"]
