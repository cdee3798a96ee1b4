// How two methods are connected
// The text of query/shortest_path.cypher for the built-in engine, which is slow where the ends are found before the path.
// :param method => 'LoRA';
// :param other => 'knowledge distillation';
MATCH path = shortestPath((one:Method {name: $method})
  -[:PROPOSES|USES|COMPARES_WITH|EVALUATES_ON|INTRODUCES|RUNS_ON*..6]-(two:Method {name: $other}))
RETURN length(path) AS steps, path
ORDER BY one.id, two.id
LIMIT 1
