// What papers say about a method
// A sentence of each paper's abstract that names this method, with the relation that was found, the newest papers first.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method {name: $method})<-[edge:PROPOSES|USES|COMPARES_WITH|MENTIONS]-(paper:Paper)
WITH paper, edge, [place IN range(0, size(edge.texts) - 1) WHERE edge.fields[place] = 'abstract'] AS places
WITH paper, type(edge) AS relation, edge.sentences[coalesce(places[0], 0)] AS sentence,
     coalesce(paper.published, toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, relation
LIMIT $limit
RETURN paper.title AS paper, relation, sentence
