"""Kinds of values, and a refusal of what mixes them: the built-in engine converts silently where Neo4j does not."""

from collections.abc import Sequence

import msgspec

from kg.databases.answers import Value
from kg.databases.embedded.tokens import malformed
from kg.graph.properties import EDGE_TYPES, NODE_TYPES

_OF_TYPES = {"string": "string", "int": "number", "string[]": "string[]", "int[]": "number[]"}
# The kind of each property; "[]" after a kind is a list of it, and "" a kind that is not known.
PROPERTY_KINDS = {
    **{name: _OF_TYPES[kind] for types in (*NODE_TYPES.values(), EDGE_TYPES) for name, kind in types.items()},
    **{"published": "date", "kg": "truth"},
}
_NOUNS = {
    **{"string": "a text", "number": "a number", "truth": "true or false", "date": "a date in Neo4j"},
    **{"entity": "a node or an edge", "map": "a map", "path": "a path"},
}
_PLURALS = {
    **{"string": "texts", "number": "numbers", "truth": "true or false", "date": "dates"},
    **{"entity": "nodes or edges", "map": "maps", "path": "paths"},
}
_DATE = "compare toString({0}) with texts, or use p.year"
_SCALARS = ("number", "truth", "date")
_STRINGS = frozenset(["=~", "CONTAINS", "STARTS WITH", "ENDS WITH"])


class Operand(msgspec.Struct, frozen=True):
    """What stands beside an operator or in a function: its kind, how it is written, and where."""

    kind: str
    text: str
    line: int


def is_list(kind: str) -> bool:
    """Whether this is the kind of a list."""
    return kind.endswith("[]")


def noun(kind: str) -> str:
    """A kind in words."""
    return "a list" if is_list(kind) else _NOUNS[kind]


def kind_of_value(value: Value) -> str:
    """The kind of a parameter."""
    if isinstance(value, list):
        return f"{common([kind_of_value(item) for item in value if item is not None])}[]"
    if isinstance(value, bool | dict):
        return "truth" if isinstance(value, bool) else "map"
    return "" if value is None else "string" if isinstance(value, str) else "number"


def common(kinds: Sequence[str]) -> str:
    """The kind of a value that has one of these; a date may be a text, so it has to be made one."""
    return "date" if "date" in kinds else kinds[0] if len({*kinds}) == 1 else ""


def check_comparison(sign: str, left: Operand, right: Operand) -> None:
    """Refuse a comparison of two kinds, which gives null, or no rows, in Neo4j."""
    if sign in _STRINGS:
        _check_texts(sign, left, right)
    elif sign == "IN":
        if right.kind and not is_list(right.kind):
            malformed(f"IN takes a list, and {right.text} is {noun(right.kind)}: write =, or CONTAINS", right.line)
        _check_alike(left, right, right.kind[:-2])
    else:
        if left.kind == right.kind == "date" and sign not in ("=", "<>"):
            malformed(f"{left.text} is {noun('date')}, or a text: compare toString() of both", left.line)
        _check_alike(left, right, right.kind)


def _check_alike(left: Operand, right: Operand, kind: str) -> None:
    """Refuse what is never equal; `kind` is that of the right operand or, after IN, of what is in it."""
    among, one, two = kind != right.kind, left.kind, kind
    while is_list(one) and is_list(two):
        one, two = one[:-2], two[:-2]
    if not one or not two or one == two:
        return
    found = {one: left.text, two: right.text}
    if "date" in found:
        remedy = _DATE.format(found["date"])
    elif is_list(left.kind) != is_list(kind):
        listed, single = (left, right) if is_list(left.kind) else (right, left)
        remedy = f"write {single.text} IN {listed.text}"
    elif found.keys() == {"string", "number"}:
        remedy = "compare texts with texts, and numbers with numbers"
        if not is_list(left.kind):
            remedy += f", with toString({found['number']})"
            # What is in a list cannot be converted at once.
            remedy += f" or toInteger({found['string']})" if right.text != found["string"] or not among else ""
    else:
        remedy = "they are never equal, so compare what is alike"
    told = f"has {_PLURALS.get(kind, 'lists')}" if among else f"is {noun(kind)}"
    malformed(f"{left.text} is {noun(left.kind)}, and {right.text} {told}: {remedy}", left.line)


def _check_texts(sign: str, left: Operand, right: Operand) -> None:
    for operand in (left, right):
        if operand.kind in ("", "string"):
            continue
        told = f"{operand.text} is {noun(operand.kind)}, and {sign} takes texts"
        if operand.kind == "date":
            remedy = _DATE.format(operand.text)
        elif is_list(operand.kind) and operand is left:
            remedy = f"write any(x IN {left.text} WHERE x {sign} {right.text}), or {right.text} IN {left.text}"
        else:
            remedy = "give a text" if is_list(operand.kind) else f"write toString({operand.text})"
        malformed(f"{told}: {remedy}", operand.line)


def check_numbers(sign: str, operand: Operand) -> None:
    """Refuse to calculate with what is no number."""
    if operand.kind not in ("", "number"):
        hint = f": write toInteger({operand.text})" if operand.kind == "string" else ""
        malformed(f"{operand.text} is {noun(operand.kind)}, and {sign} takes numbers{hint}", operand.line)


def check_joined(operands: Sequence[Operand]) -> None:
    """Refuse to join a text with what is none: Neo4j makes it one, the built-in engine does not."""
    if not any(operand.kind == "string" for operand in operands) or any(is_list(each.kind) for each in operands):
        return
    for operand in operands:
        if operand.kind not in ("", "string"):
            remedy = f"write toString({operand.text})" if operand.kind in _SCALARS else "take a text from it"
            malformed(f"{operand.text} is {noun(operand.kind)}, and + joins texts with texts: {remedy}", operand.line)


def check_argument(name: str, wanted: str, given: Operand) -> None:
    """Refuse an argument of a kind that a function does not take; `wanted` has the kinds that it does."""
    kind = "list" if is_list(given.kind) else given.kind
    if not kind or kind in wanted.split():
        return
    takes = " or ".join("a list" if part == "list" else _NOUNS[part] for part in wanted.split() if part != "map")
    if kind == "date":
        remedy = f"write toString({given.text}), or use p.year"
    elif "string" in wanted:
        remedy = "take a text from it" if kind in ("list", "map", "entity", "path") else f"write toString({given.text})"
    elif wanted == "number":
        remedy = f"write toInteger({given.text})" if kind == "string" else "give a number"
    else:
        remedy = "write left(), right() or substring()" if kind == "string" else "give a list"
    malformed(f"{name}() takes {takes}, and {given.text} is {noun(given.kind)}: {remedy}", given.line)
