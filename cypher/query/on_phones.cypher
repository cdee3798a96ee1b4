// What runs on phones
// Methods proposed by papers that run on phones, then of those meant for phones, the newest papers first.
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[edge:RUNS_ON|TARGETS]-(paper:Paper&Entity)-[:PROPOSES]->(method:Method&Entity)
WHERE hardware.kind = 'phone' OR hardware.name CONTAINS 'phone'
WITH method, hardware, type(edge) AS relation, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY relation, coalesce(published, '') DESC, paper.id DESC, method.id, hardware.id
LIMIT $limit
RETURN method.name AS method, relation, hardware.name AS hardware, paper.title AS paper, published
