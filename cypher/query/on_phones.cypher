// Papers that run on phones or target them
// Papers that run something on phones (RUNS_ON), then papers that are only meant for them (TARGETS), newest first, and what they propose.
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[edge:RUNS_ON|TARGETS]-(paper:Paper&Entity)
WHERE hardware.kind = 'phone' OR hardware.name CONTAINS 'phone'
WITH hardware, type(edge) AS relation, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY relation, coalesce(published, '') DESC, paper.id DESC, hardware.id
LIMIT $limit
OPTIONAL MATCH (paper)-[:PROPOSES]->(method:Method&Entity)
WITH hardware, relation, paper, published, method
ORDER BY method.id
WITH hardware, relation, paper, published, collect(method.name) AS proposes
ORDER BY relation, coalesce(published, '') DESC, paper.id DESC, hardware.id
RETURN paper.title AS paper, relation, hardware.name AS hardware, published, proposes
