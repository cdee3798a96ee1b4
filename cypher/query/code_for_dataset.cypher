// Papers with code that evaluate on a data set
// Papers on this data set whose own code, model or data can be fetched.
// :param dataset => 'CIFAR-10';
// :param limit => 25;
MATCH (:Dataset {name: $dataset})<-[:EVALUATES_ON]-(paper:Paper)-[:HAS_CODE]->(repository:Repository)
WITH paper, repository
ORDER BY paper.id, repository.id
LIMIT $limit
RETURN paper.title AS paper, paper.published AS published, repository.url AS code
