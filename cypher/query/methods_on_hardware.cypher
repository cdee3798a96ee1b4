// Methods that run on a device
// Methods that papers propose or use on hardware whose name has this part.
// :param hardware => 'A100';
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[:RUNS_ON]-(paper:Paper&Entity)-[:PROPOSES|USES]->(method:Method&Entity)
WHERE hardware.name CONTAINS $hardware
WITH method, count(DISTINCT paper) AS papers
ORDER BY papers DESC, method.id
LIMIT $limit
RETURN method.name AS method, papers
