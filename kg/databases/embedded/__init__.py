"""Cypher on a graph file without a server: a LadybugDB database beside the file, and Cypher in its dialect."""
