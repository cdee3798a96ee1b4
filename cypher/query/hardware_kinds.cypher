// Hardware by kind
// How many papers run on each kind of device or are only meant for it, and the devices that most of them name.
MATCH (hardware:Hardware&Entity)<-[edge:RUNS_ON|TARGETS]-(paper:Paper&Entity)
WHERE hardware.kind IS NOT NULL
WITH hardware, type(edge) AS relation, collect(paper) AS papers
ORDER BY size(papers) DESC, hardware.id
WITH hardware.kind AS kind, relation, collect(hardware.name)[..5] AS most, collect(papers) AS groups
UNWIND groups AS papers
UNWIND papers AS paper
RETURN kind, relation, count(DISTINCT paper) AS papers, most
ORDER BY papers DESC, kind, relation
