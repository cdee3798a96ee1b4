// What is compared with a method
// Methods proposed by papers that take this method as a baseline, the newest papers first.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[:COMPARES_WITH]-(paper:Paper)-[:PROPOSES]->(successor:Method)
WITH successor, paper, coalesce(paper.published, toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, successor.id
LIMIT $limit
RETURN successor.name AS successor, paper.title AS paper, published
