// A paper and its surroundings
// Everything that this paper names, to look at as a picture in Neo4j Browser.
// :param paper => 'LoRA: Low-Rank Adaptation of Large Language Models';
MATCH path = (:Paper&Entity {title: $paper})-->(:Entity)
RETURN path
