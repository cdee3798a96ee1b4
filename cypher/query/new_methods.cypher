// Methods proposed in a year that others took up
// Methods that one paper of this year proposes and none of an earlier year uses, by the papers that use or compare them.
// :param year => 2026;
// :param limit => 25;
MATCH (origin:Paper&Entity {year: $year})-[:PROPOSES]->(method:Method&Entity)
WHERE COUNT { (method)<-[:PROPOSES]-(:Paper&Entity) } = 1
MATCH (method)<-[:USES|COMPARES_WITH]-(paper:Paper&Entity)
WITH method, origin, count(paper) AS papers, min(paper.year) AS first
WHERE first IS NULL OR first >= $year
WITH method, origin, papers
ORDER BY papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, papers, origin.title AS proposed_by
