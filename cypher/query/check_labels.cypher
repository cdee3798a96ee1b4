// Check by hand: one name, two labels
// Names that stand for a method in one paper and for a dataset or a device in another, most papers first.
// :param limit => 25;
MATCH (entity:Method|Dataset|Hardware)
WITH toLower(entity.name) AS name, split(entity.id, ':')[0] AS label, sum(COUNT { (entity)<--() }) AS papers
ORDER BY label
WITH name, collect(label) AS labels, collect(papers) AS papers
WHERE size(labels) > 1
RETURN name, labels, papers
ORDER BY reduce(all = 0, one IN papers | all + one) DESC, name
LIMIT $limit
