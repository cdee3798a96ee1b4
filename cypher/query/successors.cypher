// What is compared with a method
// Methods proposed by papers that take this method as a baseline.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[:COMPARES_WITH]-(paper:Paper)-[:PROPOSES]->(successor:Method)
WITH successor, paper
ORDER BY successor.id, paper.id
LIMIT $limit
RETURN successor.name AS successor, paper.title AS paper, paper.published AS published
