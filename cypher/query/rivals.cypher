// Methods most compared against each other
// Pairs in one comparison, one proposed and one a baseline or both baselines: those of this method, or all if it is ''.
// :param method => '';
// :param limit => 25;
MATCH (one:Method&Entity)<-[:PROPOSES|COMPARES_WITH]-(paper:Paper&Entity)-[:COMPARES_WITH]->(two:Method&Entity)
WHERE one <> two AND ($method = '' OR $method IN [one.name, two.name])
WITH paper, one, two, (one.name = $method) = (two.name = $method) AND one.id < two.id OR
     one.name = $method AND two.name <> $method AS in_order
WITH paper, CASE WHEN in_order THEN one ELSE two END AS first, CASE WHEN in_order THEN two ELSE one END AS second
WITH first, second, count(DISTINCT paper) AS papers
ORDER BY papers DESC, first.id, second.id
LIMIT $limit
RETURN first.name AS method, second.name AS rival, papers
