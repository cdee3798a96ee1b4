"""Expressions of Cypher in the dialect of the built-in engine."""

from collections.abc import Sequence

from kg.databases.embedded.cases import searched
from kg.databases.embedded.functions import ELEMENT, FUNCTIONS, INSIDE, INSTEAD, OF_PATHS, QUANTIFIERS, VARIADIC
from kg.databases.embedded.kinds import checked_kind
from kg.databases.embedded.names import Scope, kinds, literal, property_name, quoted, variable
from kg.databases.embedded.paths import listed_of_path, taken_from_path, value_of
from kg.databases.embedded.sums import COMPARING, COUNTING, KEYWORDS, is_chain, is_operand, with_choices, with_sums
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
    refuse,
    split_at,
)
from kg.databases.embedded.values import check_types, constant_kind, is_empty, parameter
from kg.model import Label, Relation

_LISTS = "name what you collect: collect(n.name), or UNWIND the list and use WHERE"


def expression(items: Sequence[Piece], scope: Scope) -> str:
    """An expression, or several with commas between them.

    Raises:
        KgError: the engine cannot evaluate it as Neo4j does, or it mixes kinds of values.
    """
    text = _translated(items, scope)  # first, as kinds are those of what is well formed
    for part in split_at(items, ","):
        checked_kind(part, scope)
    return text


def _translated(items: Sequence[Piece], scope: Scope) -> str:
    items = searched(items, scope)
    parts: list[str] = []
    choices: dict[str, list[str]] = {}  # of what follows IN
    place = 0
    while place < len(items):
        before = place
        text, place = _operand(items, before, scope)
        if parts and is_operand(parts[-1]) and is_operand(text):  # to the engine, `f` (x) is a call
            written = scope.text[items[before].start : items[place - 1].end].split()
            malformed(f"unexpected {' '.join(written[:3])}", items[before].line)
        parts.append(text)
        if place == before + 1 and is_word(item_at(items, before - 1), "IN"):
            choices[text] = _listed_values(items[before], scope)
    if is_chain(parts):
        refuse("does not support a < b < c", items[0].line, "write a < b AND b < c")
    return " ".join(with_choices(with_sums(parts, nullable=not scope.inside), choices))


def _listed_values(item: Piece, scope: Scope) -> list[str]:
    """What is in a list that may have null in it."""
    if isinstance(item, Token):
        values = scope.values.get(item.text) if item.kind == "param" else None
        return [*map(literal, values)] if isinstance(values, list) and None in values else []
    listed = item.bracket == "[" and not any(is_symbol(inner, "|") for inner in item.items)
    parts = split_at(item.items, ",") if listed else []
    return [_translated(part, scope) for part in parts] if not all(map(constant_kind, parts)) else []


def _operand(items: Sequence[Piece], place: int, scope: Scope) -> tuple[str, int]:
    """An operator, or an operand with the properties and places that are taken from it; and the place after it."""
    item, after = items[place], item_at(items, place + 1)
    if isinstance(item, Token) and item.kind == "symbol":
        if item.text not in COMPARING | COUNTING:
            if is_symbol(item, "|") and is_symbol(after, "|"):
                refuse("has no ||", item.line, "join texts with +")
            malformed(f"{item.text!r} is not expected here", item.line)
        return item.text, place + 1
    if is_word(item, "CONTAINS") and after is not None and is_empty(after, scope):
        return "STARTS WITH", place + 1  # in the engine no text contains the empty one
    if is_word(item, "STARTS", "ENDS") and is_word(after, "WITH"):
        return f"{item.text.upper()} WITH", place + 2
    if is_word(item, *KEYWORDS) and item.text.casefold() not in scope.variables:
        if is_word(item, "CASE", "IS", "NULL"):
            _not_inside(scope, item.line)
        return item.text.upper(), place + 1
    if end := pattern_end(items, place):
        _not_inside(scope, item.line)
        return f"EXISTS {{ {scope.subquery(items[place:end], scope)} }}", end
    named = is_word(item) and not isinstance(after, Bracketed)
    text, place = _atom(items, place, scope)
    while place < len(items):
        item = items[place]
        if is_symbol(item, "."):
            text, place = _with_property(text, items, place, scope), place + 2
        elif is_bracketed(item, "["):
            _not_inside(scope, item.line)
            text, place, named = _element(text, item, scope), place + 1, False
        elif is_symbol(item, ":") and named:
            _not_inside(scope, item.line)
            return _with_kind(text, items, place)
        else:
            break
    return text, place


def _atom(items: Sequence[Piece], place: int, scope: Scope) -> tuple[str, int]:
    item, after = items[place], item_at(items, place + 1)
    if isinstance(item, Bracketed):
        if item.bracket == "(":
            return f"({_translated(item.items, scope)})", place + 1
        if item.bracket == "{" or any(is_word(inner) or isinstance(inner, Bracketed) for inner in item.items):
            _not_inside(scope, item.line)
        return (_list if item.bracket == "[" else _map)(item, scope), place + 1
    if item.kind == "string":
        return literal(item.text), place + 1
    if item.kind == "number":
        return item.text, place + 1
    if item.kind == "param":
        return parameter(item, scope), place + 1
    if is_bracketed(after, "(") and item.kind == "word":
        return _call(item, after, scope), place + 2
    if is_bracketed(after, "{"):
        if is_word(item, "COUNT", "EXISTS", "COLLECT"):
            return _subquery(item, after, scope), place + 2
        return _projection(item, after, scope), place + 2
    if scope.inside and item.text != scope.inside:
        refuse(f"cannot use {item.text} within a list expression", item.line, "UNWIND the list and use WHERE")
    return value_of(item, scope), place + 1


def _with_property(text: str, items: Sequence[Piece], place: int, scope: Scope) -> str:
    name = item_at(items, place + 1)
    if not is_word(name):
        malformed("a full stop without a property", items[place].line)
    if is_bracketed(item_at(items, place + 2), "("):
        refuse(
            f"does not support procedures such as {text.replace('`', '')}.{name.text}()",
            name.line,
            "use Cypher's own functions",
        )
    if scope.inside:
        refuse("cannot look into nodes within a list expression", name.line, _LISTS)
    return f"{text}.{property_name(name)}"


def _element(text: str, group: Bracketed, scope: Scope) -> str:
    """An element of a list, counted from 0, or a part of it: the engine counts from 1."""
    parts, line = split_at(group.items, ".."), group.line
    if len(parts) > 2 or not parts:
        malformed("[] needs a number, or two with .. between them", line)
    if len(parts) == 1:
        if isinstance(group.items[0], Token) and group.items[0].kind == "string":
            refuse("does not support n['name']", line, "write n.name")
        return ELEMENT.format(text, _list_place(parts[0], scope))
    begin = _list_place(parts[0], scope) if parts[0] else "1"
    # A part ends before its end, and in the engine with it: counted from 1, this is the same number.
    end = _translated(parts[1], scope) if parts[1] else "2147483647"
    if not end.isdecimal():
        last = f"size({text}) + ({end})"
        end = f"(CASE WHEN {end} >= 0 THEN {end} WHEN {last} > 0 THEN {last} ELSE 0 END)"
    return f"list_slice({text}, {begin}, {end})"


def _list_place(items: Sequence[Piece], scope: Scope) -> str:
    text = _translated(items, scope)
    if text.isdecimal():
        return str(int(text) + 1)
    if text.startswith("- ") and text[2:].isdecimal():
        return f"-{text[2:]}"
    return f"(CASE WHEN {text} >= 0 THEN ({text}) + 1 ELSE {text} END)"


def _with_kind(text: str, items: Sequence[Piece], place: int) -> tuple[str, int]:
    """A condition such as n:Method, which is true or false."""
    after = item_at(items, place + 1)
    known = Relation if isinstance(after, Token) and after.text in [*Relation] else Label
    found, place = kinds(items, place + 1, known)
    return f"({FUNCTIONS['type'][1].format(text)} IN {literal([*sorted(found), ''])})", place


def _list(group: Bracketed, scope: Scope) -> str:
    items = group.items
    piped = any(is_symbol(item, "|") for item in items)
    filtered = any(is_word(item, "WHERE") for item in items)
    if is_word(item_at(items, 0)) and (filtered or (piped and is_word(item_at(items, 1), "IN"))):
        return _comprehension(group, scope)
    if piped:
        refuse("has no [(a)-->(b) | …]", group.line, "use OPTIONAL MATCH and collect()")
    parts = split_at(items, ",")
    check_types(map(constant_kind, parts), group.line)
    return f"[{', '.join(_translated(part, scope) for part in parts)}]"


def _comprehension(group: Bracketed, scope: Scope) -> str:
    """[x IN list | …]"""
    head, *tail = split_at(group.items, "|")
    name, items, condition = _bound(head, group.line)
    if not condition and len(tail) == 1 and (text := listed_of_path(name, items, tail[0], scope)):
        return text
    if condition:
        refuse("filters lists wrongly", group.line, "UNWIND the list and use WHERE")
    if len(tail) != 1:
        malformed("a list expression is [x IN list | …]", group.line)
    text = _translated(items, scope)
    return f"list_transform({text}, {' -> '.join(_lambda(name, tail[0], scope))})"


def _bound(items: Sequence[Piece], line: int) -> tuple[Token, Sequence[Piece], Sequence[Piece]]:
    """The variable, the list and the condition of "x IN list WHERE …"."""
    name = item_at(items, 0)
    if not is_word(name) or not is_word(item_at(items, 1), "IN"):
        malformed("a list expression begins with x IN", line)
    for place, item in enumerate(items):
        if is_word(item, "WHERE"):
            return name, items[2:place], items[place + 1 :]
    return name, items[2:], ()


def _lambda(name: Token, items: Sequence[Piece], scope: Scope) -> tuple[str, str]:
    """The variable of a list expression, and what is made of each of its values."""
    _not_inside(scope, name.line)
    scope.inside = name.text
    try:
        return variable(name, scope), _translated(items, scope)
    finally:
        scope.inside = ""


def _not_inside(scope: Scope, line: int) -> None:
    if scope.inside:
        refuse("does not support this inside a list expression", line, "UNWIND the list and use WHERE")


def _map(group: Bracketed, scope: Scope) -> str:
    parts = []
    for part in split_at(group.items, ","):
        key = item_at(part, 0)
        if not is_word(key) or not is_symbol(item_at(part, 1), ":"):
            malformed("a map is {key: value, …}", group.line)
        parts.append(f"{quoted(key.text)}: {_translated(part[2:], scope)}")
    return f"{{{', '.join(parts)}}}"


def _projection(owner: Token, group: Bracketed, scope: Scope) -> str:
    """n {.name, x: 1}"""
    parts = []
    for part in split_at(group.items, ","):
        first, second = item_at(part, 0), item_at(part, 1)
        if is_symbol(first, ".") and is_word(second) and len(part) == 2:
            parts.append(f"{quoted(second.text)}: {variable(owner, scope)}.{property_name(second)}")
        elif is_word(first) and len(part) == 1:
            parts.append(f"{quoted(first.text)}: {value_of(first, scope)}")
        elif is_word(first) and is_symbol(second, ":"):
            parts.append(f"{quoted(first.text)}: {_translated(part[2:], scope)}")
        else:
            refuse(f"does not take {owner.text} {{.*}}", group.line, "name the properties, or return the node itself")
    return f"(CASE WHEN {variable(owner, scope)} IS NULL THEN NULL ELSE {{{', '.join(parts)}}} END)"


def _call(name: Token, group: Bracketed, scope: Scope) -> str:
    key, items = name.text.lower(), group.items
    if scope.inside and key not in INSIDE:
        refuse(f"takes no {name.text}() within a list expression", name.line, "UNWIND the list")
    if key in QUANTIFIERS:
        variable_, values, condition = _bound(items, name.line)
        if not condition:
            malformed(f"{name.text}() needs x IN list WHERE …", name.line)
        before = _translated(values, scope)
        one, text = _lambda(variable_, condition, scope)
        return f"{key}({one} IN {before} WHERE {text})"
    if key == "count" and len(items) == 1 and is_symbol(items[0], "*"):
        return "count(*)"
    if key == "collect" and scope.ordered and is_word(item_at(items, 0), "DISTINCT"):
        refuse("loses the order in collect(DISTINCT …)", name.line, "write WITH DISTINCT … ORDER BY before it")
    templates = (INSIDE if scope.inside else FUNCTIONS).get(key)
    if templates is None and key not in VARIADIC:
        refuse(f"does not support {name.text}()", name.line, INSTEAD.get(key, "use another function"))
    if any(pattern_end(part, 0) for part in split_at(items, ",") if part):
        refuse(f"does not count patterns with {name.text}()", name.line, "write COUNT { (a)-->(b) }")
    if key in OF_PATHS and templates and (text := taken_from_path(items, templates[1], scope)):
        return text
    if key == "split" and is_symbol(item_at(items, len(items) - 2), ",") and is_empty(items[-1], scope):
        refuse("does not split by an empty text", name.line, "give what stands between the parts")
    arguments = [_translated(part, scope) for part in split_at(items, ",")]
    if templates is None:
        return f"{key}({', '.join(arguments)})"
    if len(arguments) not in templates:
        wanted = " or ".join(map(str, templates))
        noun = "argument" if wanted == "1" else "arguments"
        malformed(f"{name.text}() takes {wanted} {noun}, not {len(arguments)}", name.line)
    return templates[len(arguments)].format(*arguments)


def _subquery(name: Token, group: Bracketed, scope: Scope) -> str:
    _not_inside(scope, name.line)
    if is_word(name, "COLLECT"):
        refuse("has no COLLECT { … }", name.line, "use OPTIONAL MATCH and collect()")
    return f"{name.text.upper()} {{ {scope.subquery(group.items, scope)} }}"
