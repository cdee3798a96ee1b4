"""Machine-learning paper abstracts to a knowledge graph, by rules."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.engines import build, extract
    from kg.graph.file import read_graph, write_graph
    from kg.model import Extraction, Graph, KgError, Paper
    from kg.names.finding import find
    from kg.sinks.networkx_files import to_networkx
    from kg.sources import read_papers

    __version__: str

_HOMES = {
    "Extraction": "kg.model",
    "Graph": "kg.model",
    "KgError": "kg.model",
    "Paper": "kg.model",
    "build": "kg.engines",
    "extract": "kg.engines",
    "find": "kg.names.finding",
    "read_graph": "kg.graph.file",
    "read_papers": "kg.sources",
    "to_networkx": "kg.sinks.networkx_files",
    "write_graph": "kg.graph.file",
}
__all__ = [
    "Extraction",
    "Graph",
    "KgError",
    "Paper",
    "__version__",
    "build",
    "extract",
    "find",
    "read_graph",
    "read_papers",
    "to_networkx",
    "write_graph",
]


def __getattr__(name: str) -> object:
    """What users need is imported when it is asked for, so that `import kg` costs nothing."""
    import importlib
    from importlib.metadata import version

    if name == "__version__":
        return version("kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
