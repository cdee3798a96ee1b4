"""What the engine would answer otherwise than Neo4j is rewritten or refused, with what to write instead."""

import pytest

from kg.databases.answers import Ask
from kg.databases.embedded.translation import translate
from kg.model import KgError


def test_what_reaches_the_engine_is_written_anew() -> None:
    statement = translate(
        "match (n:Entity) // all\nwhere n.starts is null and n.name = $x return n.name as `from`", {"x": "it's"}
    ).statement
    assert statement == "MATCH (`n`) WHERE `n`.`starts` IS NULL AND `n`.`name` = 'it\\'s'\nRETURN `n`.`name` AS `from`"


def test_the_edges_of_a_pattern_differ() -> None:
    statement = translate(
        "MATCH (a)<-[:USES]-(p)-[r:USES]->(b), (p)-[:RUNS_ON]->() WHERE a.x OR b.x RETURN p", {}
    ).statement
    assert "WHERE (`a`.`x` OR `b`.`x`) AND id(`kg edge 1`) <> id(`r`) " in statement
    assert statement.count("<>") == 1
    assert "<>" not in translate("MATCH (a)<-[:USES]-(p) MATCH (p)-[:USES]->(b) RETURN p", {}).statement


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("RETURN COLLECT { MATCH (n) RETURN n }", 1, "has no COLLECT { … }: use OPTIONAL MATCH and collect()"),
        ("MATCH (n)\nRETURN [x IN n.aliases WHERE x = 'a']", 2, "filters lists wrongly: UNWIND the list and use WHERE"),
        ("MATCH (n) RETURN [x IN n.aliases | x + n.name]", 1, "cannot use n within a list expression: UNWIND"),
        (
            "MATCH (n) RETURN [x IN collect(n) | x.name]",
            1,
            "cannot look into nodes within a list expression: name what",
        ),
        ("MATCH (n) RETURN [x IN n.aliases | toString(x)]", 1, "takes no toString() within a list expression: UNWIND"),
        (
            "MATCH (n) RETURN [x IN n.aliases | CASE x WHEN 'a' THEN 1 END]",
            1,
            "does not support this inside a list expression",
        ),
        ("MATCH (n) RETURN any(x IN n.aliases WHERE x IS NULL)", 1, "does not support this inside a list expression"),
        ("MATCH (n) RETURN [(n)-->(m) | m.name]", 1, "has no [(a)-->(b) | …]: use OPTIONAL MATCH and collect()"),
        ("MATCH (n) RETURN n {.*}", 1, "does not take n {.*}: name the properties, or return the node itself"),
        ("MATCH (n)\n\nRETURN n['name']", 3, "does not support n['name']: write n.name"),
        ("MATCH (n:Method WHERE n.name = 'a') RETURN n", 1, "takes conditions only in a WHERE after the pattern"),
        ("MATCH (n)-[*]-(m) RETURN n", 1, "needs an upper bound on the length: write *..4"),
        ("MATCH (n)-[*1..31]-(m) RETURN n", 1, "takes chains of 30 steps at most: write *..4"),
        (
            "MATCH (n)-[*..3 {kg: true}]-(m) RETURN n",
            1,
            "does not support properties on variable-length edges: leave them out",
        ),
        ("MATCH (n)-[*..3]-(m)-->(o) RETURN n", 1, "cannot tell the edges of a chain from others: put the chain into"),
        ("MATCH p = shortestPath((n)--(m)) RETURN p", 1, "needs a variable length in shortestPath(): write -[*..6]-"),
        (
            "MATCH (n) RETURN shortestPath((n)--(m))",
            1,
            "does not support shortestPath(): write MATCH path = shortestPath(",
        ),
        ("MATCH (n:Method:Paper) RETURN n", 1, "has no node with all of these labels: each node has one label besides"),
        ("MATCH ()-[r:USES&RUNS_ON]->() RETURN r", 1, "has no edge with all of these types: each edge has one type"),
        ("MATCH (n), (N) RETURN n", 1, "treats n and N as the same variable: rename one"),
        (
            "MATCH (p) WITH p ORDER BY p.id\nRETURN collect(DISTINCT p.year)",
            2,
            "loses the order in collect(DISTINCT …)",
        ),
        (
            "OPTIONAL MATCH q = (a)-->(b)\nWITH q RETURN q",
            2,
            "forgets whether OPTIONAL MATCH found a path: hand on length(",
        ),
        (
            "OPTIONAL MATCH q = (a)-->(b) RETURN *",
            1,
            "forgets whether OPTIONAL MATCH found a path: hand on length(path)",
        ),
        (
            "MATCH (p:Paper)\nWHERE 2015 < p.year < 2020 RETURN p",
            2,
            "does not support a < b < c: write a < b AND b < c",
        ),
        ("MATCH (a)-[:USES]-{1,2}(b) RETURN a", 1, "has no {1,2} after an edge: write -[:USES*1..2]-"),
        ("MATCH (p:Paper) RETURN p.title || 'x'", 1, "has no ||: join texts with +"),
        (
            "UNWIND [1, 'a', true] AS x RETURN x",
            1,
            "takes values of only one type in a list: give texts alone, or numbers",
        ),
        ("UNWIND $mixed AS x RETURN x", 1, "takes values of only one type in a list: give texts alone, or numbers"),
        ("RETURN split('abc', '')", 1, "does not split by an empty text: give what stands between the parts"),
        ("OPTIONAL MATCH q = (a) RETURN q", 1, "does not tell whether there is a path without edges: name the node"),
        (
            "MATCH (n) WHERE EXISTS { MATCH (n)-->() RETURN n } RETURN n",
            1,
            "supports only a pattern and an optional WHERE in EXISTS { … } and COUNT { … }: use",
        ),
        ("MATCH (n) RETURN id(n)", 1, "does not support id(): use n.id, which never changes"),
        (
            "MATCH (n) RETURN date(n.published)",
            1,
            "does not support date(): dates are text: compare toString(p.published)",
        ),
        ("MATCH (n) RETURN keys(n)", 1, "does not support keys(): name the properties that you want"),
        (
            "MATCH (n) RETURN apoc.coll.max([1])",
            1,
            "does not support procedures such as apoc.coll.max(): use Cypher's own functions",
        ),
        (
            "MATCH (n)\nWHERE size((n)-[:USES]->()) > 1 RETURN n",
            2,
            "does not count patterns with size(): write COUNT {",
        ),
        ("MATCH (n) RETURN nosuch(n)", 1, "does not support nosuch(): use another function"),
        ("CALL db.labels()", 1, "has no CALL: use WITH and OPTIONAL MATCH, kg query relations or kg stats"),
        ("PROFILE MATCH (n) RETURN n", 1, "has no PROFILE: leave it out"),
    ],
)
def test_what_would_be_wrong_is_refused_with_a_remedy(text: str, line: int, remedy: str) -> None:
    with pytest.raises(KgError) as caught:
        translate(text, {"mixed": [1, None, "a"]})
    message = str(caught.value)
    assert message.startswith("the built-in engine ")
    assert message.endswith(", or load the graph into Neo4j and ask with --uri")
    assert f"(line {line})" in message
    assert remedy in message.replace(f" (line {line})", "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1 of the query: a query begins with MATCH, UNWIND, WITH or RETURN"),
        ("SELECT 1", "line 1 of the query: a query begins with MATCH, UNWIND, WITH or RETURN"),
        ("MATCH (n)\nWHERE n.x", "line 2 of the query: a query ends with RETURN"),
        ("MATCH (n:Metod) RETURN n", "line 1 of the query: no label is called Metod: did you mean Method?"),
        ("MATCH (n:method) RETURN n", "line 1 of the query: no label is called method: did you mean Method?"),
        ("MATCH ()-[r:USE]->()\nRETURN r", "line 1 of the query: no type is called USE: did you mean USES?"),
        *(
            (f"MATCH (a)\nMATCH ({labels}) RETURN 1", "line 2 of the query: a label is missing")
            for labels in ("n:", "n:()", "n:(())", "n:!()", "n:Paper|()", "n:(Paper|)", ":Paper&")
        ),
        ("MATCH (a)-[:()]->(b) RETURN a", "line 1 of the query: a type is missing"),
        ("MATCH (n:(Paper Method)) RETURN n", "line 1 of the query: there is no | or & between two labels"),
        ("MATCH ()-[r:(USES MENTIONS)]-() RETURN r", "line 1 of the query: there is no | or & between two types"),
        ("MATCH (n) RETURN n.Name", "line 1 of the query: no property is called Name: did you mean name?"),
        ("MATCH (n) RETURN $x", "line 1 of the query: $x has no value: give it with --param x=VALUE"),
        ("MATCH n RETURN n", "line 1 of the query: a pattern is (node)-[edge]->(node), with conditions in WHERE"),
        ("MATCH (a)->(b) RETURN a", "line 1 of the query: nodes of a pattern are joined by -->, <-- or --"),
        ("RETURN left('a')", "line 1 of the query: left() takes 2 arguments, not 1"),
        ("MATCH (p) RETURN head(p.aliases, false) * 2", "line 1 of the query: head() takes 1 argument, not 2"),
        ("MATCH (p:Paper {year: last(p, 1, 'a') - 1}) RETURN p", "line 1 of the query: last() takes 1 argument, not 3"),
        ("RETURN 'a' + range()", "line 1 of the query: range() takes 2 or 3 arguments, not 0"),
        *(
            (f"MATCH (n)\nRETURN {text}", f"line 2 of the query: unexpected {unexpected}")
            for text, unexpected in (
                ("`reverse`('abc')", "('abc')"),
                ("n.name + `gen_random_uuid` ()", "()"),
                ("[reverse substring('abc', 0)]", "substring('abc', 0)"),
                ("n.name IN [1] [`reverse` ('a')]", "('a')"),
                ("CASE WHEN true THEN reverse left('a', 1) END", "left('a', 1)"),
                ("n.name n.id", "n.id"),
                ("'a' 1", "1"),
            )
        ),
        ("RETURN 1 AS a,\n2 AS a", "line 1 of the query: two columns are called a: rename one with AS"),
        ("MATCH (n)\nRETURN n.id, n.id", "line 2 of the query: two columns are called n.id: rename one with AS"),
        ("RETURN 1 AS a UNION\nRETURN 2 AS b", "line 2 of the query: UNION needs the same columns on both sides"),
        ("RETURN 1,\n, 2", "line 1 of the query: there is nothing between two commas"),
        ("RETURN " + "(" * 5000 + "1" + ")" * 5000, "the query is nested too deeply"),
        ("MATCH (n)\nSET n.x = 1", "kg query is read-only, so it refuses SET (line 2): to change the graph, build it"),
    ],
)
def test_what_is_wrong_is_named(text: str, message: str) -> None:
    with pytest.raises(KgError) as caught:
        translate(text, {})
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (limit:Method {name: 'LoRA'}) RETURN limit.name AS name",
        "MATCH (n:Method {name: 'LoRA'}) RETURN n.name AS count ORDER BY count",
        "MATCH (n:Method {name: 'LoRA'}) WITH n AS end RETURN end.name AS `order by`",
        "MATCH (n:`Method` {`name`: 'LoRA'}) RETURN n.`name`",
        "MATCH (copy:Method {name: 'LoRA'}) RETURN copy.name",
        "match (n:Method) where n.name = 'LoRA' return distinct n.name limit 1",
        "MATCH (ünïcode:Method) WHERE ünïcode.name STARTS WITH 'LoR' RETURN ünïcode.name",
    ],
)
def test_names_that_are_keywords_are_names(ask: Ask, text: str) -> None:
    assert ask(text, {}).rows == (("LoRA",),)
