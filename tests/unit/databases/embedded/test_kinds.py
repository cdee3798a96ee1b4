"""What Neo4j would not convert is refused, with what to write instead; the rest is left as it is."""

import pytest

from kg.databases.answers import Ask, Value
from kg.databases.embedded.translation import translate
from kg.model import KgError

GIVEN: dict[str, Value] = {"y": "2020", "n": -1, "number": 2020, "years": [2020], "texts": ["2020"], "none": None}


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (
            "p.year = '2020'",
            "p.year is a number, and '2020' is a text: compare texts with texts, and numbers with numbers, "
            "with toString(p.year) or toInteger('2020')",
        ),
        ("p.year > $y", "p.year is a number, and $y is a text: compare texts with texts"),
        ("(p.year) <> ('2020')", "p.year is a number, and '2020' is a text"),
        ("p.year + 1 = '2020'", "p.year + 1 is a number, and '2020' is a text"),
        ("NOT p.title = 'a' AND p.title > 2", "p.title is a text, and 2 is a number"),
        ("p.year IN ['2020']", "p.year is a number, and ['2020'] has texts: compare texts with texts"),
        ("p.year IN $texts", "p.year is a number, and $texts has texts"),
        ("p.title IN 'abc'", "IN takes a list, and 'abc' is a text: write =, or CONTAINS"),
        ("p.year STARTS WITH '20'", "p.year is a number, and STARTS WITH takes texts: write toString(p.year)"),
        ("p.title CONTAINS 2", "2 is a number, and CONTAINS takes texts: write toString(2)"),
        ("p.title ENDS WITH true", "true is true or false, and ENDS WITH takes texts: write toString(true)"),
        (
            "p.aliases CONTAINS 'x'",
            "p.aliases is a list, and CONTAINS takes texts: write any(x IN p.aliases WHERE x CONTAINS 'x'), "
            "or 'x' IN p.aliases",
        ),
        ("p.aliases = 'x'", "p.aliases is a list, and 'x' is a text: write 'x' IN p.aliases"),
        ("any(a IN p.aliases WHERE a = 2)", "a is a text, and 2 is a number"),
        ("EXISTS { (p)-->(m) WHERE m.name = 1 }", "m.name is a text, and 1 is a number"),
        ("toUpper(p.year) = 'A'", "toUpper() takes a text, and p.year is a number: write toString(p.year)"),
        ("size(p.year) = 4", "size() takes a text or a list, and p.year is a number: write toString(p.year)"),
        ("size(true) = 4", "size() takes a text or a list, and true is true or false"),
        ("'abc'[0] = 'a'", "'abc' is a text, and […] takes a list: write substring('abc', …)"),
        ("p.title[0..1] = 'a'", "p.title is a text, and […] takes a list"),
        ("head('abc') = 'a'", "head() takes a list, and 'abc' is a text: write left(), right() or substring()"),
        ("p.title - 1 = 2", "p.title is a text, and - takes numbers: write toInteger(p.title)"),
        ("'a' + 1 = 'a1'", "1 is a number, and + joins texts with texts: write toString(1)"),
        ("CASE p.year WHEN '2020' THEN true END", "p.year is a number, and '2020' is a text"),
        ("CASE WHEN p.year = '2020' THEN true END", "p.year is a number, and '2020' is a text"),
    ],
)
def test_kinds_are_not_mixed(condition: str, message: str) -> None:
    _refused(f"MATCH (p:Paper)\nWHERE {condition} RETURN p", message, 2)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (p:Paper)\n WITH p.year AS y WHERE y = '2020' RETURN y",
        "MATCH (p:Paper)\n WITH collect(p) AS ps UNWIND ps AS q WITH q WHERE q.year = '2020' RETURN q",
        "MATCH (p:Paper)\n RETURN p.title AS t ORDER BY t = 1",
        "UNWIND [1, 2] AS x\n RETURN x = '1'",
        "MATCH (p:Paper)\n RETURN {a: p.year = '2020'} AS x",
        "MATCH (p:Paper)\n RETURN [x IN p.aliases | x = 1] AS x",
        "RETURN 1 AS x UNION MATCH (y:Paper)\n RETURN y.year < '2020' AS x",
        "MATCH\n (p:Paper {year: '2020'}) RETURN p",
    ],
)
def test_kinds_are_known_everywhere(statement: str) -> None:
    _refused(statement, "compare texts with texts, and numbers with numbers", 2)


@pytest.mark.parametrize(
    "expression",
    [
        *("p.year = 2020", "p.year > $number", "p.year IN $years", "p.year = $none", "p.year = null"),
        *("toString(p.year) STARTS WITH '20'", "p.title CONTAINS 'a' + 'b'", "'x' IN p.aliases + [p.name]"),
        *("p.title + ': ' + toString(p.year) = 'a: 1'", "p.year IS NOT NULL", "size(p.aliases) > 1"),
        *("p.aliases[0] = 'x'", "p.title = CASE WHEN p.year = 1 THEN 'a' ELSE 'b' END", "[1, 2] = [1.0, 2]"),
        *("p:Paper = true", "COUNT { (p)--() } = 2", "p.kg = true", "coalesce(p.title, p.name) = 'a'"),
        *("toString(p.published) > '2020'", "size(split(p.title, ' ')[0]) > 2", "head(p.authors) = 'x'"),
        *("substring('abc', 0, 1)", "toInteger(p.title) = 1", "p.published = p.published", "NOT (p)-->()"),
    ],
)
def test_what_is_alike_is_compared(ask: Ask, expression: str) -> None:
    assert ask(f"MATCH (p:Paper) RETURN {expression} AS x LIMIT 1", GIVEN).columns == ("x",)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        *(
            (f"p.published {rest}", "p.published is a date in Neo4j, and ")
            for rest in ("> '2020'", "= $y", "STARTS WITH '2020'", "IN $texts", "=~ '2020.*'", "< 2020")
        ),
        ("'2020' < p.published", "compare toString(p.published) with texts, or use p.year"),
        ("coalesce(p.published, '') >= '2020'", "compare toString(coalesce(p.published, '')) with texts"),
        ("p.published < q.published", "p.published is a date in Neo4j, or a text: compare toString() of both"),
        ("p.published.year = 2020", "p.published has no .year without a server: use p.year, or toString()"),
        ("left(p.published, 4) = '2020'", "left() takes a text, and p.published is a date in Neo4j: write toString("),
        ("EXISTS { (:Paper {published: '2020-01-01'}) }", "published is a date in Neo4j"),
    ],
)
def test_dates_are_no_texts(condition: str, message: str) -> None:
    _refused(f"MATCH (p:Paper), (q:Paper)\nWHERE {condition} RETURN p", message, 2)


@pytest.mark.parametrize("call", ["left('hello', -1)", "right('a', (-2))", "substring('a', 0, -1)", "LEFT('a', $n)"])
def test_negative_lengths_are_refused(call: str) -> None:
    _refused(f"\nRETURN {call}", f"{call.partition('(')[0]}() takes no negative number: give 0 or more", 2)


def test_a_variable_may_be_another_later() -> None:
    text = "UNWIND [{year: '2020'}] AS m WITH m WHERE m.year = '2020' MATCH (n:Paper) WITH n.title AS n"
    translate(f"{text} WHERE n = 'a' RETURN n", {})


def _refused(statement: str, message: str, line: int) -> None:
    with pytest.raises(KgError) as caught:
        translate(statement, GIVEN)
    assert str(caught.value).startswith(f"line {line} of the query: ")
    assert message in str(caught.value)
