// Check by hand: one name, two labels
// Names that stand for a method in one paper and for a dataset or a device in another, most papers first.
// :param limit => 25;
MATCH (entity:(Method|Dataset|Hardware)&Entity)
WITH toLower(entity.name) AS name, collect(entity) AS entities
WHERE size(entities) > 1
UNWIND entities AS entity
WITH name, CASE WHEN entity:Method THEN 'method' WHEN entity:Dataset THEN 'dataset' ELSE 'hardware' END AS label,
     sum(COUNT { (entity)<--() }) AS papers
ORDER BY label
WITH name, collect(label) AS labels, collect(papers) AS papers, sum(papers) AS total
WHERE size(labels) > 1
WITH name, labels, papers, total
ORDER BY total DESC, name
LIMIT $limit
RETURN name, labels, papers
