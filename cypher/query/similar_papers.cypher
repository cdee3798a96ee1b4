// Papers like this one
// Papers that share the most methods and datasets with this one.
// :param paper => 'LoRA: Low-Rank Adaptation of Large Language Models';
// :param limit => 25;
MATCH (paper:Paper&Entity {title: $paper})-[:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON]->(entity:Entity)
MATCH (entity)<-[:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON]-(other:Paper&Entity)
WHERE other <> paper
WITH other, entity
ORDER BY entity.id
WITH other, collect(entity.name) AS shared
ORDER BY size(shared) DESC, other.id
LIMIT $limit
RETURN other.title AS paper, size(shared) AS count, shared
