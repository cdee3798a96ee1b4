// What a method is used with
// Other methods that papers use together with this one, or propose on top of it.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (method:Method&Entity {name: $method})<-[:USES|PROPOSES]-(paper:Paper&Entity)-[:USES|PROPOSES]->(other:Method&Entity)
WHERE other <> method
WITH other, count(DISTINCT paper) AS papers
ORDER BY papers DESC, other.id
LIMIT $limit
RETURN other.name AS method, papers
