// What papers say of a method
// The sentences in which papers name this method, with the relation that was read.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[edge:PROPOSES|USES|COMPARES_WITH|MENTIONS]-(paper:Paper)
UNWIND edge.sentences AS sentence
WITH DISTINCT paper, type(edge) AS relation, sentence
ORDER BY paper.id, relation, sentence
LIMIT $limit
RETURN paper.title AS paper, relation, sentence
