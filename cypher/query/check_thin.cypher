// Check by hand: thin evidence
// Things that one paper names once; the shortest names first, as they are the likeliest mistakes.
// :param limit => 25;
MATCH (thing:Method|Dataset|Hardware)
WHERE COUNT { (thing)<--() } = 1
MATCH (thing)<-[edge]-(paper:Paper)
WHERE size(edge.texts) = 1
WITH thing, edge, paper
ORDER BY size(thing.name), thing.id
LIMIT $limit
RETURN split(thing.id, ':')[0] AS label, thing.name AS name, type(edge) AS relation, edge.rules[0] AS rule,
       edge.sentences[0] AS sentence, paper.title AS paper
