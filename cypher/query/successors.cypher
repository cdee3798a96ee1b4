// What is compared with a method
// Methods proposed by papers that take this method as a baseline, the newest papers first.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[:COMPARES_WITH]-(paper:Paper&Entity)-[:PROPOSES]->(successor:Method&Entity)
WITH successor, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, successor.id
LIMIT $limit
RETURN successor.name AS successor, paper.title AS paper, published
