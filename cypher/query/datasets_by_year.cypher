// Datasets by use over time
// The datasets that most papers evaluate on, and how many papers did in each year.
// :param limit => 25;
MATCH (paper:Paper&Entity)-[:EVALUATES_ON]->(dataset:Dataset&Entity)
WHERE paper.year IS NOT NULL
WITH dataset, paper.year AS year, count(paper) AS papers
ORDER BY year
WITH dataset, sum(papers) AS papers, collect(toString(year) + ': ' + toString(papers)) AS years
ORDER BY papers DESC, dataset.id
LIMIT $limit
RETURN dataset.name AS dataset, papers, years
