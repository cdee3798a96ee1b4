// Check by hand: papers that name nothing
// Papers in which only mentions, or nothing at all, were found.
// :param limit => 25;
MATCH (paper:Paper&Entity)
WHERE NOT EXISTS {
  (paper)-[:PROPOSES|USES|COMPARES_WITH|INTRODUCES|EVALUATES_ON|RUNS_ON|TARGETS|HAS_CODE|LINKS_TO]->()
}
WITH paper
ORDER BY paper.id
LIMIT $limit
RETURN paper.title AS paper, paper.url AS url, COUNT { (paper)-[:MENTIONS]->() } AS mentions
