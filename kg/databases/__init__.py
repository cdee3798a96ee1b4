"""Graphs in Neo4j and in the built-in engine: loading and queries."""
