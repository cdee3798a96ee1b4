"""Translates Neo4j's Cypher into the dialect of the built-in engine.

What is handed to the engine is written anew: keywords and functions from lists of what only reads, every other word in
backticks, every text quoted again. So nothing else can reach it, however it is spelt. Whatever would give a
different answer than in Neo4j is rewritten or refused.
"""

from collections.abc import Mapping, Sequence

import msgspec

from kg.databases.answers import Value
from kg.databases.embedded.expressions import expression
from kg.databases.embedded.kinds import checked_kind
from kg.databases.embedded.names import CHAIN, Scope, generated, variable
from kg.databases.embedded.paths import names_chain
from kg.databases.embedded.patterns import pattern
from kg.databases.embedded.tokens import (
    Bracketed,
    Piece,
    is_symbol,
    is_word,
    item_at,
    malformed,
    read_tokens,
    refuse,
    split_at,
)
from kg.model import KgError

ALL_ROWS = 9_223_372_036_854_775_807
# Words that begin a clause, with those that may follow as its second.
_CLAUSES = {
    **dict.fromkeys(("MATCH", "WHERE", "WITH", "RETURN", "UNWIND", "SKIP", "LIMIT"), ""),
    **{"OPTIONAL": "MATCH", "ORDER": "BY", "UNION": "ALL"},
}
_FIRST = ("MATCH", "OPTIONAL MATCH", "UNWIND", "WITH", "RETURN")
_WRITES = frozenset(["CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "ALTER", "FOREACH"])
_ADMIN = frozenset(
    ["COPY", "LOAD", "EXPORT", "IMPORT", "INSTALL", "UNINSTALL", "ATTACH", "USE", "BEGIN", "COMMIT", "CHECKPOINT"]
)


class Clause(msgspec.Struct, frozen=True):
    """A keyword and what follows it."""

    word: str
    items: Sequence[Piece]
    line: int


class Translation(msgspec.Struct, frozen=True):
    """A statement for the engine, with the values of its parameters in it, and its columns; none for RETURN *."""

    statement: str
    columns: tuple[str, ...]


def translate(text: str, values: Mapping[str, Value]) -> Translation:
    """The statement that gives in the built-in engine what `text` gives in Neo4j.

    Raises:
        KgError: it does not only read, or it would give something else; the message says what to write instead.
    """
    scope = Scope(values, text, _subquery_text)
    try:
        clauses = _clauses(read_tokens(text))
        if not clauses or clauses[0].word not in _FIRST:
            malformed("a query begins with MATCH, UNWIND, WITH or RETURN", clauses[0].line if clauses else 1)
        if all(clause.word != "RETURN" for clause in clauses):
            malformed("a query ends with RETURN", clauses[-1].line)
        statement = _statement_of(clauses, scope)
    except RecursionError as error:
        raise KgError("the query is nested too deeply") from error
    lines = [clause.line for clause in clauses if clause.word == "RETURN"]
    for line, columns in zip(lines, scope.returned, strict=True):
        if twice := [name for name in columns if columns.count(name) > 1]:
            malformed(f"two columns are called {twice[0]}: rename one with AS", line)
        if columns != scope.returned[0]:
            malformed("UNION needs the same columns on both sides: name them with AS", line)
    return Translation(statement, scope.returned[0])


def _clauses(items: Sequence[Piece]) -> list[Clause]:
    clauses: list[Clause] = []
    begin, word, line, place = 0, "", 1, 0
    while place < len(items):
        found, after = _clause_at(items, place)
        if not found:
            place += 1
            continue
        if place > begin or word:
            clauses.append(Clause(word, items[begin:place], line))
        begin, word, line = after, found, items[place].line
        place = after
    return [*clauses, Clause(word, items[begin:], line)] if items else []


def _clause_at(items: Sequence[Piece], place: int) -> tuple[str, int]:
    """The clause that begins here and the place after its keywords; "" if none does."""
    item, before = items[place], item_at(items, place - 1)
    if isinstance(item, Bracketed) or item.kind != "word":
        return "", 0
    if is_symbol(before, ".", ":") or is_word(before, "AS") or is_symbol(item_at(items, place + 1), "."):
        return "", 0
    word = item.text.upper()
    if word in _WRITES | _ADMIN or word in ("CALL", "EXPLAIN", "PROFILE"):
        _refuse_clause(word, item.line)
    if word not in _CLAUSES or (word == "WITH" and is_word(before, "STARTS", "ENDS")):
        return "", 0
    second = _CLAUSES[word]
    if second and is_word(item_at(items, place + 1), second):
        return f"{word} {second}", place + 2
    return ("", 0) if second and word != "UNION" else (word, place + 1)


def _refuse_clause(word: str, line: int) -> None:
    if word == "CALL":
        refuse("has no CALL", line, "use WITH and OPTIONAL MATCH, kg query relations or kg stats")
    if word in ("EXPLAIN", "PROFILE"):
        refuse(f"has no {word}", line, "leave it out")
    raise KgError(
        f"kg query is read-only, so it refuses {word} (line {line}): to change the graph, build it again from other "
        "papers; put the word in backticks if it is a name"
    )


def _statement_of(clauses: Sequence[Clause], scope: Scope) -> str:
    """The clauses, each in the line where the query has it, so that errors of the engine name the right one."""
    text = ""
    for place, clause in enumerate(clauses):
        if part := _clause(clauses, place, scope):
            text += ("\n" * (clause.line - 1 - text.count("\n")) or " ") + part
    return text.removeprefix(" ")


def _clause(clauses: Sequence[Clause], place: int, scope: Scope) -> str:
    clause, after = clauses[place], clauses[place + 1].word if place + 1 < len(clauses) else ""
    items, word = clause.items, clause.word
    if word in ("MATCH", "OPTIONAL MATCH"):
        return _match(clauses, place, scope)
    if word == "WHERE":
        return "" if place and clauses[place - 1].word.endswith("MATCH") else f"WHERE {expression(items, scope)}"
    if word in ("WITH", "RETURN"):
        # Of rows that are put together, the engine would forget that they were sorted, and which were cut off.
        apart = f"UNWIND [1] AS {generated(scope)} " if scope.ordered else ""
        _check_paths(clause, scope)
        text, columns = _projected(items, scope, clause.line)
        scope.ordered = False
        if word == "WITH":
            scope.paths.clear()
        else:
            scope.returned.append(columns)
        return f"{apart}{word} {text}"
    if word == "UNWIND":
        return f"UNWIND {_projected(items, scope, clause.line, of_lists=True)[0]}"
    if word == "ORDER BY":
        text = f"ORDER BY {', '.join(expression(part, scope) for part in split_at(items, ','))}"
        if _is_of_with(clauses, place):
            scope.ordered = True
            # The engine sorts between clauses only where it also cuts off.
            text += "" if after in ("SKIP", "LIMIT") else f" LIMIT {ALL_ROWS}"
        return text
    if word.startswith("UNION"):
        scope.variables.clear()
        scope.kinds.clear()
        scope.paths.clear()
        return word
    return f"{word} {expression(items, scope)}"


def _check_paths(clause: Clause, scope: Scope) -> None:
    """Refuse to hand on a path that may be missing without the edge which tells that."""
    for part in split_at(clause.items, ",") if scope.paths else ():
        first = item_at(part, len(part) - 3 if is_word(item_at(part, len(part) - 2), "AS") else len(part) - 1)
        lone = clause.word == "WITH" and is_word(first) and first.text.casefold() in scope.paths
        if lone or is_symbol(first, "*"):
            refuse(
                "forgets whether OPTIONAL MATCH found a path",
                clause.line,
                "hand on length(path) or nodes(path), or return the path by its name",
            )


def _is_of_with(clauses: Sequence[Clause], place: int) -> bool:
    return next((c.word for c in reversed(clauses[:place]) if c.word in ("WITH", "RETURN")), "") == "WITH"


def _match(clauses: Sequence[Clause], place: int, scope: Scope) -> str:
    """A MATCH with its WHERE."""
    following = clauses[place + 1] if place + 1 < len(clauses) else None
    clause = clauses[place]
    optional = clause.word == "OPTIONAL MATCH"
    found, conditions = pattern(clause.items, scope, optional=optional)
    if following and following.word == "WHERE":
        condition = expression(following.items, scope)
        conditions = [f"({condition})" if conditions else condition, *conditions]
    return f"{clause.word} {found}" + (f" WHERE {' AND '.join(conditions)}" if conditions else "")


def _subquery_text(items: Sequence[Piece], scope: Scope) -> str:
    """What is in the braces of EXISTS and COUNT, where MATCH may be left out."""
    clauses = _clauses(items)
    if clauses and not clauses[0].word:
        clauses[0] = Clause("MATCH", clauses[0].items, clauses[0].line)
    words = [clause.word for clause in clauses]
    if words not in (["MATCH"], ["MATCH", "WHERE"]):
        line = clauses[-1].line if clauses else 1
        refuse(
            "supports only a pattern and an optional WHERE in EXISTS { … } and COUNT { … }",
            line,
            "use OPTIONAL MATCH and WITH",
        )
    return _match(clauses, 0, scope)


def _projected(
    items: Sequence[Piece], scope: Scope, line: int, *, of_lists: bool = False
) -> tuple[str, tuple[str, ...]]:
    """What RETURN, WITH and UNWIND give, each with its alias; `of_lists` is for UNWIND.

    The names of the columns, too: an alias, or else what is returned as it is written; none if there is a *.
    """
    parts: list[str] = []
    columns: list[str] = []
    named: dict[str, str] = {}
    if not items:
        malformed("nothing follows WITH, RETURN or UNWIND", line)
    for part in split_at(items, ","):
        distinct = "DISTINCT " if not parts and is_word(item_at(part, 0), "DISTINCT") else ""
        part = part[1:] if distinct else part
        if not part:
            malformed("there is nothing between two commas", line)
        alias = item_at(part, len(part) - 1)
        if len(part) == 1 and is_symbol(alias, "*"):
            text = "*"
        elif is_word(item_at(part, len(part) - 2), "AS") and is_word(alias):
            text, kind = _projected_value(part[:-2], scope, of_lists=of_lists)
            named[alias.text] = kind.removesuffix("[]") if of_lists else kind
            text += f" AS {variable(alias, scope)}"
            columns.append(alias.text)
        else:
            text, _ = _projected_value(part, scope, of_lists=of_lists)
            columns.append(scope.text[part[0].start : part[-1].end])
        parts.append(distinct + text)
    scope.kinds |= named
    return ", ".join(parts), tuple(columns) if len(columns) == len(parts) else ()


def _projected_value(items: Sequence[Piece], scope: Scope, *, of_lists: bool) -> tuple[str, str]:
    """What is given a name, and its kind; a chain stays one, so that it is the same before and after."""
    if names_chain(items, scope) and is_word(items[0]) and not of_lists:
        return variable(items[0], scope), CHAIN
    return expression(items, scope), checked_kind(items, scope)
