// Insert or update the nodes of one label.
// kg replaces __LABEL__; $rows are [id, properties]. A node without kg was not loaded by kg: kg load stops.
UNWIND $rows AS row
MERGE (n:Entity {id: row[0]})
  ON CREATE SET n.kg = true
WITH n, row[1] AS wanted, properties(n) AS found, n:__LABEL__ AS labelled
WHERE found.kg IS NULL OR NOT labelled OR any(key IN keys(wanted)
  WHERE (found[key] IS NULL) <> (wanted[key] IS NULL) OR found[key] <> wanted[key])
SET n:__LABEL__, n += wanted
RETURN count(n) AS written, collect(CASE WHEN n.kg IS NULL THEN n.id END)[..3] AS foreign
