// Datasets most used
// Datasets by the number of papers that evaluate on them.
// :param limit => 25;
MATCH (paper:Paper&Entity)-[:EVALUATES_ON]->(dataset:Dataset&Entity)
WITH dataset, count(paper) AS papers
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers
