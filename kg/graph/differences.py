"""What came, went and changed between two graphs."""

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from kg.files import formula_safe
from kg.graph.explanations import printable
from kg.model import SHOWN_TITLE, Graph, Label, Node, Relation
from kg.wording import counted

KINDS = ("papers", "entities", "edges", "merges")
WAYS = ("came", "went", "changed")
COLUMNS = ("kind", "change", "id", "name", "type", "target", "target_name", "field", "before", "after", "links")
SAME = "the same papers, entities, edges and merges"
OTHER_DATA = "built with other data files or lexicons, which may be why names and relations differ"
NOT_COMPARED = {"id", "title", "source"}  # of a paper: its title is its name


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """One difference: of a node, an edge from the paper `id` to `target`, or a merge of the form `id` into `target`.

    `type` is the label of a node, the relation of an edge or the rule of a merge. An entity that went may have become
    part of `target`, and one that came may have been part of it. `links` counts the edges of the entity, or the paper.
    """

    id: str
    name: str
    type: str
    links: int
    target: str = ""
    target_name: str = ""
    field: str = ""
    before: object = None
    after: object = None


class Changes(msgspec.Struct, frozen=True):
    """The differences of one kind, those of the most linked nodes first."""

    came: tuple[Change, ...] = ()
    went: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()  # one for each field


class Differences(msgspec.Struct, frozen=True):
    """All differences of two graphs; `counts` counts nodes, edges and merges, not fields."""

    counts: dict[str, dict[str, int]]
    same_data: bool
    papers: Changes
    entities: Changes
    edges: Changes
    merges: Changes


class OneGraph(msgspec.Struct, frozen=True):
    """One of the two graphs, by id."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], Relation]
    links: Counter[str]
    merges: set[tuple[str, str, str]]  # node, form, rule
    homes: dict[str, list[str]]  # form -> the nodes that it was merged into


def compare(old: Graph, new: Graph) -> Differences:
    """The differences between an earlier graph and a later one."""
    before, after = _side(old), _side(new)
    found = {
        "papers": _node_changes(before, after, True),
        "entities": _node_changes(before, after, False),
        "edges": _edge_changes(before, after),
        "merges": _merge_changes(before, after),
    }
    counts = {
        kind: {way: len({(change.id, change.target, change.type) for change in getattr(its, way)}) for way in WAYS}
        for kind, its in found.items()
    }
    return Differences(counts, old.data == new.data, **found)


def _side(graph: Graph) -> OneGraph:
    merges = {(node.id, merge.form, merge.rule) for node in graph.nodes for merge in node.merges}
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for node, form, _ in sorted(merges):
        homes[form].append(node)
    return OneGraph(
        {node.id: node for node in graph.nodes},
        {(edge.source, edge.target): edge.type for edge in graph.edges},
        Counter(end for edge in graph.edges for end in (edge.source, edge.target)),
        merges,
        dict(homes),
    )


def _ranked(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda one: (-one.links, one.name, one.id, one.target_name, one.target, one.type)))


def _node_changes(before: OneGraph, after: OneGraph, papers: bool) -> Changes:
    old, new = (
        {key: node for key, node in side.nodes.items() if (node.label is Label.PAPER) is papers}
        for side in (before, after)
    )
    changed = (
        Change(key, node.name, node.label, after.links[key], field=field, before=was, after=now)
        for key, node in new.items()
        if key in old
        for field, was, now in _fields(old[key], node)
    )
    return Changes(
        _ranked(_lone_node(node, after, before) for key, node in new.items() if key not in old),
        _ranked(_lone_node(node, before, after) for key, node in old.items() if key not in new),
        # A new alias says less than a new name.
        tuple(sorted(_ranked(changed), key=lambda change: change.field == "aliases")),
    )


def _lone_node(node: Node, own: OneGraph, other: OneGraph) -> Change:
    """A node of one graph only, with the node of the other that has its id as a form."""
    home = next(iter(other.homes.get(node.id, ())), "")
    named = other.nodes[home].name if home else ""
    return Change(node.id, node.name, node.label, own.links[node.id], home, named)


def _fields(old: Node, new: Node) -> Iterator[tuple[str, object, object]]:
    """The fields of a node that differ, with their values."""
    was, now = _comparable(old), _comparable(new)
    for field in was | now:
        if was.get(field) != now.get(field):
            yield field, was.get(field), now.get(field)


def _comparable(node: Node) -> dict[str, object]:
    own = node.paper or node.device or node.link
    names = [name for name in own.__struct_fields__ if name not in NOT_COMPARED] if own else []
    common = {"name": node.name, "type": node.label.value, "aliases": node.aliases}
    return common | {name: getattr(own, name) for name in names}


def _edge_changes(before: OneGraph, after: OneGraph) -> Changes:
    def change(ends: tuple[str, str], side: OneGraph, field: str = "", was: str | None = None) -> Change:
        paper, target = (side.nodes[end] for end in ends)
        relation = side.edges[ends]
        now = relation.value if field else None
        return Change(paper.id, paper.name, relation, side.links[target.id], target.id, target.name, field, was, now)

    return Changes(
        _ranked(change(ends, after) for ends in after.edges.keys() - before.edges.keys()),
        _ranked(change(ends, before) for ends in before.edges.keys() - after.edges.keys()),
        _ranked(
            change(ends, after, "relation", before.edges[ends].value)
            for ends in before.edges.keys() & after.edges.keys()
            if before.edges[ends] is not after.edges[ends]
        ),
    )


def _merge_changes(before: OneGraph, after: OneGraph) -> Changes:
    def change(merge: tuple[str, str, str], side: OneGraph) -> Change:
        key, form, rule = merge
        node = side.nodes[key]
        known = before.nodes.get(form) or after.nodes.get(form)
        return Change(form, known.name if known else "", rule, side.links[key], key, node.name)

    return Changes(
        _ranked(change(merge, after) for merge in after.merges - before.merges),
        _ranked(change(merge, before) for merge in before.merges - after.merges),
    )


def difference_lines(differences: Differences, top: int = 5, width: int | None = None) -> list[str]:
    """Differences to read: the counts, then the most linked of each; lines are cut to a width, if there is one."""
    if not any(any(its.values()) for its in differences.counts.values()):
        return [SAME]
    out = ["".join([" " * 10, *(f"{way:>10}" for way in WAYS)])]
    out += ["".join([f"{kind:<10}", *(f"{its[way]:>10,}" for way in WAYS)]) for kind, its in differences.counts.items()]
    if not differences.same_data:
        out.append(OTHER_DATA)
    for kind in KINDS:
        for way in WAYS:
            changes: tuple[Change, ...] = getattr(getattr(differences, kind), way)
            if changes and top:
                out += ["", f"{kind} that {way}", *(f"  {_line(kind, way, change)}" for change in changes[:top])]
                out += [f"  and {len(changes) - top:,} more"] if len(changes) > top else []
    shown = ("".join(c if c.isprintable() else " " for c in line) for line in out)
    return [_cut_to(line, max(width, 40)) if width else line for line in shown]


def _line(kind: str, way: str, change: Change) -> str:
    name, target = _cut_to(change.name, SHOWN_TITLE), _cut_to(change.target_name, SHOWN_TITLE)
    was = f"{change.before} → " if change.field else ""
    if kind == "edges":
        return f"{name}  {was}{change.type}  {target}"
    if kind == "merges":
        return f"{change.id} into {target}  rule {change.type}"
    noun = "paper" if kind == "entities" else "link"
    parts = [f"{change.type} {name}" if kind == "entities" else name, change.id]
    parts.append(counted(change.links, noun))
    parts += [f"{'now' if way == 'went' else 'was'} in {target}"] if target else []
    return "  ".join([*parts, *([_shown_change(change)] if change.field else [])])


def _shown_change(change: Change) -> str:
    """The field with its old and new value; of lists what was added and left out, of long texts nothing."""
    was, now = change.before, change.after
    if isinstance(was, tuple) and isinstance(now, tuple):
        added = [f"+{one}" for one in now if one not in was] + [f"-{one}" for one in was if one not in now]
        return f"{change.field}: {', '.join(added)}"
    texts = [_as_text(was), _as_text(now)]
    return change.field if max(map(len, texts)) > SHOWN_TITLE else f"{change.field}: {' → '.join(texts)}"


def _cut_to(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def difference_rows(differences: Differences) -> str:
    """Differences as CSV, one row for each change; no cell is read as a formula, or steers a terminal."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for kind in KINDS:
        for way in WAYS:
            changes: tuple[Change, ...] = getattr(getattr(differences, kind), way)
            for change in changes:
                cells = (_as_text(getattr(change, column)) for column in COLUMNS[2:-1])
                writer.writerow([kind, way, *(formula_safe(printable(cell)) for cell in cells), change.links])
    return output.getvalue()
