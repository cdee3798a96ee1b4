// Papers with code over time
// Papers per year, and how many of them give code, models or data of their own.
MATCH (paper:Paper&Entity)
WHERE paper.year IS NOT NULL
WITH paper.year AS year, CASE WHEN EXISTS { (paper)-[:HAS_CODE]->(:Repository&Entity) } THEN 1 ELSE 0 END AS code
RETURN year, count(*) AS papers, sum(code) AS with_code
ORDER BY year
