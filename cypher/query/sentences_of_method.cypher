// What papers say about a method
// A sentence of each paper's abstract that names this method, with the relation that was found, the newest papers first.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[edge:PROPOSES|USES|COMPARES_WITH|MENTIONS]-(paper:Paper&Entity)
WITH edge, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, type(edge)
LIMIT $limit
UNWIND range(0, size(edge.texts) - 1) AS place
WITH edge, paper, published, place
ORDER BY edge.fields[place], place
WITH edge, paper, published, collect(edge.sentences[place])[0] AS sentence
ORDER BY coalesce(published, '') DESC, paper.id DESC, type(edge)
RETURN paper.title AS paper, type(edge) AS relation, sentence
