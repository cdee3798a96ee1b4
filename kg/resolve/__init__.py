"""Names of many papers to nodes."""

from kg.resolve.nodes import Resolution, relation_as, resolve, strongest

__all__ = ["Resolution", "relation_as", "resolve", "strongest"]
