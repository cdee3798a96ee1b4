"""Values that a query has in it, or that are given with it."""

from collections.abc import Iterable, Sequence

from kg.databases.embedded.names import Scope, literal
from kg.databases.embedded.tokens import Bracketed, Piece, Token, is_word, item_at, malformed, refuse


def parameter(token: Token, scope: Scope) -> str:
    """The value of a parameter."""
    if token.text not in scope.values:
        malformed(f"${token.text} has no value: give it with --param {token.text}=VALUE", token.line)
    value = scope.values[token.text]
    if isinstance(value, list):
        kinds = ("number" if type(item) in (int, float) else type(item).__name__ for item in value if item is not None)
        check_types(kinds, token.line)
    # Of a parameter the engine takes the narrowest type, so that 100 + 100 would not fit; some places take none.
    return literal(value)


def constant_kind(items: Sequence[Piece]) -> str:
    """Whether this is a "string", a "number" or a "truth"; "" if it is something else."""
    item = item_at(items, 0)
    if len(items) != 1 or not isinstance(item, Token):
        return ""
    return item.kind if item.kind in ("string", "number") else "truth" if is_word(item, "TRUE", "FALSE") else ""


def check_types(kinds: Iterable[str], line: int) -> None:
    """Refuse a list of several types, which the engine turns into texts."""
    if len({*kinds} - {""}) > 1:
        refuse("takes values of only one type in a list", line, "give texts alone, or numbers alone")


def is_empty(item: Piece, scope: Scope) -> bool:
    """Whether this is the empty text."""
    if isinstance(item, Bracketed) or item.kind not in ("string", "param"):
        return False
    return (item.text if item.kind == "string" else scope.values.get(item.text)) == ""
