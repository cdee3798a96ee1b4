"""A query as tokens: strings are only strings, comments are nothing."""

import pytest

from kg.databases.embedded.tokens import Bracketed, Piece, read_tokens
from kg.model import KgError


def flat(items: tuple[Piece, ...]) -> list[object]:
    return [(i.bracket, *flat(i.items)) if isinstance(i, Bracketed) else (i.kind, i.text) for i in items]


def test_strings_and_names_mean_what_they_mean_in_neo4j() -> None:
    text = r"""'it\'s' "a\\" 'tab\tx' '\u0041\U0001F600' 'new
line' `a b`"""
    assert flat(read_tokens(text)) == [
        *(("string", meant) for meant in ("it's", "a\\", "tab\tx", "A😀", "new\nline")),
        ("name", "a b"),
    ]


def test_comments_are_nothing_and_quotes_in_them_too() -> None:
    assert flat(read_tokens("RETURN 1 // it's; LOAD\n/* ' \" \n */ AS `//` /**/;\n;")) == [
        *(("word", "RETURN"), ("number", "1"), ("word", "AS"), ("name", "//")),
    ]


def test_what_is_in_brackets_is_together_and_has_its_line() -> None:
    items = read_tokens("a\n(b[1..2]\n{c: $d})")
    assert flat(items)[1] == (
        *("(", ("word", "b"), ("[", ("number", "1"), ("symbol", ".."), ("number", "2"))),
        ("{", ("word", "c"), ("symbol", ":"), ("param", "d")),
    )
    assert [item.line for item in items] == [1, 2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("RETURN 'a", 'line 1 of the query: unexpected character "\'", or an unclosed quote'),
        ("RETURN `a", "unexpected character '`'"),
        ("RETURN ``", "unexpected character '`'"),
        ("RETURN `a``b`", "unexpected character '`'"),
        ("RETURN (1", r"unclosed '\('"),
        ("RETURN\n1)", r"line 2 of the query: unmatched '\)'"),
        ("RETURN (1]", r"unmatched '\]'"),
        ("RETURN 1;\nRETURN 2", "line 1 of the query: there is more than one statement"),
        (r"RETURN '\d'", r"write \\\\ for a backslash"),
        (r"RETURN '\u0000'", "is no character"),
        (r"RETURN '\ud800'", "is no character"),
        ("RETURN '\0'", "contains the character NUL"),
        ("RETURN 1 # x", "unexpected character '#'"),
        ("RETURN \\u0031", "unexpected character"),
        ("RETURN 0x1F", "unexpected character '0'"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(KgError, match=message):
        read_tokens(text)


def test_a_comment_without_an_end_is_none() -> None:
    assert flat(read_tokens("RETURN 1\n /* a"))[-1] == ("word", "a")
