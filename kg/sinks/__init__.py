"""Graphs to other formats."""

# Suffix -> the function that writes it, imported when it is needed: each format has libraries of its own.
SINKS = {
    ".html": "kg.sinks.html.writer:write_html",
    ".graphml": "kg.sinks.graphml:write_graphml",
    ".gexf": "kg.sinks.gexf:write_gexf",
    ".gml": "kg.sinks.gml:write_gml",
    ".dot": "kg.sinks.dot:write_dot",
    ".json": "kg.sinks.node_link:write_json",
    ".ttl": "kg.sinks.rdf:write_turtle",
    ".jsonld": "kg.sinks.rdf:write_jsonld",
    ".csv": "kg.sinks.neo4j_csv:write_csv",
    ".parquet": "kg.sinks.parquet:write_parquet",
}
# What the beginning of such a file has in it, also if an earlier version wrote it, which used NetworkX.
MARKS_OF_SINKS = {
    ".html": rb'<meta name="generator" content="kg',
    ".graphml": rb'attr\.name="aliases"',
    ".gexf": rb'<creator>kg</creator>|<attribute [^>]*title="aliases"',
    ".gml": rb"\Agraph \[\n  directed 1\n  multigraph 1\n",
    ".dot": rb"\Adigraph kg \{",
    ".json": rb'\A\{\s*"directed":\s*true,\s*"multigraph":\s*true,',
    ".ttl": rb"\A@prefix kg: <urn:kg:>",
    ".jsonld": rb'\A\{"@context":\{"kg":"urn:kg:"',
}
FOLDERS = (".csv", ".parquet")  # formats of more than one file
