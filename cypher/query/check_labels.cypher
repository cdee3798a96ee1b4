// Check by hand: one name, two labels
// Names that stand for a method in one paper and for a data set or a device in another.
// :param limit => 25;
MATCH (thing:Method|Dataset|Hardware)
WITH toLower(thing.name) AS name, split(thing.id, ':')[0] AS label
ORDER BY label
WITH name, collect(DISTINCT label) AS labels
WHERE size(labels) > 1
RETURN name, labels
ORDER BY name
LIMIT $limit
