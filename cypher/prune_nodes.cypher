// Take out nodes that kg put in; one that has labels, properties or edges of somebody else stays.
// $ids are the nodes' ids; $own are the properties and $labels the labels that kg writes.
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WHERE n.kg AND all(key IN keys(n) WHERE key IN $own) AND all(label IN labels(n) WHERE label IN $labels) AND NOT (n)--()
DELETE n
