// Methods most compared against each other
// Pairs that stand in one comparison: one proposed and one a baseline, or both baselines.
// :param limit => 25;
MATCH (one:Method&Entity)<-[:PROPOSES|COMPARES_WITH]-(paper:Paper&Entity)-[:COMPARES_WITH]->(two:Method&Entity)
WHERE one <> two
WITH paper, CASE WHEN one.id < two.id THEN one ELSE two END AS first,
     CASE WHEN one.id < two.id THEN two ELSE one END AS second
WITH first, second, count(DISTINCT paper) AS papers
ORDER BY papers DESC, first.id, second.id
LIMIT $limit
RETURN first.name AS method, second.name AS rival, papers
