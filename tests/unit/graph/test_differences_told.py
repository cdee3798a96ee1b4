"""What `kg diff` prints of two small graphs, line by line and row by row."""

from msgspec.structs import replace
from test_differences import BAR, FOO, P, Q, graph, method, paper, uses

from kg.graph.differences import compare, difference_lines, difference_rows
from kg.model import Device, Graph, Label, Merge, Node, Relation

CHIP = Node("hardware:chip", Label.HARDWARE, "Chip", device=Device("Acme"))
OLD = graph(
    *(P, FOO, BAR, CHIP, method("baz", "Baz", "B", "C")),
    *(uses(P, FOO), uses(P, BAR), uses(P, CHIP, Relation.TARGETS)),
)
assert P.paper
NEW = graph(
    *(replace(P, paper=replace(P.paper, authors=("Ann", "Cy"), published="2024")), Q),
    method("foo", "FOO", "Foo", merges=(Merge("method:bar", "variant"),)),
    *(replace(CHIP, device=Device("Acme", "GPU", 2020)), method("baz", "Baz", "B", "D")),
    *(uses(P, FOO, Relation.PROPOSES), uses(Q, FOO), uses(P, CHIP, Relation.RUNS_ON)),
    data="e",
)


def test_all_that_is_told() -> None:
    assert "\n".join(difference_lines(compare(OLD, NEW))) == (
        """\
                came      went   changed
papers             1         0         1
entities           0         1         3
edges              1         1         2
merges             1         0         0
built with other data files or lexicons, which may be why names and relations differ

papers that came
  Nets that wake  paper:q  1 link

papers that changed
  Nets that sleep  paper:p  2 links  published:  → 2024
  Nets that sleep  paper:p  2 links  authors: +Ann, +Cy

entities that went
  Method Bar  method:bar  1 paper  now in FOO

entities that changed
  Method FOO  method:foo  2 papers  name: Foo → FOO
  Hardware Chip  hardware:chip  1 paper  kind:  → GPU
  Hardware Chip  hardware:chip  1 paper  year:  → 2020
  Method FOO  method:foo  2 papers  aliases: +Foo
  Method Baz  method:baz  0 papers  aliases: +D, -C

edges that came
  Nets that wake  USES  FOO

edges that went
  Nets that sleep  USES  Bar

edges that changed
  Nets that sleep  USES → PROPOSES  FOO
  Nets that sleep  TARGETS → RUNS_ON  Chip

merges that came
  method:bar into FOO  rule variant"""
    )


def test_all_rows() -> None:
    assert difference_rows(compare(OLD, NEW)) == (
        """\
kind,change,id,name,type,target,target_name,field,before,after,links
papers,came,paper:q,Nets that wake,Paper,,,,,,1
papers,changed,paper:p,Nets that sleep,Paper,,,published,,2024,2
papers,changed,paper:p,Nets that sleep,Paper,,,authors,,Ann; Cy,2
entities,went,method:bar,Bar,Method,method:foo,FOO,,,,1
entities,changed,method:foo,FOO,Method,,,name,Foo,FOO,2
entities,changed,hardware:chip,Chip,Hardware,,,kind,,GPU,1
entities,changed,hardware:chip,Chip,Hardware,,,year,,2020,1
entities,changed,method:foo,FOO,Method,,,aliases,,Foo,2
entities,changed,method:baz,Baz,Method,,,aliases,B; C,B; D,0
edges,came,paper:q,Nets that wake,USES,method:foo,FOO,,,,2
edges,went,paper:p,Nets that sleep,USES,method:bar,Bar,,,,1
edges,changed,paper:p,Nets that sleep,PROPOSES,method:foo,FOO,relation,USES,PROPOSES,2
edges,changed,paper:p,Nets that sleep,RUNS_ON,hardware:chip,Chip,relation,TARGETS,RUNS_ON,1
merges,came,method:bar,Bar,variant,method:foo,FOO,,,,2
"""
    )


def test_a_title_of_sixty_letters_is_whole_and_a_longer_one_is_cut() -> None:
    for length, shown in ((60, "x" * 60), (61, "x" * 59 + "…")):
        lines = difference_lines(compare(Graph(), graph(paper("p", "x" * length))))
        assert lines[-1] == f"  {shown}  paper:p  0 links"
        changed = compare(graph(paper("p", "T", "y")), graph(paper("p", "T", "x" * length)))
        told = f"abstract: y → {'x' * 60}" if length == 60 else "abstract"
        assert difference_lines(changed)[-1] == f"  T  paper:p  0 links  {told}"


def test_lines_are_as_wide_as_the_window_but_not_narrower_than_the_table() -> None:
    found = compare(OLD, NEW)
    assert {len(line) for line in difference_lines(found, width=50) if line.endswith("…")} == {50}
    for width in (1, 39, 40):
        assert max(map(len, difference_lines(found, width=width))) == 40
        assert difference_lines(found, width=width)[:2] == difference_lines(found)[:2]


def test_as_many_changes_as_are_asked_for_are_told() -> None:
    found = compare(OLD, NEW)
    for top, more in ((5, 0), (4, 1), (3, 2)):
        lines = difference_lines(found, top)
        at = lines.index("entities that changed")
        assert len([line for line in lines[at : at + 7] if line.startswith("  ")]) >= top
        assert (f"  and {more} more" in lines) is bool(more)
    counted = compare(Graph(), Graph(tuple(paper(f"{n:04}", f"T{n}") for n in range(1_234))))
    assert difference_lines(counted)[1] == "papers         1,234         0         0"
    assert difference_lines(counted)[-1] == "  and 1,229 more"


def test_the_first_of_two_nodes_that_took_a_name_is_told() -> None:
    merge = (Merge("method:foo", "variant"),)
    found = compare(graph(FOO), graph(method("zed", "Zed", merges=merge), method("bar", "Bar", merges=merge)))
    assert [(one.target, one.target_name) for one in found.entities.went] == [("method:bar", "Bar")]
    assert [(one.id, one.name, one.target) for one in found.merges.came] == [
        ("method:foo", "Foo", "method:bar"),
        ("method:foo", "Foo", "method:zed"),
    ]


def test_a_merge_of_what_was_never_a_node_has_no_name() -> None:
    found = compare(graph(BAR), graph(method("bar", "Bar", merges=(Merge("method:x", "variant"),))))
    assert [(one.id, one.name) for one in found.merges.came] == [("method:x", "")]


def test_nothing_to_tell() -> None:
    assert difference_lines(compare(NEW, NEW)) == ["the same papers, entities, edges and merges"]


def test_a_new_title_and_a_new_type_are_one_change_each() -> None:
    titles = compare(graph(paper("p", "Tees")), graph(paper("p", "Trees"))).papers.changed
    assert [(one.field, one.before, one.after) for one in titles] == [("name", "Tees", "Trees")]
    types = compare(graph(FOO), graph(replace(FOO, label=Label.DATASET))).entities.changed
    assert [(one.field, one.before, one.after) for one in types] == [("type", "Method", "Dataset")]
