// What the rules found
// Each rule with the mentions and edges that are based on it.
// :param limit => 25;
MATCH (:Paper&Entity)-[edge]->(:Entity)
UNWIND edge.rules AS rule
RETURN rule, count(*) AS mentions, count(DISTINCT edge) AS edges
ORDER BY mentions DESC, rule
LIMIT $limit
