// Methods proposed in a year that others took up
// Methods proposed in this year, by the other papers that use them or compare with them.
// :param year => 2025;
// :param limit => 25;
MATCH (origin:Paper {year: $year})-[:PROPOSES]->(method:Method)
MATCH (method)<-[:USES|COMPARES_WITH]-(paper:Paper)
WITH method, count(DISTINCT paper) AS papers
ORDER BY papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, papers
