// Datasets of papers on a method
// Datasets that papers which propose or use this method evaluate on or introduce.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[:USES|PROPOSES]-(paper:Paper&Entity)-[:EVALUATES_ON|INTRODUCES]->(dataset:Dataset&Entity)
WITH dataset, count(DISTINCT paper) AS papers
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers
