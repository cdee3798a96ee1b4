// What is in the graph
// Each relation with its edges, the papers that have it and the things it leads to.
MATCH (paper:Paper)-[edge]->(thing:Entity)
RETURN type(edge) AS relation, count(edge) AS edges, count(DISTINCT paper) AS papers, count(DISTINCT thing) AS things
ORDER BY edges DESC, relation
