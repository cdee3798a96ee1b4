"""Paths, and what is taken from them."""

from collections.abc import Sequence

from kg.databases.embedded.names import Scope, literal, property_name, variable
from kg.databases.embedded.tokens import Piece, Token, is_bracketed, is_symbol, is_word, item_at


def of_path(token: Token, text: str, scope: Scope) -> str:
    """A path, or what is taken from it: null where OPTIONAL MATCH found none, for which the engine makes one up."""
    edge = scope.paths.get(token.text.casefold())
    return f"(CASE WHEN {edge} IS NULL THEN NULL ELSE {text} END)" if edge else text


def listed_of_path(name: Token, items: Sequence[Piece], result: Sequence[Piece], scope: Scope) -> str:
    """[n IN nodes(path) | n.name] and [r IN relationships(path) | type(r)]"""
    function, path = item_at(items, 0), item_at(items, 1)
    if len(items) != 2 or not is_word(function, "NODES", "RELATIONSHIPS") or not is_bracketed(path, "("):
        return ""
    given = item_at(path.items, 0)
    if len(path.items) != 1 or not is_word(given):
        return ""
    call = f"{'nodes' if is_word(function, 'NODES') else 'rels'}({variable(given, scope)})"
    owner, last = item_at(result, 0), item_at(result, len(result) - 1)
    if len(result) == 3 and is_word(owner) and owner.text == name.text and is_symbol(result[1], ".") and is_word(last):
        return of_path(given, f"properties({call}, {literal(property_name(last).strip('`'))})", scope)
    if len(result) == 2 and is_word(owner, "TYPE") and is_bracketed(last, "("):
        return of_path(given, f"properties({call}, '_LABEL')", scope)
    return ""
