// Delete edges that kg loaded, except those to which others have added properties.
// $rows are [source, target, type]; $own_edge are the properties that kg writes. Edges that other graphs than $graph have only
// lose this one, unless $alone. Without $delete all is only counted.
UNWIND $rows AS row
MATCH (paper:Entity {id: row[0]})
MATCH (paper)-[edge {kg: true}]->(:Entity {id: row[1]})
WHERE type(edge) = row[2]
WITH edge, [graph IN coalesce(edge.graphs, ['graph']) WHERE graph <> $graph AND NOT $alone] AS others
WHERE others <> [] OR all(key IN keys(edge) WHERE key IN $own_edge)
FOREACH (shared IN CASE WHEN $delete AND others <> [] THEN [edge] ELSE [] END | SET shared.graphs = others)
FOREACH (gone IN CASE WHEN $delete AND others = [] THEN [edge] ELSE [] END | DELETE gone)
RETURN count(*) AS stale, sum(CASE WHEN others = [] THEN 0 ELSE 1 END) AS shared
