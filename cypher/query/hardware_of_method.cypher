// Hardware of papers on a method
// Devices that papers which propose or use this method run on (RUNS_ON) or are only meant for (TARGETS).
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[:USES|PROPOSES]-(paper:Paper&Entity)-[edge:RUNS_ON|TARGETS]->(hardware:Hardware&Entity)
WITH hardware, type(edge) AS relation, count(DISTINCT paper) AS papers
ORDER BY papers DESC, hardware.id, relation
LIMIT $limit
RETURN hardware.name AS hardware, hardware.vendor AS vendor, relation, papers
