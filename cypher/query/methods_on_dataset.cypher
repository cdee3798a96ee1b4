// Methods of papers on a dataset
// Methods that papers which evaluate on this dataset propose, use or compare with, and how often they do.
// :param dataset => 'CIFAR-10';
// :param limit => 25;
MATCH (:Dataset&Entity {name: $dataset})<-[:EVALUATES_ON]-(paper:Paper&Entity)-[edge:PROPOSES|USES|COMPARES_WITH]->(method:Method&Entity)
WITH method, type(edge) AS relation, count(DISTINCT paper) AS papers
ORDER BY papers DESC, method.id, relation
LIMIT $limit
RETURN method.name AS method, relation, papers
