// Check by hand: likely duplicates
// Nodes of one label with a name or long alias in common (case, spaces, hyphens and plurals aside), most papers first.
// :param limit => 25;
MATCH (entity:Method|Dataset|Hardware)
UNWIND [entity.name] + [alias IN coalesce(entity.aliases, []) WHERE alias CONTAINS ' ' OR size(alias) > 6] AS form
WITH entity, replace(replace(toLower(form), '-', ''), ' ', '') AS folded
WITH DISTINCT entity, CASE WHEN folded ENDS WITH 's' THEN left(folded, size(folded) - 1) ELSE folded END AS folded
WITH entity, folded, COUNT { (entity)<--() } AS papers
ORDER BY papers DESC, entity.id
WITH split(entity.id, ':')[0] AS label, folded, collect(entity) AS entities, sum(papers) AS papers
WHERE size(entities) > 1
WITH label, entities, papers, folded
ORDER BY folded
WITH label, entities, papers, collect(folded) AS alike
ORDER BY papers DESC, label, alike[0]
LIMIT $limit
RETURN label, [entity IN entities | entity.name] AS names, papers, alike
