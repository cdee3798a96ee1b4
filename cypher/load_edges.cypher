// Put the edges of one type in, or bring them up to date.
// kg writes the type for __TYPE__; $rows are {source, target, properties}. An edge of somebody else between the
// same two nodes has no kg, so it is not matched and stays as it is.
UNWIND $rows AS row
MATCH (paper:Entity {id: row.source})
MATCH (thing:Entity {id: row.target})
MERGE (paper)-[edge:__TYPE__ {kg: true}]->(thing)
WITH edge, row.properties AS wanted, properties(edge) AS found
WHERE any(key IN keys(wanted)
  WHERE (found[key] IS NULL) <> (wanted[key] IS NULL) OR found[key] <> wanted[key])
SET edge += wanted
RETURN count(edge) AS written
