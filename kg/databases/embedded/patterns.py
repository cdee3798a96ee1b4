"""Patterns such as (a)-[:USES]->(b) in the dialect of the built-in engine.

In Neo4j the edges of one pattern are all different; the engine lets one edge be several of them. So every edge gets a
name, and conditions say that they differ.
"""

from collections.abc import Sequence
from itertools import combinations

import msgspec

from kg.databases.embedded.expressions import expression
from kg.databases.embedded.kinds import check_properties
from kg.databases.embedded.names import CHAIN, Scope, generated, kinds, quoted, variable
from kg.databases.embedded.tokens import (
    Bracketed,
    Piece,
    Token,
    connection_end,
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


class Step(msgspec.Struct, frozen=True):
    """An edge of a pattern, or a chain of edges: its name, and the types that it may have."""

    name: str
    types: frozenset[str]
    chain: bool
    line: int


def pattern(items: Sequence[Piece], scope: Scope, *, optional: bool) -> tuple[str, list[str]]:
    """A pattern, and the conditions that go with it; `optional` is that of OPTIONAL MATCH.

    Raises:
        KgError: the engine cannot match it as Neo4j does.
    """
    steps: list[Step] = []
    parts = [_path(part, scope, steps, optional=optional) for part in split_at(items, ",")]
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


def _path(items: Sequence[Piece], scope: Scope, steps: list[Step], *, optional: bool) -> str:
    """One path, which may have a name: path = (a)-->(b)."""
    name, before = item_at(items, 0), len(steps)
    if not is_word(name) or not is_symbol(item_at(items, 1), "="):
        return _connected(items, scope, steps)
    text = _connected(items[2:], scope, steps)
    if optional and len(steps) == before:
        refuse("does not tell whether there is a path without edges", name.line, "name the node instead")
    if optional:
        scope.paths[name.text.casefold()] = steps[-1].name
    scope.kinds[name.text] = "path"
    return f"{variable(name, scope)} = {text}"


def _connected(items: Sequence[Piece], scope: Scope, steps: list[Step]) -> str:
    """Nodes with edges between them, or the shortest way from one node to another."""
    first, kind = item_at(items, 0), ""
    if is_word(first, "SHORTESTPATH", "ALLSHORTESTPATHS") and is_bracketed(inside := item_at(items, 1), "("):
        kind = "SHORTEST" if is_word(first, "SHORTESTPATH") else "ALL SHORTEST"
        items = inside.items
    if not items:
        malformed("a pattern is missing", first.line if first else 1)
    text, place = "", 0
    while True:
        node = item_at(items, place)
        if not is_bracketed(node, "("):
            line = (node or items[-1]).line
            if place and (is_bracketed(node, "{") or is_symbol(node, "+", "*")):
                refuse("has no {1,2} after an edge", line, "write -[:USES*1..2]-")
            malformed("a pattern is (node)-[edge]->(node), with conditions in WHERE", line)
        text += _node_pattern(node, scope)
        place += 1
        if place == len(items):
            return text
        end = connection_end(items, place)
        if not end:
            malformed("nodes of a pattern are joined by -->, <-- or --", node.line)
        left, right = is_symbol(items[place], "<"), is_symbol(items[end - 1], ">")
        edge = _edge(items[place + left + 1], node.line, kind, scope, steps)
        text += f"{'<-' if left and not right else '-'}{edge}{'->' if right and not left else '-'}"
        place = end


def _node_pattern(group: Bracketed, scope: Scope) -> str:
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
    return f"({text}{_property_map(items, place, scope, group.line)})"


def _edge(item: Piece, line: int, kind: str, scope: Scope, steps: list[Step]) -> str:
    items = item.items if isinstance(item, Bracketed) else ()
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
        scope.kinds[first.text] = CHAIN if chain else "entity"
    steps.append(Step(name, frozenset(types), chain, line))
    return f"[{name}{text}{_property_map(items, place, scope, line)}]"


def _bounds(items: Sequence[Piece], place: int, line: int) -> tuple[str, int]:
    """The least and the most steps, as in *2, *1..3 and *..6."""
    least, place = _number(items, place)
    most = least
    if is_symbol(item_at(items, place), ".."):
        most, place = _number(items, place + 1)
    if most is None:
        refuse("needs an upper bound on the length", line, "write *..4")
    if most > MOST_STEPS:
        refuse(f"takes chains of {MOST_STEPS} steps at most", line, "write *..4")
    return f"{1 if least is None else least}..{most}", place


def _number(items: Sequence[Piece], place: int) -> tuple[int | None, int]:
    item = item_at(items, place)
    if isinstance(item, Token) and item.kind == "number" and item.text.isdecimal():
        return int(item.text), place + 1
    return None, place


def _property_map(items: Sequence[Piece], place: int, scope: Scope, line: int) -> str:
    group = item_at(items, place)
    if group is None:
        return ""
    if not is_bracketed(group, "{") or place + 1 < len(items):
        refuse("takes conditions only in a WHERE after the pattern", group.line or line, "put it there")
    text = expression([group], scope)
    check_properties(group, scope)
    return f" {text}"
