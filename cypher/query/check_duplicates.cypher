// Check by hand: likely duplicates
// Nodes of one label with a name or long alias in common (case, spaces, hyphens, plural aside), those of most papers first.
// :param limit => 25;
MATCH (thing:Method|Dataset|Hardware)
UNWIND [thing.name] + [alias IN coalesce(thing.aliases, []) WHERE alias CONTAINS ' ' OR size(alias) > 6] AS form
WITH thing, replace(replace(toLower(form), '-', ''), ' ', '') AS folded
WITH DISTINCT thing, CASE WHEN folded ENDS WITH 's' THEN left(folded, size(folded) - 1) ELSE folded END AS folded
WITH thing, folded, COUNT { (thing)<--() } AS papers
ORDER BY papers DESC, thing.id
WITH split(thing.id, ':')[0] AS label, folded, collect(thing) AS things, sum(papers) AS papers
WHERE size(things) > 1
WITH label, things, papers, folded
ORDER BY folded
WITH label, things, papers, collect(folded) AS alike
ORDER BY papers DESC, label, alike[0]
LIMIT $limit
RETURN label, [thing IN things | thing.name] AS names, papers, alike
