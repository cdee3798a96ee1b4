// Code that several papers point to
// Repositories by the number of papers that have them as their own or link to them.
// :param limit => 25;
MATCH (repository:Repository&Entity)<-[:HAS_CODE|LINKS_TO]-(paper:Paper&Entity)
WITH repository, count(DISTINCT paper) AS papers
WHERE papers > 1
WITH repository, papers
ORDER BY papers DESC, repository.id
LIMIT $limit
RETURN repository.url AS repository, papers
