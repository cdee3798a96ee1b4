// Who works with a method
// Authors by their papers that propose or use this method.
// :param method => 'LoRA';
// :param limit => 25;
MATCH (:Method&Entity {name: $method})<-[:PROPOSES|USES]-(paper:Paper&Entity)
UNWIND paper.authors AS author
RETURN author, count(DISTINCT paper) AS papers
ORDER BY papers DESC, author
LIMIT $limit
