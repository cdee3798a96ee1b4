// Data sets introduced in a year
// Data sets introduced in this year, by the papers that evaluate on them since.
// :param year => 2025;
// :param limit => 25;
MATCH (:Paper {year: $year})-[:INTRODUCES]->(dataset:Dataset)
OPTIONAL MATCH (dataset)<-[:EVALUATES_ON]-(paper:Paper)
WITH dataset, count(DISTINCT paper) AS papers
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers
