// Rising methods
// Methods whose share of the papers grew most from the year before to this year, as a percentage of each year's papers.
// :param year => 2026;
// :param limit => 25;
MATCH (paper:Paper&Entity)
WHERE paper.year IN [$year - 1, $year]
WITH sum(CASE paper.year WHEN $year THEN 1 ELSE 0 END) AS all_now,
     sum(CASE paper.year WHEN $year THEN 0 ELSE 1 END) AS all_before
WHERE all_now > 0 AND all_before > 0
MATCH (paper:Paper&Entity)-[:USES|COMPARES_WITH]->(method:Method&Entity)
WHERE paper.year IN [$year - 1, $year]
WITH method, all_now, all_before, sum(CASE paper.year WHEN $year THEN 1 ELSE 0 END) AS now,
     sum(CASE paper.year WHEN $year THEN 0 ELSE 1 END) AS before
WITH method, now, before, 100.0 * now / all_now AS share_now, 100.0 * before / all_before AS share_before
WHERE share_now > share_before
WITH method, now, before, share_now, share_before, share_now - share_before AS rise
ORDER BY rise DESC, method.id
LIMIT $limit
RETURN method.name AS method, before, now, round(share_before, 2) AS percent_before, round(share_now, 2) AS percent_now,
       round(rise, 2) AS rise
