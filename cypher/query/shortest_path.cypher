// How two methods are connected
// The shortest chain of papers and what they share between two methods, six steps at most.
// :param method => 'LoRA';
// :param other => 'knowledge distillation';
MATCH (one:Method&Entity {name: $method})
WITH one
ORDER BY one.id
LIMIT 1
MATCH (two:Method&Entity {name: $other})
WITH one, two
ORDER BY two.id
LIMIT 1
WHERE one <> two
MATCH path = shortestPath((one)-[:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|INTRODUCES|RUNS_ON*..6]-(two))
RETURN length(path) AS steps, path
