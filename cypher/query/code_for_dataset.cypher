// Papers with code that evaluate on a dataset
// Papers on this dataset whose own code, model or data is public, the newest first.
// :param dataset => 'CIFAR-10';
// :param limit => 25;
MATCH (:Dataset&Entity {name: $dataset})<-[:EVALUATES_ON]-(paper:Paper&Entity)-[:HAS_CODE]->(repository:Repository&Entity)
WITH paper, repository, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, repository.id
LIMIT $limit
RETURN paper.title AS paper, published, repository.url AS code
