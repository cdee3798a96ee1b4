"""The graph: built from extractions, written to a file, selected from, counted and explained."""
