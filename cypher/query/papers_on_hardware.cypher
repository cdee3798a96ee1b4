// What runs on a device
// Papers that run on hardware whose name has this part: A100 finds NVIDIA A100 80GB too.
// :param hardware => 'A100';
// :param limit => 25;
MATCH (hardware:Hardware)<-[:RUNS_ON]-(paper:Paper)
WHERE hardware.name CONTAINS $hardware
WITH hardware, paper
ORDER BY hardware.id, paper.id
LIMIT $limit
RETURN hardware.name AS hardware, paper.title AS paper, paper.published AS published
