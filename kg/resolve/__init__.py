"""Names of many papers to things."""

from kg.resolve.nodes import Resolution, relation_as, resolve

__all__ = ["Resolution", "relation_as", "resolve"]
