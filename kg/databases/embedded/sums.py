"""Sums in the dialect of the built-in engine, which binds IN more tightly, and to which null is an empty text."""

from collections.abc import Mapping, Sequence
from itertools import groupby

COMPARING = frozenset(["=", "<>", "<", ">", "<=", ">=", "=~"])
COUNTING = frozenset(["+", "-", "*", "/", "%", "^"])
_BRANCHES = frozenset(["AND", "OR", "XOR", "NOT", "CASE", "WHEN", "THEN", "ELSE", "END"])
_BETWEEN = _BRANCHES | {"IN", "CONTAINS", "IS", "DISTINCT"}
_ORDERS = frozenset(["ASC", "DESC", "ASCENDING", "DESCENDING"])
APART = _BRANCHES | _ORDERS  # what is before and after one of these is never compared or added
KEYWORDS = _BETWEEN | _ORDERS | {"NULL", "TRUE", "FALSE"}
_STRINGWISE = frozenset(["STARTS WITH", "ENDS WITH"])
_BOUNDS = _BETWEEN | _ORDERS | COMPARING | _STRINGWISE
_NO_OPERANDS = KEYWORDS | COMPARING | COUNTING | _STRINGWISE


def with_sums(parts: Sequence[str], *, nullable: bool) -> list[str]:
    """The parts of an expression, with those that are added or multiplied as one part each.

    A sum with a null in it is null; where nothing is null, `nullable` is False.
    """
    found: list[str] = []
    for bounds, group in groupby(parts, _BOUNDS.__contains__):
        run = [*group]
        found += run if bounds else _sum(run, nullable=nullable)
    return found


def is_operand(part: str) -> bool:
    """Whether this part of an expression is neither a sign nor a keyword."""
    return part not in _NO_OPERANDS


def is_chain(parts: Sequence[str]) -> bool:
    """Whether two comparisons follow each other, as in a < b < c."""
    compared, before = False, ""
    for part in parts:
        if part in COMPARING and compared and before not in COMPARING:
            return True
        compared, before = part in COMPARING or (compared and part not in _BETWEEN), part
    return False


def with_choices(parts: Sequence[str], choices: Mapping[str, Sequence[str]]) -> list[str]:
    """The parts with x = a OR x = b for x IN [a, b], as the engine takes null in a list for a value."""
    found: list[str] = []
    for part in parts:
        if choices.get(part) and len(found) > 1 and found[-1] == "IN":
            asked = found[-2]
            found[-2:] = [f"({' OR '.join(f'{asked} = ({choice})' for choice in choices[part])})"]
        else:
            found.append(part)
    return found


def _sum(run: Sequence[str], *, nullable: bool) -> list[str]:
    if len(run) < 3 or not (COMPARING | COUNTING).intersection(run):
        return [*run]
    text = f"({' '.join(run)})"
    operands = run[::2]
    texts = run[1::2] == ["+"] * (len(run) // 2) and not any(part[0].isdigit() or part[0] == "[" for part in operands)
    checked = [part for part in operands if not part.startswith("'")]
    if not nullable or not texts or not checked:
        return [text]
    missing = " OR ".join(f"{part} IS NULL" for part in dict.fromkeys(checked))
    return [f"(CASE WHEN {missing} THEN NULL ELSE {text} END)"]
