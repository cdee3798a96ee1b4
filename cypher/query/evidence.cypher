// Evidence of one edge
// Every mention of this entity in this paper: the words, the rule and the sentence; the cues show the relation.
// :param paper => 'LoRA: Low-Rank Adaptation of Large Language Models';
// :param entity => 'LoRA';
MATCH (:Paper&Entity {title: $paper})-[edge]->(entity:Entity)
WHERE entity.name = $entity
UNWIND range(0, size(edge.texts) - 1) AS place
RETURN type(edge) AS relation, edge.texts[place] AS words, edge.fields[place] AS field, edge.starts[place] AS begins,
       edge.ends[place] AS ends, edge.rules[place] AS rule, edge.sentences[place] AS sentence, edge.cues AS cues
ORDER BY field DESC, begins, ends
