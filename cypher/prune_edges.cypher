// Take out edges that kg put in; one that has properties of somebody else stays.
// $rows are {source, target, type}; $own are the properties that kg writes.
UNWIND $rows AS row
MATCH (paper:Entity {id: row.source})
MATCH (paper)-[edge {kg: true}]->(:Entity {id: row.target})
WHERE type(edge) = row.type AND all(key IN keys(edge) WHERE key IN $own)
DELETE edge
