// Check by hand: likely duplicates
// Nodes of one label with a name or long alias in common (case, spaces, hyphens and plurals aside), most papers first.
// :param limit => 25;
MATCH (entity:(Method|Dataset|Hardware)&Entity)
UNWIND [entity.name] + coalesce(entity.aliases, []) AS form
WITH entity, form
WHERE form = entity.name OR form CONTAINS ' ' OR size(form) > 6
WITH entity, replace(replace(toLower(form), '-', ''), ' ', '') AS folded
WITH DISTINCT entity, CASE WHEN folded ENDS WITH 's' THEN left(folded, size(folded) - 1) ELSE folded END AS folded
WITH entity, folded, COUNT { (entity)<--() } AS papers
ORDER BY papers DESC, entity.id
WITH CASE WHEN entity:Method THEN 'method' WHEN entity:Dataset THEN 'dataset' ELSE 'hardware' END AS label,
     folded, collect(entity.id) AS ids, collect(entity.name) AS names, sum(papers) AS papers
WHERE size(ids) > 1
WITH label, ids, names, papers, folded
ORDER BY folded
WITH label, ids, names, papers, collect(folded) AS alike
ORDER BY papers DESC, label, alike[0]
LIMIT $limit
RETURN label, names, papers, alike
