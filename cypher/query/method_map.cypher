// A method and its papers
// The papers that propose, use or compare with this method and what they propose: a picture in Neo4j Browser.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (method:Method&Entity {name: $method})<-[one:PROPOSES|USES|COMPARES_WITH]-(paper:Paper&Entity)
WITH method, one, paper
ORDER BY paper.id
LIMIT $limit
OPTIONAL MATCH (paper)-[two:PROPOSES|EVALUATES_ON|RUNS_ON]->(entity:Entity)
RETURN method, one, paper, two, entity
