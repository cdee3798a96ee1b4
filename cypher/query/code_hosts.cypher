// Where code is hosted
// Repositories by host, and the papers that point to them.
// :param limit => 25;
MATCH (repository:Repository&Entity)<-[:HAS_CODE|LINKS_TO]-(paper:Paper&Entity)
RETURN repository.host AS host, count(DISTINCT repository) AS repositories, count(DISTINCT paper) AS papers
ORDER BY papers DESC, host
LIMIT $limit
