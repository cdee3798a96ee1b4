"""The name in -[e:USES*1..2]- stands for the list of edges, as in Neo4j."""

import pytest

from kg.databases.answers import Ask
from kg.model import KgError

MATCH = "MATCH q = (a:Paper)-[e:USES|PROPOSES*0..2]-(b)"


@pytest.mark.parametrize(
    "rest",
    [
        *("RETURN e", "RETURN *", "RETURN DISTINCT e", "RETURN e AS e", "RETURN e AS e ORDER BY size(e)", "RETURN (e)"),
        *(
            "WITH e RETURN e",
            "WITH e AS e, q RETURN *",
            "WITH *, e AS f RETURN f AS e",
            "WITH e AS f RETURN f {e: f}.e",
        ),
        *("WITH a, e AS a2 ORDER BY size(a2) RETURN a2 AS e", "WITH collect(e) AS l UNWIND l AS e RETURN e"),
        *("WITH e WHERE size(e) >= 0 RETURN coalesce(e, []) AS e", "RETURN e UNION MATCH ()-[e:USES*0..0]-() RETURN e"),
        *("WITH b {e} AS map RETURN map.e AS e", "WITH [e] AS l RETURN l[0] AS e", "WITH q, e RETURN e, q"),
    ],
)
def test_a_chain_is_a_list_of_edges_wherever_it_is(ask: Ask, rest: str) -> None:
    answer = ask(f"{MATCH} {rest}", {})
    place = next(place for place, name in enumerate(answer.columns) if name.strip("()") in ("e", "f {e: f}.e"))
    chains = [row[place] for row in answer.rows]
    assert {len(chain) for chain in chains if isinstance(chain, list)} == {0, 1, 2}
    assert all(isinstance(edge, dict) and "source" in edge for chain in chains for edge in chain)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("chain", "path"),
    [
        *(("e", "relationships(q)"), ("size(e)", "length(q)"), ("e[0]", "relationships(q)[0]")),
        *(
            ("head(e)", "head(relationships(q))"),
            ("last(e)", "relationships(q)[-1]"),
            ("tail(e)", "relationships(q)[1..]"),
        ),
        *(("e[..1]", "relationships(q)[..1]"), ("e IS NULL", "q IS NULL")),
        *(("[x IN e | type(x)]", "[x IN relationships(q) | type(x)]"), ("isEmpty(e)", "length(q) = 0")),
        *(("[x IN e | x.texts]", "[x IN relationships(q) | x.texts]"), ("size(e) + 1", "length(q) + 1")),
        *(
            ("type(e[1])", "type(relationships(q)[1])"),
            ("CASE size(e) WHEN 1 THEN 'a' END", "CASE length(q) WHEN 1 THEN 'a' END"),
        ),
    ],
)
def test_what_is_taken_from_a_chain_is_what_its_path_has(ask: Ask, chain: str, path: str) -> None:
    for optional, ends in (("", "(a:Paper), (b)"), ("OPTIONAL ", "(a:Paper {id: 'none'}), (b)")):
        match = f"{optional}MATCH q = {ends.replace(', ', '-[e:USES|PROPOSES*0..2]-')}"
        rows = ask(f"{match} RETURN {chain}, {path} AS other", {}).rows
        assert rows
        assert [row[0] for row in rows] == [row[1] for row in rows]
        assert sorted(ask(f"{match} WITH e, 1 AS n RETURN {chain} AS x", {}).rows, key=str) == sorted(
            ((row[0],) for row in rows), key=str
        )


def test_the_edges_of_a_chain_are_edges(ask: Ask) -> None:
    [row] = ask(
        "MATCH (:Paper {id: 'paper:p0'})-[e:USES*1..1]->(m) UNWIND e AS x RETURN count(DISTINCT x.name)", {}
    ).rows
    assert [row] == [*ask("MATCH (:Paper {id: 'paper:p0'})-[x:USES]->() RETURN count(x)", {}).rows]


@pytest.mark.parametrize(
    "rest",
    [
        *(
            "UNWIND [1] AS e RETURN e",
            "WITH a.id AS e RETURN e = 'paper:p0'",
            "MATCH (a)-[f]->() WITH f AS e RETURN e.texts",
        ),
        *("RETURN [e IN [1] | e]", "RETURN any(e IN ['a'] WHERE e = 'a')", "WITH a MATCH (a)-[e]->() RETURN type(e)"),
    ],
)
def test_the_name_of_a_chain_may_be_that_of_something_else_later(ask: Ask, rest: str) -> None:
    assert ask(f"MATCH (a:Paper {{id: 'paper:p0'}}) WHERE EXISTS {{ (a)-[e:USES*1..2]-() }} {rest}", {}).rows


@pytest.mark.parametrize(
    ("taken", "message"),
    [
        *(
            (f"{name}(e)", rf"^{name}\(\) does not take a list: ")
            for name in ("length", "nodes", "relationships", "type")
        ),
        ("[x IN e | type(y)]", r"takes no type\(\) within a list expression"),
        ("e.texts", "^line 1 of the query: e is a list, which has no .texts$"),
        ("e + 'a' = 'a'", "e . 'a' is a list, and 'a' is a text"),
    ],
)
def test_a_list_of_edges_is_no_edge_and_no_path(ask: Ask, taken: str, message: str) -> None:
    with pytest.raises(KgError, match=message):
        ask(f"MATCH ()-[e:USES*2]-() RETURN {taken}", {})
