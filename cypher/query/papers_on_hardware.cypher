// Papers that run on a device
// Papers that report a run on hardware with these words in its name (A100 finds NVIDIA DGX A100 too, but A10 does not), newest first, and what they propose.
// :param hardware => 'A100';
// :param limit => 25;
MATCH (hardware:Hardware&Entity)<-[:RUNS_ON]-(paper:Paper&Entity)
WHERE hardware.name CONTAINS $hardware AND ' ' + hardware.name + ' ' CONTAINS ' ' + $hardware + ' '
WITH hardware, paper, coalesce(toString(paper.published), toString(paper.year)) AS published
ORDER BY coalesce(published, '') DESC, paper.id DESC, hardware.id
LIMIT $limit
OPTIONAL MATCH (paper)-[:PROPOSES]->(method:Method&Entity)
WITH hardware, paper, published, method
ORDER BY method.id
WITH hardware, paper, published, collect(method.name) AS proposes
ORDER BY coalesce(published, '') DESC, paper.id DESC, hardware.id
RETURN hardware.name AS hardware, paper.title AS paper, published, proposes
