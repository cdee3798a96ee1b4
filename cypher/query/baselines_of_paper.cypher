// Baselines of a paper
// Methods that this paper compares with, and how many other papers do.
// :param paper => 'LoRA: Low-Rank Adaptation of Large Language Models';
MATCH (paper:Paper&Entity {title: $paper})-[:COMPARES_WITH]->(method:Method&Entity)
RETURN method.name AS baseline, COUNT { (method)<-[:COMPARES_WITH]-(:Paper&Entity) } - 1 AS other_papers
ORDER BY other_papers DESC, method.id
