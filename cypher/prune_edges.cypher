// Delete edges that kg loaded; one that has properties of somebody else stays.
// $rows are [source, target, type]; $own are the properties that kg writes.
UNWIND $rows AS row
MATCH (paper:Entity {id: row[0]})
MATCH (paper)-[edge {kg: true}]->(:Entity {id: row[1]})
WHERE type(edge) = row[2] AND all(key IN keys(edge) WHERE key IN $own)
DELETE edge
