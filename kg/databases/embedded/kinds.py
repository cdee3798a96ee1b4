"""Which kinds of values an expression has in it, as far as that is known before it runs."""

from collections.abc import Sequence

from kg.databases.embedded.cases import searched
from kg.databases.embedded.functions import QUANTIFIERS
from kg.databases.embedded.mixing import (
    PROPERTY_KINDS,
    Operand,
    check_argument,
    check_comparison,
    check_joined,
    check_numbers,
    common,
    is_list,
    kind_of_value,
    noun,
)
from kg.databases.embedded.names import CHAIN, Scope
from kg.databases.embedded.sums import APART, COMPARING, COUNTING
from kg.databases.embedded.tokens import (
    Bracketed,
    Piece,
    Token,
    is_bracketed,
    is_symbol,
    is_word,
    item_at,
    malformed,
    pattern_end,
    split_at,
)

_TEXT_FUNCTIONS = ("lower", "upper", "tolower", "toupper", "trim", "ltrim", "rtrim")
_NUMBER_FUNCTIONS = ("abs", "sign", "sqrt", "ceil", "floor", "round", "ln", "log", "log10", "sum", "avg")
_SCALAR = "string number truth date"
# Function -> the kinds that each of its arguments may have.
_TAKEN_KINDS = {
    **dict.fromkeys((*_TEXT_FUNCTIONS, "char_length"), ("string",)),
    **dict.fromkeys(("left", "right"), ("string", "number")),
    **dict.fromkeys(_NUMBER_FUNCTIONS, ("number", "number")),
    **{"replace": ("string",) * 3, "split": ("string", "string list"), "substring": ("string", "number", "number")},
    **{"size": ("string list",), "isempty": ("string list map",), "range": ("number",) * 3},
    **dict.fromkeys(("head", "last", "tail"), ("list",)),
    **{"tostring": (_SCALAR,), "tointeger": ("string number truth",), "tofloat": ("string number",)},
}
# Function -> the kind of what it gives.
_RESULTS = {
    **dict.fromkeys((*_TEXT_FUNCTIONS, "left", "right", "replace", "substring", "tostring", "type"), "string"),
    **dict.fromkeys((*_NUMBER_FUNCTIONS, "size", "char_length", "length", "count", "pi", "tointeger"), "number"),
    **dict.fromkeys(("isempty", "exists"), "truth"),
    **dict.fromkeys(("nodes", "relationships"), "entity[]"),
    **{"tofloat": "number", "split": "string[]", "labels": "string[]", "range": "number[]"},
}
_NOT_NEGATIVE = frozenset(["left", "right", "substring"])


def checked_kind(items: Sequence[Piece], scope: Scope) -> str:
    """The kind of an expression, "" if it is not known.

    Raises:
        KgError: it compares what is not of one kind, or gives a function what it does not take.
    """
    items = searched(items, scope)
    cuts = [(place, place + 1) for place in range(len(items)) if _is_keyword(items, place, scope, *APART)]
    kinds = [_comparison(part, scope) for part in _between(items, cuts) if part]
    return kinds[0] if len(kinds) == 1 and cuts[:1] != [(0, 1)] else ""


def _between(items: Sequence[Piece], cuts: Sequence[tuple[int, int]]) -> list[Sequence[Piece]]:
    """What is left of the items around cuts, each of which begins and ends somewhere."""
    begins, ends = [0, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), len(items)]
    return [items[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _is_keyword(items: Sequence[Piece], place: int, scope: Scope, *words: str) -> bool:
    item = items[place]
    after_dot = is_symbol(item_at(items, place - 1), ".", ":")
    return is_word(item, *words) and item.text.casefold() not in scope.variables and not after_dot


def _comparison(items: Sequence[Piece], scope: Scope) -> str:
    """Two sums with a sign between them, or one."""
    cuts: list[tuple[int, int]] = []
    signs: list[str] = []
    for place, item in enumerate(items):
        if pattern_end(items, place):
            return ""  # it is translated as a subquery
        if is_word(item, "STARTS", "ENDS") and is_word(item_at(items, place + 1), "WITH"):
            cuts.append((place, place + 2))
            signs.append(f"{item.text.upper()} WITH")
        elif is_symbol(item, *COMPARING) or _is_keyword(items, place, scope, "IN", "CONTAINS", "IS"):
            cuts.append((place, place + 1))
            signs += [item.text.upper()] if isinstance(item, Token) else []
    if not cuts:
        return _sum_of(items, scope).kind
    sums = [_sum_of(part, scope) for part in _between(items, cuts)]
    if len(signs) == 1 and signs != ["IS"]:
        check_comparison(signs[0], *sums)
    return "truth"


def _sum_of(items: Sequence[Piece], scope: Scope) -> Operand:
    """Operands that are added or multiplied, or one."""
    signs = [item.text for item in items if is_symbol(item, *COUNTING)]
    parts = split_at(items, *COUNTING)
    operands = [_operand_with_places(part, scope) for part in parts]
    if not signs:
        return operands[0] if operands else Operand("", "", 1)
    for place, sign in enumerate(signs):
        if sign in "*/%^" or "+" not in signs:
            check_numbers(sign, operands[place])
            check_numbers(sign, operands[place + 1])
    if {*signs} == {"+"}:
        check_joined(operands)
    kinds = [operand.kind for operand, part in zip(operands, parts, strict=True) if part]
    if "+" not in signs:
        kind = "number"
    elif lists := [kind for kind in kinds if is_list(kind)]:
        kind = lists[0] if len({*kinds}) == 1 else "[]"
    else:
        kind = "string" if "string" in kinds else "number" if {*kinds} == {"number"} else ""
    return _written(items, kind, scope)


def _unwrapped(items: Sequence[Piece]) -> Sequence[Piece]:
    while len(items) == 1 and is_bracketed(items[0], "("):
        items = items[0].items
    return items


def _written(items: Sequence[Piece], kind: str, scope: Scope) -> Operand:
    items = _unwrapped(items)
    if not items:
        return Operand(kind, "", 1)
    return Operand(kind, " ".join(scope.text[items[0].start : items[-1].end].split()), items[0].line)


def _operand_with_places(items: Sequence[Piece], scope: Scope) -> Operand:
    """A value with the properties and places that are taken from it."""
    if not items:
        return Operand("", "", 1)
    kind, place = _first_value(items, scope)
    while place < len(items):
        item, before = items[place], _written(items[:place], kind, scope)
        name = item_at(items, place + 1)
        if is_symbol(item, ".") and isinstance(name, Token):
            kind, place = _property_kind(before, name), place + 2
        elif is_bracketed(item, "["):
            kind, place = _element_kind(before, item, scope), place + 1
        else:
            return _written(items, "truth" if is_symbol(item, ":") else "", scope)
    return _written(items, kind, scope)


def _property_kind(owner: Operand, name: Token) -> str:
    if owner.kind == "date":
        malformed(f"{owner.text} has no .{name.text} without a server: use p.year, or toString()", name.line)
    if owner.kind not in ("", "entity", "map"):
        malformed(f"{owner.text} is {noun(owner.kind)}, which has no .{name.text}", name.line)
    return PROPERTY_KINDS.get(name.text, "") if owner.kind == "entity" else ""


def _element_kind(owner: Operand, group: Bracketed, scope: Scope) -> str:
    parts = split_at(group.items, "..")
    for part in parts:
        checked_kind(part, scope)
    if owner.kind and not is_list(owner.kind) and owner.kind not in ("entity", "map"):
        hint = f": write substring({owner.text}, …)" if owner.kind == "string" else ""
        malformed(f"{owner.text} is {noun(owner.kind)}, and […] takes a list{hint}", group.line)
    return owner.kind if len(parts) > 1 else owner.kind[:-2] if is_list(owner.kind) else ""


def _first_value(items: Sequence[Piece], scope: Scope) -> tuple[str, int]:
    """The kind of what an operand begins with, and the place after it."""
    item, after = items[0], item_at(items, 1)
    if isinstance(item, Bracketed):
        if item.bracket == "(":
            return checked_kind(item.items, scope), 1
        return (_list_kind(item, scope) if item.bracket == "[" else _map_kind(item, scope)), 1
    if item.kind in ("string", "number"):
        return item.kind, 1
    if item.kind == "param":
        return kind_of_value(scope.values.get(item.text)), 1
    if is_bracketed(after, "(") and item.kind == "word":
        return _call_kind(item, after, scope), 2
    if is_bracketed(after, "{"):
        if is_word(item, "EXISTS", "COUNT"):
            return ("truth" if is_word(item, "EXISTS") else "number"), 2
        return _map_kind(after, scope), 2
    if item.text.casefold() not in scope.variables and is_word(item, "TRUE", "FALSE"):
        return "truth", 1
    kind = scope.kinds.get(item.text, "")
    return "entity[]" if kind == CHAIN else kind, 1


def _map_kind(group: Bracketed, scope: Scope) -> str:
    for part in split_at(group.items, ","):
        if is_symbol(item_at(part, 1), ":"):
            checked_kind(part[2:], scope)
    return "map"


def check_properties(group: Bracketed, scope: Scope) -> None:
    """Refuse properties in a pattern that are never equal, as {year: '2020'}."""
    for part in split_at(group.items, ","):
        name = item_at(part, 0)
        if isinstance(name, Token) and is_symbol(item_at(part, 1), ":"):
            owned = Operand(PROPERTY_KINDS.get(name.text, ""), name.text, name.line)
            check_comparison("=", owned, _sum_of(part[2:], scope))


def _list_kind(group: Bracketed, scope: Scope) -> str:
    items = group.items
    if is_word(item_at(items, 0)) and is_word(item_at(items, 1), "IN"):
        head, *tail = split_at(items, "|")
        if tail:
            return f"{_bound_kind(head, tail[0], scope)}[]"
    return f"{common([checked_kind(part, scope) for part in split_at(items, ',')])}[]"


def _bound_kind(head: Sequence[Piece], result: Sequence[Piece], scope: Scope) -> str:
    """The kind of a result for each x IN list."""
    name, kind = head[0], checked_kind(head[2:], scope)
    if not isinstance(name, Token):
        return ""
    before = scope.kinds
    scope.kinds = before | {name.text: kind[:-2] if is_list(kind) else ""}
    found = checked_kind(result, scope)
    scope.kinds = before
    return found


def _call_kind(name: Token, group: Bracketed, scope: Scope) -> str:
    key, items = name.text.lower(), group.items
    if key in QUANTIFIERS:
        places = [place for place, item in enumerate(items) if is_word(item, "WHERE")]
        if places and is_word(item_at(items, 1), "IN"):
            _bound_kind(items[: places[0]], items[places[0] + 1 :], scope)
        return "truth"
    parts = split_at(items[1:] if is_word(item_at(items, 0), "DISTINCT") else items, ",")
    given = [_written(part, checked_kind(part, scope), scope) for part in parts]
    for wanted, operand in zip(_TAKEN_KINDS.get(key, ()), given, strict=False):
        check_argument(name.text, wanted, operand)
    for part in parts[1:] if key in _NOT_NEGATIVE else ():
        if _is_negative(part, scope):
            malformed(f"{name.text}() takes no negative number: give 0 or more", name.line)
    kinds = [operand.kind for operand in given]
    if key in ("coalesce", "max", "min", "nullif", "tail"):
        return common(kinds[:1] if key == "nullif" else kinds)
    if key in ("head", "last"):
        return "".join(kinds).removesuffix("[]")
    return f"{common(kinds)}[]" if key == "collect" else _RESULTS.get(key, "")


def _is_negative(items: Sequence[Piece], scope: Scope) -> bool:
    """Whether this is a negative number."""
    items = _unwrapped(items)
    first, last = item_at(items, 0), item_at(items, len(items) - 1)
    if len(items) == 2 and is_symbol(first, "-") and isinstance(last, Token):
        return last.kind == "number" and float(last.text) > 0
    if len(items) != 1 or not isinstance(first, Token) or first.kind != "param":
        return False
    value = scope.values.get(first.text)
    return isinstance(value, int | float) and value < 0
