// Delete nodes that kg loaded, except those to which others have added labels, properties or edges.
// $rows are [id]; $own are the properties of nodes, $own_edge those of edges and $labels the labels that kg writes.
// Nodes that other graphs than $graph have only lose this one, unless $alone. Without $delete all is only counted.
UNWIND $rows AS row
MATCH (n:Entity {id: row[0]})
WHERE n.kg
WITH n, [graph IN coalesce(n.graphs, ['graph']) WHERE graph <> $graph AND NOT $alone] AS others
WHERE others <> [] OR (
  all(key IN keys(n) WHERE key IN $own) AND all(label IN labels(n) WHERE label IN $labels)
  AND CASE WHEN $delete THEN NOT (n)--()
      ELSE NOT EXISTS { (n)-[edge]-() WHERE edge.kg IS NULL OR any(key IN keys(edge) WHERE NOT key IN $own_edge) } END)
FOREACH (shared IN CASE WHEN $delete AND others <> [] THEN [n] ELSE [] END | SET shared.graphs = others)
FOREACH (gone IN CASE WHEN $delete AND others = [] THEN [n] ELSE [] END | DELETE gone)
RETURN count(*) AS stale, sum(CASE WHEN others = [] THEN 0 ELSE 1 END) AS shared
