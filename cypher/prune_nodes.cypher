// Delete nodes that kg loaded, except those to which others have added labels, properties or edges.
// $rows are [id]; $own are the properties and $labels the labels that kg writes.
UNWIND $rows AS row
MATCH (n:Entity {id: row[0]})
WHERE n.kg AND all(key IN keys(n) WHERE key IN $own) AND all(label IN labels(n) WHERE label IN $labels) AND NOT (n)--()
DELETE n
