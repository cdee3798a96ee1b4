// What is in the graph
// Each relation with its edges, the papers that have it and the entities it leads to.
MATCH (paper:Paper&Entity)-[edge]->(entity:Entity)
RETURN type(edge) AS relation, count(edge) AS edges, count(DISTINCT paper) AS papers, count(DISTINCT entity) AS entities
ORDER BY edges DESC, relation
