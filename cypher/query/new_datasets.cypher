// Datasets introduced in a year
// Datasets that one paper of this year introduces and none of an earlier year evaluates on, by the papers that do.
// :param year => 2026;
// :param limit => 25;
MATCH (origin:Paper&Entity {year: $year})-[:INTRODUCES]->(dataset:Dataset&Entity)
WHERE COUNT { (dataset)<-[:INTRODUCES]-(:Paper&Entity) } = 1
OPTIONAL MATCH (dataset)<-[:EVALUATES_ON]-(paper:Paper&Entity)
WITH dataset, origin, count(paper) AS papers, min(paper.year) AS first
WHERE first IS NULL OR first >= $year
WITH dataset, origin, papers
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers, origin.title AS introduced_by
