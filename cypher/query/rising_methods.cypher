// Rising methods
// Methods whose papers grew most from the year before to this year.
// :param year => 2025;
// :param limit => 25;
MATCH (paper:Paper)-[:USES|COMPARES_WITH]->(method:Method)
WHERE paper.year IN [$year - 1, $year]
WITH method, sum(CASE WHEN paper.year = $year THEN 1 ELSE 0 END) AS now,
     sum(CASE WHEN paper.year = $year THEN 0 ELSE 1 END) AS before
WHERE now > before
WITH method, now, before
ORDER BY now - before DESC, now DESC, method.id
LIMIT $limit
RETURN method.name AS method, before, now, now - before AS rise
