// Hardware by vendor over time
// Papers per year that run on hardware of each vendor.
MATCH (hardware:Hardware&Entity)<-[:RUNS_ON]-(paper:Paper&Entity)
WHERE hardware.vendor IS NOT NULL AND paper.year IS NOT NULL
RETURN paper.year AS year, hardware.vendor AS vendor, count(DISTINCT paper) AS papers
ORDER BY year DESC, papers DESC, vendor
