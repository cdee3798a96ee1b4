"""Names of many papers to things."""

from kg.resolve.things import Resolution, relation_as, resolve

__all__ = ["Resolution", "relation_as", "resolve"]
