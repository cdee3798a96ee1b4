// Datasets used together with one
// Other datasets of the papers that evaluate on this one.
// :param dataset => 'CIFAR-10';
// :param limit => 25;
MATCH (dataset:Dataset&Entity {name: $dataset})<-[:EVALUATES_ON]-(paper:Paper&Entity)-[:EVALUATES_ON]->(other:Dataset&Entity)
WHERE other <> dataset
WITH other, count(DISTINCT paper) AS papers
ORDER BY papers DESC, other.id
LIMIT $limit
RETURN other.name AS dataset, papers
