"""Paths and chains of edges, and what is taken from them."""

from collections.abc import Sequence

from kg.databases.embedded.names import CHAIN, Scope, literal, property_name, variable
from kg.databases.embedded.tokens import Piece, Token, is_bracketed, is_symbol, is_word, item_at


def names_chain(items: Sequence[Piece], scope: Scope) -> bool:
    """Whether this is the name in a pattern such as -[e*1..2]-."""
    name = item_at(items, 0)
    return len(items) == 1 and is_word(name) and name.text != scope.inside and scope.kinds.get(name.text) == CHAIN


def value_of(token: Token, scope: Scope) -> str:
    """The value of a variable."""
    name = variable(token, scope)
    return f"rels({name})" if names_chain([token], scope) else of_path(token, name, scope)


def of_path(token: Token, text: str, scope: Scope) -> str:
    """A path, or what is taken from it: null where OPTIONAL MATCH found none, for which the engine makes one up."""
    edge = scope.paths.get(token.text.casefold())
    return f"(CASE WHEN {edge} IS NULL THEN NULL ELSE {text} END)" if edge else text


def taken_from_path(items: Sequence[Piece], template: str, scope: Scope) -> str:
    """What a function takes from a path; "" if these items are not the name of one."""
    path = _path_name(items, scope)
    return of_path(path, template.format(variable(path, scope)), scope) if path else ""


def _path_name(items: Sequence[Piece], scope: Scope) -> Token | None:
    name = item_at(items, 0)
    return name if len(items) == 1 and is_word(name) and not names_chain(items, scope) else None


def listed_of_path(name: Token, items: Sequence[Piece], result: Sequence[Piece], scope: Scope) -> str:
    """[n IN nodes(path) | n.name] and [r IN relationships(path) | type(r)], or [r IN chain | type(r)]"""
    given, elements = _nodes_or_edges(items, scope)
    owner, last = item_at(result, 0), item_at(result, len(result) - 1)
    if given is None or not is_word(owner):
        return ""
    if len(result) == 3 and owner.text == name.text and is_symbol(result[1], ".") and is_word(last):
        return of_path(given, f"properties({elements}, {literal(property_name(last).strip('`'))})", scope)
    one = item_at(last.items, 0) if is_bracketed(last, "(") and len(last.items) == 1 else None
    if len(result) == 2 and is_word(owner, "TYPE") and is_word(one) and one.text == name.text:
        return of_path(given, f"properties({elements}, '_LABEL')", scope)
    return ""


def _nodes_or_edges(items: Sequence[Piece], scope: Scope) -> tuple[Token | None, str]:
    """A path or a chain, and its nodes or edges; None if these items are something else."""
    function, path = item_at(items, 0), item_at(items, 1)
    if is_word(function) and names_chain(items, scope):
        return function, value_of(function, scope)
    if len(items) != 2 or not is_word(function, "NODES", "RELATIONSHIPS") or not is_bracketed(path, "("):
        return None, ""
    given = _path_name(path.items, scope)
    call = "nodes" if is_word(function, "NODES") else "rels"
    return given, f"{call}({variable(given, scope)})" if given else ""
