// Hardware most used
// Devices by the papers that report a run on them.
// :param limit => 25;
MATCH (paper:Paper&Entity)-[:RUNS_ON]->(hardware:Hardware&Entity)
WITH hardware, count(paper) AS papers
ORDER BY papers DESC, hardware.id
LIMIT $limit
RETURN hardware.name AS hardware, hardware.vendor AS vendor, hardware.kind AS kind, papers
