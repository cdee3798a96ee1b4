// Delete edges that kg loaded, except those to which others have added properties.
// $rows are [source, target, type]; $own are the properties that kg writes.
UNWIND $rows AS row
MATCH (paper:Entity {id: row[0]})
MATCH (paper)-[edge {kg: true}]->(:Entity {id: row[1]})
WHERE type(edge) = row[2] AND all(key IN keys(edge) WHERE key IN $own)
DELETE edge
