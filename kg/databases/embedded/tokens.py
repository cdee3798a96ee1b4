"""A query as tokens in their brackets: comments gone, strings decoded, so that nothing in them is taken for Cypher."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NoReturn, TypeAlias, TypeGuard

import msgspec

from kg.model import KgError

Kind = Literal["word", "name", "string", "number", "param", "symbol"]


class Token(msgspec.Struct, frozen=True):
    """A part of a query: `text` is without the quotes, backticks or dollar sign; `start` and `end` are with them."""

    kind: Kind
    text: str
    start: int
    end: int
    line: int


class Bracketed(msgspec.Struct, frozen=True):
    """What is between two brackets."""

    bracket: str  # the opening one
    items: tuple["Piece", ...]
    start: int
    end: int
    line: int


Piece: TypeAlias = Token | Bracketed

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_PIECE = re.compile(
    r"""
    (?P<gap>\s+ | //[^\n]* | /\*.*?\*/)
    | '(?P<single>(?:[^'\\]|\\.)*)' | "(?P<double>(?:[^"\\]|\\.)*)"
    | `(?P<name>[^`]+)`(?!`)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?!\w)
    | \$(?P<param>\w+)
    | (?P<word>[^\W\d]\w*)
    | (?P<symbol><=|>=|<>|=~|\.\.|[-+*/%^=<>()\[\]{},.:|&!;])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"', "`": "`"}


def refuse(problem: str, line: int, remedy: str) -> NoReturn:
    """Stop: the built-in engine cannot run this, or not as Neo4j does."""
    raise KgError(
        f"the built-in engine {problem} (line {line}): {remedy}, or load the graph into Neo4j and ask with --uri"
    )


def malformed(problem: str, line: int) -> NoReturn:
    """Stop: this is wrong in Neo4j too."""
    raise KgError(f"line {line} of the query: {problem}")


def read_tokens(text: str) -> tuple[Piece, ...]:
    """The tokens of one statement, grouped by their brackets; a semicolon at the end is dropped.

    Raises:
        KgError: there is more than one statement, a bracket or quote is not closed, or a character has no meaning.
    """
    tokens = list(_scan(text))
    while tokens and is_symbol(tokens[-1], ";"):
        tokens.pop()
    for token in tokens:
        if is_symbol(token, ";"):
            malformed("there is more than one statement: run one at a time", token.line)
    return _grouped(iter(tokens))[0]


def _scan(text: str) -> Iterator[Token]:
    at, line = 0, 1
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            malformed(f"unexpected character {text[at]!r}, or an unclosed quote", line)
        kind, found = match.lastgroup, match[match.lastgroup or 0]
        if kind in ("single", "double"):
            yield Token("string", _decoded_tokens(found, line), at, match.end(), line)
        elif kind in ("word", "name", "number", "param", "symbol"):
            yield Token(kind, found, at, match.end(), line)  # type: ignore[arg-type]
        line += match[0].count("\n")
        at = match.end()


def _decoded_tokens(text: str, line: int) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1]
        if len(code) > 1:
            number = int(code[1:], 16)
            if number == 0 or number > 0x10FFFF or 0xD800 <= number < 0xE000:
                malformed(f"\\{code} is no character", line)
            return chr(number)
        if code not in _MEANT:
            malformed(f"\\{code} in a string: write \\\\ for a backslash", line)
        return _MEANT[code]

    if "\0" in text:
        malformed("a string contains the character NUL", line)
    return _ESCAPE.sub(character, text)


def _grouped(tokens: Iterator[Token], opening: Token | None = None) -> tuple[tuple[Piece, ...], int]:
    """The items up to the bracket that closes, and where it ends."""
    items: list[Piece] = []
    for token in tokens:
        if token.kind == "symbol" and token.text in _CLOSING:
            inside, end = _grouped(tokens, token)
            items.append(Bracketed(token.text, inside, token.start, end, token.line))
        elif token.kind == "symbol" and token.text in _CLOSING.values():
            if opening is None or _CLOSING[opening.text] != token.text:
                malformed(f"unmatched {token.text!r}", token.line)
            return tuple(items), token.end
        else:
            items.append(token)
    if opening is not None:
        malformed(f"unclosed {opening.text!r}", opening.line)
    return tuple(items), 0


def is_symbol(item: Piece | None, *texts: str) -> TypeGuard[Token]:
    """Whether this is one of these signs."""
    return isinstance(item, Token) and item.kind == "symbol" and item.text in texts


def is_word(item: Piece | None, *words: str) -> TypeGuard[Token]:
    """Whether this is one of these keywords, in any case; without any, a word or a name in backticks."""
    if not isinstance(item, Token):
        return False
    return item.kind == "word" and item.text.upper() in words if words else item.kind in ("word", "name")


def is_bracketed(item: Piece | None, bracket: str) -> TypeGuard[Bracketed]:
    """Whether this is what is between such brackets."""
    return isinstance(item, Bracketed) and item.bracket == bracket


def item_at(items: Sequence[Piece], place: int) -> Piece | None:
    """The item at a place, None beyond the ends."""
    return items[place] if 0 <= place < len(items) else None


def split_at(items: Sequence[Piece], *signs: str) -> list[Sequence[Piece]]:
    """The items between these signs; nothing at all has no part."""
    if not items:
        return []
    cuts = [-1, *(place for place, item in enumerate(items) if is_symbol(item, *signs)), len(items)]
    return [items[cut + 1 : stop] for cut, stop in pairwise(cuts)]


def pattern_end(items: Sequence[Piece], place: int) -> int:
    """Where a pattern ends that begins here, such as (a)-[:USES]->(b); 0 if none does."""
    if not is_bracketed(items[place], "("):
        return 0
    end = place + 1
    while (after := connection_end(items, end)) and is_bracketed(item_at(items, after), "("):
        end = after + 1
    return end if end > place + 1 else 0


def connection_end(items: Sequence[Piece], place: int) -> int:
    """The place after -[…]->, <--, or --; 0 if there is none."""
    place += is_symbol(item_at(items, place), "<")
    if not is_symbol(item_at(items, place), "-"):
        return 0
    bracketed = is_bracketed(item_at(items, place + 1), "[")
    place += 2 if bracketed else 1
    if not is_symbol(item_at(items, place), "-"):
        return 0
    place += 1
    return place + is_symbol(item_at(items, place), ">")
