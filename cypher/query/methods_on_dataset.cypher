// Methods evaluated on a dataset
// Methods that papers propose, use or compare with on this dataset.
// :param dataset => 'CIFAR-10';
// :param limit => 25;
MATCH (:Dataset {name: $dataset})<-[:EVALUATES_ON]-(paper:Paper)-[edge:PROPOSES|USES|COMPARES_WITH]->(method:Method)
WITH method, type(edge) AS relation, count(DISTINCT paper) AS papers
ORDER BY papers DESC, method.id, relation
LIMIT $limit
RETURN method.name AS method, relation, papers
