"""What came, went and changed between two graphs."""

import csv
import io

import pytest
from graphs import graphs
from hypothesis import given, settings
from msgspec.structs import replace

from kg.graph.differences import COLUMNS, SAME, WAYS, compare, difference_lines, difference_rows
from kg.model import Device, Edge, Graph, Label, Merge, Node, Paper, Relation


def paper(key: str, title: str, abstract: str = "", published: str = "") -> Node:
    return Node(f"paper:{key}", Label.PAPER, title, paper=Paper(key, title, abstract, published=published))


def method(key: str, name: str, *aliases: str, merges: tuple[Merge, ...] = ()) -> Node:
    return Node(f"method:{key}", Label.METHOD, name, aliases, merges)


def graph(*parts: Node | Edge, data: str = "d") -> Graph:
    nodes = tuple(part for part in parts if isinstance(part, Node))
    return Graph(nodes, tuple(part for part in parts if isinstance(part, Edge)), data)


def uses(source: Node, target: Node, relation: Relation = Relation.USES) -> Edge:
    return Edge(source.id, target.id, relation, ())


P, Q = paper("p", "Nets that sleep"), paper("q", "Nets that wake")
FOO, BAR = method("foo", "Foo"), method("bar", "Bar")


def test_nodes_and_edges_that_came_and_went() -> None:
    found = compare(graph(P, FOO, uses(P, FOO)), graph(Q, BAR, uses(Q, BAR)))
    assert [(one.id, one.name) for one in found.papers.came] == [("paper:q", "Nets that wake")]
    assert [(one.id, one.name) for one in found.papers.went] == [("paper:p", "Nets that sleep")]
    assert [(one.type, one.name) for one in found.entities.came] == [("Method", "Bar")]
    assert [(one.type, one.name) for one in found.entities.went] == [("Method", "Foo")]
    [came], [went] = found.edges.came, found.edges.went
    assert (came.name, came.type, came.target_name) == ("Nets that wake", "USES", "Bar")
    assert (went.name, went.type, went.target_name) == ("Nets that sleep", "USES", "Foo")
    assert found.counts["edges"] == {"came": 1, "went": 1, "changed": 0}


def test_a_relation_that_changed_is_one_change_of_one_edge() -> None:
    found = compare(graph(P, FOO, uses(P, FOO)), graph(P, FOO, uses(P, FOO, Relation.PROPOSES)))
    [change] = found.edges.changed
    assert (change.field, change.before, change.after) == ("relation", "USES", "PROPOSES")
    assert found.counts["edges"] == {"came": 0, "went": 0, "changed": 1}
    assert "  Nets that sleep  USES → PROPOSES  Foo" in difference_lines(found)


def test_a_renamed_entity_is_told_before_others_that_have_more_aliases() -> None:
    old, new = graph(P, FOO, BAR, uses(P, BAR)), graph(P, method("foo", "FOO"), method("bar", "Bar", "B"), uses(P, BAR))
    renamed, aliased = compare(old, new).entities.changed
    assert (renamed.id, renamed.field, renamed.before, renamed.after) == ("method:foo", "name", "Foo", "FOO")
    assert (aliased.id, aliased.field, aliased.after) == ("method:bar", "aliases", ("B",))
    lines = difference_lines(compare(old, new))
    assert "  Method FOO  method:foo  0 papers  name: Foo → FOO" in lines
    assert "  Method Bar  method:bar  1 paper  aliases: +B" in lines


def test_a_paper_with_two_new_fields_is_one_paper() -> None:
    found = compare(graph(P), graph(paper("p", "Nets that sleep", "New words. " * 9, "2024")))
    assert {change.field for change in found.papers.changed} == {"abstract", "published"}
    assert found.counts["papers"]["changed"] == 1
    shown = "\n".join(difference_lines(found))
    assert "published:  → 2024" in shown
    assert "New words" not in shown


def test_facts_of_a_device_are_compared() -> None:
    chip = Node("hardware:chip", Label.HARDWARE, "Chip", device=Device("Acme"))
    [change] = compare(graph(chip), graph(replace(chip, device=Device("Acme", "GPU")))).entities.changed
    assert (change.field, change.before, change.after) == ("kind", "", "GPU")


def test_an_entity_that_was_merged_says_where_it_is_now_and_a_split_one_where_it_was() -> None:
    apart, whole = graph(FOO, BAR), graph(method("bar", "Bar", "Foo", merges=(Merge("method:foo", "variant"),)))
    merged, split = compare(apart, whole), compare(whole, apart)
    [went], [came], [merge] = merged.entities.went, split.entities.came, merged.merges.came
    assert (went.id, went.target, went.target_name) == ("method:foo", "method:bar", "Bar")
    assert (came.id, came.target, came.target_name) == ("method:foo", "method:bar", "Bar")
    assert (merge.id, merge.name, merge.type, merge.target) == ("method:foo", "Foo", "variant", "method:bar")
    assert split.merges.went == (merge,)
    assert "  Method Foo  method:foo  0 papers  now in Bar" in difference_lines(merged)
    assert "  method:foo into Bar  rule variant" in difference_lines(merged)
    assert "  Method Foo  method:foo  0 papers  was in Bar" in difference_lines(split)


def test_the_most_linked_come_first_and_the_rest_are_counted() -> None:
    new = graph(P, Q, FOO, BAR, uses(P, BAR), uses(Q, BAR), uses(Q, FOO))
    found = compare(Graph(data="d"), new)
    assert [(one.name, one.links) for one in found.entities.came] == [("Bar", 2), ("Foo", 1)]
    assert [one.target_name for one in found.edges.came] == ["Bar", "Bar", "Foo"]
    lines = difference_lines(found, top=1)
    assert lines[:2] == [
        "                came      went   changed",
        "papers             2         0         0",
    ]
    at = lines.index("edges that came")
    assert lines[at + 1 : at + 3] == ["  Nets that sleep  USES  Bar", "  and 2 more"]
    assert len(difference_lines(found, top=0)) == 5


def test_other_data_files_are_told() -> None:
    found = compare(graph(P, FOO), graph(P, BAR, data="other"))
    assert not found.same_data
    assert "built with other data files" in "\n".join(difference_lines(found))
    assert "built with" not in "\n".join(difference_lines(compare(graph(FOO), graph(BAR))))


@settings(max_examples=settings.default.max_examples // 4)
@given(graphs(), graphs())
def test_hostile_names_stay_in_their_line_and_cell(old: Graph, new: Graph) -> None:
    found = compare(old, new)
    for line in difference_lines(found, top=50, width=80):
        assert line.isprintable()
        assert len(line) <= 80
    rows = [*csv.reader(io.StringIO(difference_rows(found), newline=""))]
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\x1b"))]
    assert len(rows) - 1 == sum(
        len(getattr(its, way)) for its in (found.papers, found.entities, found.edges, found.merges) for way in WAYS
    )


@settings(max_examples=settings.default.max_examples // 4)
@given(graphs())
def test_a_graph_is_like_itself_and_swapped_sides_swap_the_counts(one: Graph) -> None:
    assert difference_lines(compare(one, one)) == [SAME]
    came, went = compare(Graph(), one).counts, compare(one, Graph()).counts
    assert {kind: its["came"] for kind, its in came.items()} == {kind: its["went"] for kind, its in went.items()}


@pytest.mark.parametrize("cell", ["=1+1", "@x"])
def test_a_formula_gets_an_apostrophe(cell: str) -> None:
    rows = difference_rows(compare(Graph(), graph(method("m", cell))))
    assert [*csv.reader(rows.splitlines())][1][:5] == ["entities", "came", "method:m", f"'{cell}", "Method"]
