// Check by hand: thin evidence
// Entities that one paper names once; the shortest names first, as they are the most likely mistakes.
// :param limit => 25;
MATCH (entity:(Method|Dataset|Hardware)&Entity)<-[edge]-(:Paper&Entity)
WHERE size(edge.texts) = 1 AND COUNT { (entity)<--() } = 1
WITH entity
ORDER BY size(entity.name), entity.id
LIMIT $limit
MATCH (entity)<-[edge]-(paper:Paper&Entity)
RETURN CASE WHEN entity:Method THEN 'method' WHEN entity:Dataset THEN 'dataset' ELSE 'hardware' END AS label,
       entity.name AS name, type(edge) AS relation, edge.rules[0] AS rule, edge.sentences[0] AS sentence,
       paper.title AS paper
ORDER BY size(entity.name), entity.id
