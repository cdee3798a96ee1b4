// A dataset over time
// Papers per year that introduce, evaluate on or mention this dataset.
// :param dataset => 'CIFAR-10';
MATCH (:Dataset&Entity {name: $dataset})<-[edge:INTRODUCES|EVALUATES_ON|MENTIONS]-(paper:Paper&Entity)
WHERE paper.year IS NOT NULL
RETURN paper.year AS year, type(edge) AS relation, count(paper) AS papers
ORDER BY year, relation
