"""What a statement is about while it is translated: its variables, the values of its parameters, where it is."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

import msgspec

from kg.databases.answers import Value
from kg.databases.embedded.tokens import Piece, Token, is_bracketed, is_symbol, is_word, item_at, malformed, refuse
from kg.graph.properties import EDGE_TYPES, NODE_TYPES
from kg.model import Label, Relation

ENTITY_LABEL = "Entity"  # the second label of every node in Neo4j
GENERATED = "kg edge "  # begins the names of what the query leaves unnamed
CHAIN = "chain"  # the kind of a variable that the engine takes for a path, and Neo4j for a list of edges
PROPERTIES = {name.casefold(): name for names in (*NODE_TYPES.values(), EDGE_TYPES) for name in names}


class Scope(msgspec.Struct):
    """The state of a translation; `inside` is the variable of the list expression that is being translated."""

    values: Mapping[str, Value]
    text: str  # the query
    # Translates what is in the braces of EXISTS { … } and COUNT { … }, or a pattern among conditions.
    subquery: "Callable[[Sequence[Piece], Scope], str]"
    kinds: dict[str, str] = {}  # of the values of variables
    variables: dict[str, str] = {}
    generated: int = 0
    ordered: bool = False  # the clause before sorted its rows
    inside: str = ""
    returned: list[tuple[str, ...]] = []  # the columns of each RETURN; none for RETURN *
    paths: dict[str, str] = {}  # of OPTIONAL MATCH, with an edge that is null where there is none


def quoted(name: str) -> str:
    """A name in backticks."""
    return f"`{name}`"


def literal(value: Value) -> str:
    """A value as the engine reads it."""
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(name)}: {literal(item)}' for name, item in value.items())}}}"
    if value is None or isinstance(value, bool):
        return "NULL" if value is None else str(value).upper()
    return f"({value!r})" if value < 0 else repr(value)


def variable(token: Token, scope: Scope) -> str:
    """A variable; the engine takes `N` and `n` for one, Neo4j for two."""
    known = scope.variables.setdefault(token.text.casefold(), token.text)
    if known != token.text:
        refuse(f"treats {known} and {token.text} as the same variable", token.line, "rename one")
    return quoted(token.text)


def generated(scope: Scope) -> str:
    """A new variable that no query has."""
    scope.generated += 1
    return quoted(f"{GENERATED}{scope.generated}")


def property_name(token: Token) -> str:
    """A property; the engine takes `Name` for `name`, Neo4j does not."""
    known = PROPERTIES.get(token.text.casefold(), token.text)
    if known != token.text:
        malformed(f"no property is called {token.text}: did you mean {known}?", token.line)
    return quoted(token.text)


def kinds(items: Sequence[Piece], place: int, known: type[Label] | type[Relation]) -> tuple[set[str], int]:
    """The labels or types that the expression at `place` stands for, and the place after it."""
    found, place = _all_of(items, place, known)
    while is_symbol(item_at(items, place), "|"):
        place += 2 if is_symbol(item_at(items, place + 1), ":") else 1  # the older way is [:A|:B]
        other, place = _all_of(items, place, known)
        found = found | other
    return found, place


def _all_of(items: Sequence[Piece], place: int, known: type[Label] | type[Relation]) -> tuple[set[str], int]:
    found, place = _one_kind(items, place, known)
    while is_symbol(item_at(items, place), "&", ":"):
        other, place = _one_kind(items, place + 1, known)
        found = found & other
    return found, place


def _one_kind(items: Sequence[Piece], place: int, known: type[Label] | type[Relation]) -> tuple[set[str], int]:
    item, everything = item_at(items, place), {str(kind) for kind in known}
    if is_symbol(item, "!"):
        found, place = _one_kind(items, place + 1, known)
        return everything - found, place
    noun = "label" if known is Label else "type"
    if is_bracketed(item, "(") and item.items:
        found, end = kinds(item.items, 0, known)
        if end < len(item.items):
            malformed(f"there is no | or & between two {noun}s", item.line)
        return found, place + 1
    if is_symbol(item, "%") or (is_word(item) and item.text == ENTITY_LABEL and known is Label):
        return everything, place + 1
    if not is_word(item):
        malformed(f"a {noun} is missing", (item or items[-1]).line)
    if item.text not in everything:
        near = get_close_matches(item.text.casefold(), [kind.casefold() for kind in everything], n=1)
        names = sorted(kind for kind in everything if not near or kind.casefold() in near)
        hint = f"did you mean {names[0]}?" if near else f"give one of {', '.join(names)}"
        malformed(f"no {noun} is called {item.text}: {hint}", item.line)
    return {item.text}, place + 1
