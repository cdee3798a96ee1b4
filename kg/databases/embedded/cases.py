"""CASE x WHEN y without its null: in the built-in engine, null as y is equal to everything."""

from collections.abc import Sequence

from kg.databases.embedded.names import Scope
from kg.databases.embedded.tokens import Bracketed, Piece, Token, is_symbol, is_word, item_at


def searched(items: Sequence[Piece], scope: Scope) -> Sequence[Piece]:
    """The items with CASE WHEN x = y … for CASE x WHEN y …."""
    found: list[Piece] = []
    subjects: list[Sequence[Piece]] = []  # of each CASE that is open; none of CASE WHEN
    place = 0
    while place < len(items):
        item, place = items[place], place + 1
        found.append(item)
        if is_symbol(item_at(items, place - 2), ".") or not is_word(item, "CASE", "WHEN", "END"):
            continue
        if is_word(item, "CASE") and item.text.casefold() not in scope.variables:
            end = _next_word(items, place, "WHEN")
            subjects.append(items[place:end])
            place = end
        elif is_word(item, "WHEN") and subjects and (subject := subjects[-1]):
            end = _next_word(items, place, "THEN")
            equal = Token("symbol", "=", item.start, item.end, item.line)
            found += [_in_brackets(subject, item), equal, _in_brackets(items[place:end], item)]
            place = end
        elif is_word(item, "END") and subjects:
            subjects.pop()
    return found


def _next_word(items: Sequence[Piece], place: int, word: str) -> int:
    """Where this word of the CASE that is open stands, past those of a CASE inside."""
    depth = 0
    for at in range(place, len(items)):
        if not depth and is_word(items[at], word):
            return at
        depth += is_word(items[at], "CASE") - is_word(items[at], "END")
    return len(items)


def _in_brackets(items: Sequence[Piece], item: Token) -> Bracketed:
    return Bracketed("(", tuple(items), item.start, item.end, item.line)
