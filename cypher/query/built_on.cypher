// What is built on a method
// Methods proposed by papers that use this method.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[:USES]-(paper:Paper)-[:PROPOSES]->(successor:Method)
WITH successor, paper
ORDER BY successor.id, paper.id
LIMIT $limit
RETURN successor.name AS successor, paper.title AS paper, paper.published AS published
