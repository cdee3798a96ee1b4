"""Machine-learning paper abstracts to a knowledge graph, by rules.

    papers = kg.read_papers("papers.jsonl")   or [kg.Paper(id, title, abstract), ...]
    graph = kg.build(papers)                  a Graph; write_graph and read_graph keep it in a file
    kg.find(graph, "a100")                    the nodes that a name may mean, best first
    kg.show(graph, "LoRA")                    a page to explore, in a notebook
    kg.tables(graph)                          nodes, edges and evidence, for pandas and polars
    g = kg.to_networkx(graph)                 a networkx.MultiDiGraph
    kg.analysis.papers_using(g, "LoRA")       and more questions: see help(kg.analysis)
    kg.plot.over_time(g, "LoRA")              and more pictures: see help(kg.plot)

Functions take paths as str or os.PathLike. What goes wrong is a KgError that says what to do.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg import analysis
    from kg.analysis import plot
    from kg.analysis.notebook import show
    from kg.analysis.tabular import tables
    from kg.engines import build, extract
    from kg.graph.file import read_graph, write_graph
    from kg.model import Extraction, Graph, KgError, Label, Paper, Relation
    from kg.names.finding import find
    from kg.sinks.networkx_graph import to_networkx
    from kg.sources import read_papers

    __version__: str

__all__ = [
    "Extraction",
    "Graph",
    "KgError",
    "Label",
    "Paper",
    "Relation",
    "__version__",
    "analysis",
    "build",
    "extract",
]
__all__ += ["find", "plot", "read_graph", "read_papers", "show", "tables", "to_networkx", "write_graph"]

_HOMES = {
    "kg.analysis.notebook": ("show",),
    "kg.analysis.tabular": ("tables",),
    "kg.engines": ("build", "extract"),
    "kg.graph.file": ("read_graph", "write_graph"),
    "kg.model": ("Extraction", "Graph", "KgError", "Label", "Paper", "Relation"),
    "kg.names.finding": ("find",),
    "kg.sinks.networkx_graph": ("to_networkx",),
    "kg.sources": ("read_papers",),
}
_MODULES = {"analysis": "kg.analysis", "plot": "kg.analysis.plot"}


def __getattr__(name: str) -> object:
    """What users need is imported when it is asked for, so that `import kg` costs nothing."""
    import importlib
    from importlib.metadata import version

    if name == "__version__":
        return version("kg")
    if name in _MODULES:
        return importlib.import_module(_MODULES[name])
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
