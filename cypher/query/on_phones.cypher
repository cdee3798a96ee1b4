// What runs on phones
// Methods proposed by papers that run on phones or are meant for them.
// :param limit => 25;
MATCH (hardware:Hardware)<-[edge:RUNS_ON|TARGETS]-(paper:Paper)-[:PROPOSES]->(method:Method)
WHERE hardware.kind = 'phone' OR hardware.name CONTAINS 'phone'
WITH method, hardware, type(edge) AS relation, paper
ORDER BY relation, method.id, hardware.id, paper.id
LIMIT $limit
RETURN method.name AS method, relation, hardware.name AS hardware, paper.title AS paper
