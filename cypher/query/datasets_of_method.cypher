// Datasets that a method is evaluated on
// Datasets of the papers that use or propose this method.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[:USES|PROPOSES]-(paper:Paper)-[:EVALUATES_ON|INTRODUCES]->(dataset:Dataset)
WITH dataset, count(DISTINCT paper) AS papers
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers
