// Check by hand: likely duplicates
// Nodes of one label with a name or alias in common, case, spaces and hyphens aside.
// :param limit => 25;
MATCH (thing:Method|Dataset|Hardware)
UNWIND [thing.name] + coalesce(thing.aliases, []) AS form
WITH split(thing.id, ':')[0] AS label, replace(replace(toLower(form), '-', ''), ' ', '') AS folded, thing
ORDER BY thing.id
WITH label, folded, collect(DISTINCT thing.name) AS names, count(DISTINCT thing) AS things
WHERE things > 1
RETURN label, folded, things, names
ORDER BY things DESC, label, folded
LIMIT $limit
