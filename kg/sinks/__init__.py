"""Graphs to other formats."""

# Suffix -> the function that writes it, imported when it is needed: each format has libraries of its own.
SINKS = {
    ".graphml": "kg.sinks.networkx_files:write_graphml",
    ".gexf": "kg.sinks.networkx_files:write_gexf",
    ".json": "kg.sinks.networkx_files:write_json",
    ".html": "kg.sinks.html.writer:write_html",
    ".csv": "kg.sinks.neo4j_csv:write_csv",
}
