"""Names of many papers to nodes."""

from kg.resolve.nodes import Resolution, relation_as, resolve

__all__ = ["Resolution", "relation_as", "resolve"]
