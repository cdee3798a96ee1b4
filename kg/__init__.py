"""Machine-learning paper abstracts to a knowledge graph, by rules."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.engines import build, extract
    from kg.graph.file import read_graph, write_graph
    from kg.model import Extraction, Graph, KgError, Paper
    from kg.names.finding import find
    from kg.sinks.networkx_graph import to_networkx
    from kg.sources import read_papers

    __version__: str

__all__ = ["Extraction", "Graph", "KgError", "Paper", "__version__", "build", "extract", "find"]
__all__ += ["read_graph", "read_papers", "to_networkx", "write_graph"]

_HOMES = {
    "kg.engines": ("build", "extract"),
    "kg.graph.file": ("read_graph", "write_graph"),
    "kg.model": ("Extraction", "Graph", "KgError", "Paper"),
    "kg.names.finding": ("find",),
    "kg.sinks.networkx_graph": ("to_networkx",),
    "kg.sources": ("read_papers",),
}


def __getattr__(name: str) -> object:
    """What users need is imported when it is asked for, so that `import kg` costs nothing."""
    import importlib
    from importlib.metadata import version

    if name == "__version__":
        return version("kg")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
