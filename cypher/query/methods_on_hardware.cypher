// Methods of papers that run on a device
// Methods of papers that report a run on hardware with these words in its name: first those that they propose, then those that they use.
// :param hardware => 'A100';
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[:RUNS_ON]-(paper:Paper&Entity)-[edge:PROPOSES|USES]->(method:Method&Entity)
WHERE hardware.name CONTAINS $hardware AND ' ' + hardware.name + ' ' CONTAINS ' ' + $hardware + ' '
WITH method, type(edge) AS relation, count(DISTINCT paper) AS papers
ORDER BY relation, papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, relation, papers
