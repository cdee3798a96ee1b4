// Hardware by kind
// How many papers run on each kind of device, and how many are only meant for it.
MATCH (hardware:Hardware)<-[edge:RUNS_ON|TARGETS]-(paper:Paper)
WHERE hardware.kind IS NOT NULL
RETURN hardware.kind AS kind, type(edge) AS relation, count(DISTINCT paper) AS papers
ORDER BY papers DESC, kind, relation
