// Methods most used
// Methods by the number of papers that use them.
// :param limit => 25;
MATCH (paper:Paper&Entity)-[:USES]->(method:Method&Entity)
WITH method, count(paper) AS papers
ORDER BY papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, papers
