"""Graphs in Neo4j: loading and queries."""
