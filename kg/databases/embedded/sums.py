"""Sums in the dialect of the built-in engine, which binds IN more tightly, and to which null is an empty text."""

from collections.abc import Mapping, Sequence

_BETWEEN = frozenset(
    ["AND", "OR", "XOR", "NOT", "IN", "CONTAINS", "IS", "DISTINCT", "CASE", "WHEN", "THEN", "ELSE", "END"]
)
_COMPARING = frozenset(["=", "<>", "<", ">", "<=", ">=", "=~"])
_COUNTING = frozenset(["-", "*", "/", "%", "^"])
KEYWORDS = _BETWEEN | {"NULL", "TRUE", "FALSE", "ASC", "DESC", "ASCENDING", "DESCENDING"}
SIGNS = _COMPARING | _COUNTING | {"+"}
_BOUNDS = _BETWEEN | _COMPARING | {"STARTS WITH", "ENDS WITH", "ASC", "DESC", "ASCENDING", "DESCENDING"}


def with_sums(parts: Sequence[str], *, nullable: bool) -> list[str]:
    """The parts of an expression, with those that are added or multiplied as one part each.

    A sum with a null in it is null; where nothing is null, `nullable` is False.
    """
    found: list[str] = []
    run: list[str] = []
    for part in (*parts, ""):
        if part and part not in _BOUNDS:
            run.append(part)
            continue
        found += _sum(run, nullable=nullable)
        found += [part] if part else []
        run = []
    return found


def is_chain(parts: Sequence[str]) -> bool:
    """Whether two comparisons follow each other, as in a < b < c."""
    compared, before = False, ""
    for part in parts:
        if part in _COMPARING and compared and before not in _COMPARING:
            return True
        compared, before = part in _COMPARING or (compared and part not in _BETWEEN), part
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
    if len(run) < 3 or not SIGNS.intersection(run):
        return [*run]
    text = f"({' '.join(run)})"
    operands = run[::2]
    texts = run[1::2] == ["+"] * (len(run) // 2) and not any(part[0].isdigit() or part[0] == "[" for part in operands)
    checked = [part for part in operands if not part.startswith("'")]
    if not nullable or not texts or not checked:
        return [text]
    missing = " OR ".join(f"{part} IS NULL" for part in dict.fromkeys(checked))
    return [f"(CASE WHEN {missing} THEN NULL ELSE {text} END)"]
