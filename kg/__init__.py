"""Machine-learning paper abstracts to a knowledge graph, by rules."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.engines.local import build, extract
    from kg.graph.file import read_graph
    from kg.sinks.networkx_files import to_networkx
    from kg.sources import read_papers

    __version__: str

__all__ = ["__version__", "build", "extract", "read_graph", "read_papers", "to_networkx"]

_HOMES = {
    "build": "kg.engines.local",
    "extract": "kg.engines.local",
    "read_graph": "kg.graph.file",
    "read_papers": "kg.sources",
    "to_networkx": "kg.sinks.networkx_files",
}


def __getattr__(name: str) -> object:
    """What users need is imported when it is asked for, so that `import kg` costs nothing."""
    import importlib
    from importlib.metadata import version

    if name == "__version__":
        return version("kg")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
