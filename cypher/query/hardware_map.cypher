// A device and its papers
// Papers that report a run on this hardware, and what they propose: a picture in Neo4j Browser.
// :param hardware => 'A100';
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[one:RUNS_ON]-(paper:Paper&Entity)
WHERE hardware.name CONTAINS $hardware AND ' ' + hardware.name + ' ' CONTAINS ' ' + $hardware + ' '
WITH hardware, one, paper
ORDER BY hardware.id, paper.id
LIMIT $limit
OPTIONAL MATCH (paper)-[two:PROPOSES]->(method:Method&Entity)
RETURN hardware, one, paper, two, method
