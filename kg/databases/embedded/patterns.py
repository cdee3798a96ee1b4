"""Patterns such as (a)-[:USES]->(b) in the dialect of the built-in engine.

In Neo4j the edges of one pattern are all different; the engine lets one edge be several of them. So every edge gets a
name, and conditions say that they differ.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

import msgspec

from kg.databases.embedded.names import Scope, generated, kinds, quoted, variable
from kg.databases.embedded.tokens import (
    Bracketed,
    Piece,
    is_bracketed,
    is_symbol,
    is_word,
    item_at,
    malformed,
    refuse,
    split_at,
)
from kg.model import Label, Relation

MOST_STEPS = 30  # the engine's limit
# Translates the properties in braces.
Mapped = Callable[[Bracketed], str]


class Step(msgspec.Struct, frozen=True):
    """An edge of a pattern, or a chain of edges: its name, and the types that it may have."""

    name: str
    types: frozenset[str]
    chain: bool
    line: int


def pattern(items: Sequence[Piece], scope: Scope, mapped: Mapped, *, optional: bool) -> tuple[str, list[str]]:
    """A pattern, and the conditions that go with it; `optional` is that of OPTIONAL MATCH.

    Raises:
        KgError: the engine cannot match it as Neo4j does.
    """
    steps: list[Step] = []
    parts = [_path(part, scope, mapped, steps, optional=optional) for part in split_at(items, ",")]
    return ", ".join(parts), [*_differing(steps)]


def _differing(steps: Sequence[Step]) -> list[str]:
    conditions = []
    for one, two in combinations(steps, 2):
        if not one.types & two.types or one.name == two.name:
            continue
        if one.chain or two.chain:
            refuse("cannot tell the edges of a chain from others", two.line, "put the chain into a MATCH of its own")
        conditions.append(f"id({one.name}) <> id({two.name})")
    return conditions


def _path(items: Sequence[Piece], scope: Scope, mapped: Mapped, steps: list[Step], *, optional: bool) -> str:
    """One path, which may have a name: path = (a)-->(b)."""
    name, kind, before = item_at(items, 0), "", len(steps)
    named = is_word(name) and is_symbol(item_at(items, 1), "=")
    items = items[2:] if named else items
    first = item_at(items, 0)
    if is_word(first, "SHORTESTPATH", "ALLSHORTESTPATHS") and is_bracketed(inside := item_at(items, 1), "("):
        kind = "SHORTEST" if is_word(first, "SHORTESTPATH") else "ALL SHORTEST"
        items = inside.items
    if not items:
        malformed("a pattern is missing", first.line if first else 1)
    text = _connected(items, kind, scope, mapped, steps)
    if not named or not is_word(name):
        return text
    if optional and len(steps) == before:
        refuse("does not tell whether there is a path without edges", name.line, "name the node instead")
    if optional:
        scope.paths[name.text.casefold()] = steps[-1].name
    scope.kinds[name.text] = "path"
    return f"{variable(name, scope)} = {text}"


def _connected(items: Sequence[Piece], kind: str, scope: Scope, mapped: Mapped, steps: list[Step]) -> str:
    text, place = "", 0
    while True:
        node = item_at(items, place)
        if not is_bracketed(node, "("):
            line = (node or items[-1]).line
            if place and (is_bracketed(node, "{") or is_symbol(node, "+", "*")):
                refuse("has no {1,2} after an edge", line, "write -[:USES*1..2]-")
            malformed("a pattern is (node)-[edge]->(node), with conditions in WHERE", line)
        text += _node_pattern(node, scope, mapped)
        place += 1
        if place == len(items):
            return text
        left = is_symbol(item_at(items, place), "<")
        place += left
        edge = item_at(items, place + 1)
        inside = edge if is_bracketed(edge, "[") else None
        dashes = is_symbol(item_at(items, place), "-") and is_symbol(item_at(items, place + (2 if inside else 1)), "-")
        if not dashes:
            malformed("nodes of a pattern are joined by -->, <-- or --", node.line)
        place += 3 if inside else 2
        right = is_symbol(item_at(items, place), ">")
        place += right
        text += _edge(inside, node.line, kind, scope, mapped, steps).join(
            ("<-" if left and not right else "-", "->" if right and not left else "-")
        )


def _node_pattern(group: Bracketed, scope: Scope, mapped: Mapped) -> str:
    items, place, text = group.items, 0, ""
    first = item_at(items, 0)
    if is_word(first) and not is_word(first, "WHERE"):
        text, place = variable(first, scope), 1
        scope.kinds[first.text] = "entity"
    if is_symbol(item_at(items, place), ":"):
        found, place = kinds(items, place + 1, Label)
        if not found:
            refuse("has no node with all of these labels", group.line, "each node has one label besides Entity")
        if len(found) < len(Label):
            text += f":{'|'.join(map(quoted, sorted(found)))}"
    return f"({text}{_property_map(items, place, mapped, group.line)})"


def _edge(group: Bracketed | None, line: int, kind: str, scope: Scope, mapped: Mapped, steps: list[Step]) -> str:
    items = group.items if group else ()
    first, place, text, types = item_at(items, 0), 0, "", {str(relation) for relation in Relation}
    if is_word(first) and not is_word(first, "WHERE"):
        name, place = variable(first, scope), 1
    else:
        name = generated(scope)
    if is_symbol(item_at(items, place), ":"):
        types, place = kinds(items, place + 1, Relation)
        if not types:
            refuse("has no edge with all of these types", line, "each edge has one type")
        if len(types) < len(Relation):
            text = f":{'|'.join(map(quoted, sorted(types)))}"
    chain = is_symbol(item_at(items, place), "*")
    if chain:
        bounds, place = _bounds(items, place + 1, line)
        text += f"* {kind or 'TRAIL'} {bounds}"
    elif kind:
        refuse("needs a variable length in shortestPath()", line, "write -[*..6]-")
    if chain and place < len(items):
        refuse("does not support properties on variable-length edges", line, "leave them out")
    if is_word(first):
        scope.kinds[first.text] = "entity[]" if chain else "entity"
    steps.append(Step(name, frozenset(types), chain, line))
    return f"[{name}{text}{_property_map(items, place, mapped, line)}]"


def _bounds(items: Sequence[Piece], place: int, line: int) -> tuple[str, int]:
    """The least and the most steps, as in *2, *1..3 and *..6."""
    least, place = _number(items, place)
    if not is_symbol(item_at(items, place), ".."):
        most = least
    else:
        most, place = _number(items, place + 1)
    if most is None:
        refuse("needs an upper bound on the length", line, "write *..4")
    if most > MOST_STEPS:
        refuse(f"takes chains of {MOST_STEPS} steps at most", line, "write *..4")
    return f"{1 if least is None else least}..{most}", place


def _number(items: Sequence[Piece], place: int) -> tuple[int | None, int]:
    item = item_at(items, place)
    if item is not None and not isinstance(item, Bracketed) and item.kind == "number" and item.text.isdecimal():
        return int(item.text), place + 1
    return None, place


def _property_map(items: Sequence[Piece], place: int, mapped: Mapped, line: int) -> str:
    group = item_at(items, place)
    if group is None:
        return ""
    if not is_bracketed(group, "{") or place + 1 < len(items):
        refuse("takes conditions only in a WHERE after the pattern", group.line or line, "put it there")
    return f" {mapped(group)}"


def pattern_end(items: Sequence[Piece], place: int) -> int:
    """Where a pattern ends that begins here, such as (a)-[:USES]->(b); 0 if none does."""
    if not is_bracketed(items[place], "("):
        return 0
    end = place + 1
    while (after := _connection_end(items, end)) and is_bracketed(item_at(items, after), "("):
        end = after + 1
    return end if end > place + 1 else 0


def _connection_end(items: Sequence[Piece], place: int) -> int:
    """The place after -[…]->, <--, or --; 0 if there is none."""
    place += is_symbol(item_at(items, place), "<")
    if not is_symbol(item_at(items, place), "-"):
        return 0
    bracketed = is_bracketed(item_at(items, place + 1), "[")
    place += 2 if bracketed else 1
    if not is_symbol(item_at(items, place), "-"):
        return 0
    place += 1
    return place + is_symbol(item_at(items, place), ">")
