// A method over time
// Papers per year that propose, use, compare with or mention this method.
// :param method => 'LoRA';
MATCH (:Method&Entity {name: $method})<-[edge:PROPOSES|USES|COMPARES_WITH|MENTIONS]-(paper:Paper&Entity)
WHERE paper.year IS NOT NULL
RETURN paper.year AS year, type(edge) AS relation, count(paper) AS papers
ORDER BY year, relation
