// What is built on a method
// Methods proposed by papers that use this method, the newest papers first.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[:USES]-(paper:Paper&Entity)-[:PROPOSES]->(successor:Method&Entity)
WITH successor, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, successor.id
LIMIT $limit
RETURN successor.name AS successor, paper.title AS paper, published
