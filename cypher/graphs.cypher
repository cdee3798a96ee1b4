// The names of the graphs that kg loaded, with how many nodes and edges each has.
// Nodes and edges without a name are of an older kg, which had one graph only.
MATCH (n:Entity)
WHERE n.kg
UNWIND coalesce(n.graphs, ['graph']) AS graph
RETURN graph, count(*) AS nodes, 0 AS edges
UNION ALL
MATCH (:Entity)-[edge {kg: true}]->(:Entity)
UNWIND coalesce(edge.graphs, ['graph']) AS graph
RETURN graph, 0 AS nodes, count(*) AS edges
