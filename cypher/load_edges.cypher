// Insert or update the edges of one type.
// kg replaces __TYPE__; $rows are [source, target, …the values in the order below], $graph is the name of their graph, and
// $alone says that the database is to hold no other. An edge between the same two nodes that kg did not load has no kg, so
// it is not matched and stays as it is.
UNWIND $rows AS row
MATCH (paper:Entity {id: row[0]})
MATCH (entity:Entity {id: row[1]})
MERGE (paper)-[edge:__TYPE__ {kg: true}]->(entity)
  ON CREATE SET edge.graphs = [$graph]
WITH edge, row, properties(edge) AS found, coalesce(edge.graphs, ['graph']) AS graphs
WITH edge, found, {
  graphs: CASE
    WHEN $alone AND graphs <> [$graph] THEN [$graph]
    WHEN $graph IN graphs THEN found.graphs
    ELSE graphs + $graph
  END,
  name: row[2],
  texts: row[3],
  fields: row[4],
  starts: row[5],
  ends: row[6],
  rules: row[7],
  sentences: row[8],
  cues: row[9],
  cue_fields: row[10],
  cue_starts: row[11],
  cue_ends: row[12],
  cue_rules: row[13]
} AS wanted
WHERE any(key IN keys(wanted)
  WHERE (found[key] IS NULL) <> (wanted[key] IS NULL) OR found[key] <> wanted[key])
SET edge += wanted
RETURN count(edge) AS written
