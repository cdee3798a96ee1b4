"""Names of many papers to nodes."""

from kg.resolve.nodes import Resolution, resolve, strongest

__all__ = ["Resolution", "resolve", "strongest"]
