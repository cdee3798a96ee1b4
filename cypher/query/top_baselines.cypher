// Methods most compared with
// Methods by the number of papers that take them as a baseline or a competitor.
// :param limit => 25;
MATCH (paper:Paper&Entity)-[:COMPARES_WITH]->(method:Method&Entity)
WITH method, count(paper) AS papers
ORDER BY papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, papers
