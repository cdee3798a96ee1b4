// Delete nodes that kg loaded; one that has labels, properties or edges of somebody else stays.
// $rows are [id]; $own are the properties and $labels the labels that kg writes.
UNWIND $rows AS row
MATCH (n:Entity {id: row[0]})
WHERE n.kg AND all(key IN keys(n) WHERE key IN $own) AND all(label IN labels(n) WHERE label IN $labels) AND NOT (n)--()
DELETE n
