// A device and what runs on it
// Papers that run on this hardware, with the methods that they propose: a picture in Neo4j Browser.
// :param hardware => 'A100';
// :param limit => 25;
MATCH path = (hardware:Hardware&Entity)<-[:RUNS_ON]-(paper:Paper&Entity)-[:PROPOSES]->(method:Method&Entity)
WHERE hardware.name CONTAINS $hardware
RETURN path
ORDER BY hardware.id, paper.id, method.id
LIMIT $limit
