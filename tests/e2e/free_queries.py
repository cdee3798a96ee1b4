"""Queries as people write them, with what NetworkX says about each; the order of rows does not matter."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import networkx as nx
from facts import Facts, Rows
from synthetic import make_graph

from kg.graph.properties import Properties, edge_properties, node_properties, papers_by_id

GRAPH, LETTERS = make_graph(), ["a", "b"]


def present(properties: Properties) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


def _pairs(g: Facts, *types: str) -> list[tuple[str, str]]:
    return [(s, t) for s, t, f in g.edges if f["type"] in types]


def _using(g: Facts) -> dict[str, set[str]]:
    papers: dict[str, set[str]] = {paper: set() for paper in g.nodes("Paper")}
    for source, target in _pairs(g, "USES"):
        papers[source].add(target)
    return papers


def _trails(g: Facts, start: str, steps: int) -> int:
    """How many chains of so many steps start at a node, with every edge once."""
    edges = [(number, s, t) for number, (s, t, _) in enumerate(g.edges)]

    def count(node: str, left: int, used: frozenset[int]) -> int:
        if left == 0:
            return 1
        ways = [(n, t if s == node else s) for n, s, t in edges if node in (s, t) and n not in used]
        return sum(count(other, left - 1, used | {number}) for number, other in ways)

    return count(start, steps, frozenset())


def _aliases(g: Facts) -> list[tuple[str, list[str]]]:
    return [(g.name(m), list(g.get(m, "aliases") or ())) for m in g.nodes("Method")]


def _years(g: Facts) -> Counter[int]:
    return Counter(year for paper in g.nodes("Paper") if (year := g.year(paper)) is not None)


def _most_used(g: Facts) -> list[tuple[str, int]]:
    return sorted(Counter(m for _, m in _pairs(g, "USES")).items(), key=lambda pair: (-pair[1], pair[0]))


def _code(g: Facts) -> list[tuple[str, str | None]]:
    """Papers with the address of each of their repositories, or none."""
    found = {p: g.things(p, "Repository", "HAS_CODE") for p in g.nodes("Paper")}
    return [(p, c and g.get(c, "url")) for p, codes in found.items() for c in codes or [None]]


def _node(key: str) -> dict[str, Any]:
    [node] = [node for node in GRAPH.nodes if node.id == key]
    return {"labels": sorted(("Entity", node.label)), "kg": True, **present(node_properties(node))}


def _edge(source: str, kind: str, target: str) -> dict[str, Any] | None:
    for edge in GRAPH.edges:
        if (edge.source, edge.type, edge.target) == (source, kind, target):
            facts = {"type": edge.type, "source": edge.source, "target": edge.target, "kg": True}
            return facts | present(edge_properties(edge, papers_by_id(GRAPH)))
    return None


FREE: dict[str, Callable[[Facts], Rows]] = {
    "MATCH (n) RETURN labels(n)[1] AS label, count(*) AS nodes": lambda g: [*Counter(map(g.label, g.graph)).items()],
    "MATCH (n:Entity) WHERE n:Method OR n:Dataset RETURN count(n)": lambda g: [(len(g.nodes("Method", "Dataset")),)],
    "MATCH (n:!Paper&!Method) RETURN count(*)": lambda g: [(len(g.nodes("Dataset", "Hardware", "Repository")),)],
    "MATCH ()-[r]->() RETURN type(r), count(*)": lambda g: [*Counter(f["type"] for _, _, f in g.edges).items()],
    "MATCH (a)-[r:USES|PROPOSES]-(b) RETURN count(*)": lambda g: [(2 * len(_pairs(g, "USES", "PROPOSES")),)],
    # The edges of one pattern are all different.
    "MATCH (a:Method)<-[:USES]-(p)-[:USES]->(b:Method) RETURN a.id, b.id, count(p) AS papers": lambda g: [
        (*pair, count)
        for pair, count in Counter((a, b) for ms in _using(g).values() for a in ms for b in ms if a != b).items()
    ],
    "MATCH (m:Method)<--(p:Paper) WITH m, p MATCH (p)-->(o:Method) RETURN count(*)": lambda g: [
        (sum(n * n for n in Counter(s for s, t, _ in g.edges if g.label(t) == "Method").values()),)
    ],
    "MATCH (m:Method {name: 'LoRA'})-[*2]-(b) RETURN count(b)": lambda g: [(_trails(g, g.method, 2),)],
    "MATCH (m:Method {name: 'LoRA'})-[r*1..2]-() RETURN count(r)": lambda g: [
        (_trails(g, g.method, 1) + _trails(g, g.method, 2),)
    ],
    "MATCH p = shortestPath((a:Method {name: 'LoRA'})-[*..8]-(b:Method {name: 'CNN'})) RETURN length(p)": lambda g: [
        (nx.shortest_path_length(nx.Graph(g.graph), g.method, g.other),)
    ],
    "MATCH (p:Paper) WHERE NOT (p)-[:USES]->(:Method) RETURN p.id": lambda g: [
        (paper,) for paper, methods in _using(g).items() if not methods
    ],
    "MATCH (p:Paper) WHERE EXISTS { (p)-[:USES]->(m) WHERE m.name STARTS WITH 'Method' } RETURN count(*)": lambda g: [
        (sum(any(g.name(m).startswith("Method") for m in ms) for ms in _using(g).values()),)
    ],
    "MATCH (p:Paper) RETURN p.id, COUNT { (p)-[:USES]->() }": lambda g: [(p, len(ms)) for p, ms in _using(g).items()],
    "MATCH (p:Paper) OPTIONAL MATCH (p)-[:USES]->(m) RETURN p.id AS paper, count(m) AS n, sum(size(m.name)) AS s": (
        lambda g: [(p, len(ms), sum(len(g.name(m)) for m in ms)) for p, ms in _using(g).items()]
    ),
    "MATCH (p:Paper) WHERE p.year IS NOT NULL RETURN p.year, count(*)": lambda g: [*_years(g).items()],
    "MATCH (p:Paper) WHERE toString(p.published) >= '2024' AND p.year < 2025 RETURN count(*)": lambda g: [
        (_years(g)[2024],)
    ],
    "MATCH (p:Paper) WHERE p.year = 1900 RETURN count(*), sum(p.year), avg(p.year), collect(p.id)": lambda _: [
        (0, 0, None, [])
    ],
    "MATCH (m:Method) RETURN m.name, m.aliases[0], m.aliases[-1], m.aliases[7], size(m.aliases)": lambda g: [
        (n, a[0] if a else None, a[-1] if a else None, None, len(a) or None) for n, a in _aliases(g)
    ],
    "MATCH (m:Method) RETURN m.name, m.aliases[..1], m.aliases[1..], m.aliases[0..1]": lambda g: [
        (n, a[:1] or None, a[1:] if a else None, a[:1] or None) for n, a in _aliases(g)
    ],
    "UNWIND [0, 1, 2, 3, -1, -2, -3] AS i WITH i, ['a', 'b'] AS l RETURN i, l[i], l[i..], l[..i], l[1..i]": (
        lambda _: [
            (i, LETTERS[i] if -2 <= i < 2 else None, LETTERS[i:], LETTERS[:i], LETTERS[1:i])
            for i in (0, 1, 2, 3, -1, -2, -3)
        ]
    ),
    "MATCH (m:Method) RETURN m.name, m.aliases[-1..], m.aliases[..-1], m.aliases[$from..$to]": lambda g: [
        (n, a[-1:] or None, a[:-1] if a else None, a[0:-1] if a else None) for n, a in _aliases(g)
    ],
    "MATCH (m:Method) RETURN m.name, head(m.aliases), last(m.aliases), tail(m.aliases)": lambda g: [
        (n, a[0] if a else None, a[-1] if a else None, a[1:] if a else None) for n, a in _aliases(g)
    ],
    "MATCH (m:Method) RETURN m.name AS name, [a IN m.aliases | toUpper(a) + '!'] AS loud": lambda g: [
        (n, [alias.upper() + "!" for alias in a] or None) for n, a in _aliases(g)
    ],
    "MATCH (m:Method) WHERE any(a IN m.aliases WHERE a ENDS WITH 'v2' AND size(a) > 8) RETURN m.name": lambda g: [
        (n,) for n, a in _aliases(g) if any(alias.endswith("v2") and len(alias) > 8 for alias in a)
    ],
    "MATCH (m:Method) UNWIND m.aliases AS alias WITH alias WHERE alias CONTAINS '1' RETURN alias": lambda g: [
        (alias,) for _, a in _aliases(g) for alias in a if "1" in alias
    ],
    "MATCH (m:Method) WHERE m.name =~ '(?i)lora|.*00' RETURN m.name": lambda g: [
        (n,) for n, _ in _aliases(g) if n.lower() == "lora" or n.endswith("00")
    ],
    "MATCH (m:Method) RETURN substring(m.name, 1, 3), substring(m.name, 2), left(m.name, 2), split(m.name, ' ')[0]": (
        lambda g: [(n[1:4], n[2:], n[:2], n.split(" ")[0]) for n, _ in _aliases(g)]
    ),
    "MATCH (p:Paper) RETURN toInteger(left(toString(p.published), 4)), toString(p.year), toString(p.authors_count > 3)": (  # noqa: E501
        lambda g: [
            (g.year(p), str(g.year(p)) if g.year(p) else None, str(g.get(p, "authors_count") > 3).lower())
            if g.get(p, "authors_count")
            else (g.year(p), str(g.year(p)) if g.year(p) else None, None)
            for p in g.nodes("Paper")
        ]
    ),
    "MATCH (h:Hardware) RETURN h.vendor + ' ' + h.name, 'a' + h.vendor, size(h.name) + 1, 'x' IN [h.vendor] + ['x']": (
        lambda g: [
            (f"{v} {g.name(h)}" if v else None, f"a{v}" if v else None, len(g.name(h)) + 1, True)
            for h in g.nodes("Hardware")
            for v in [g.get(h, "vendor")]
        ]
    ),
    "RETURN split('a,,b', ','), split(',a,', ','), split('', ','), split('a::b', '::'), 'abc' CONTAINS $empty": (
        lambda _: [(["a", "", "b"], ["", "a", ""], [""], ["a", "b"], True)]
    ),
    "RETURN 2 ^ 3 ^ 2, -2 ^ 2, 10 - 3 - 2, 1 + 2 * 3 % 4, NOT true OR true, 'a' + 'b' STARTS WITH 'ab', 1 = 1.0": (
        lambda _: [(64.0, 4.0, 5, 3, True, True, True)]
    ),
    "RETURN range(3, 1, -1), 1 IN [], [1, 2] = [1, 2], null IN [1], null = null, null OR true, left('a', 9), 7.5 % 2": (
        lambda _: [([3, 2, 1], False, True, None, None, True, "a", 1.5)]
    ),
    "UNWIND [1, 2, 2, null] AS x RETURN count(x), count(*), sum(x), sum(DISTINCT x), avg(x), max(x), collect(x)": (
        lambda _: [(3, 4, 5, 3, 5 / 3, 2, [1, 2, 2])]
    ),
    "MATCH (p:Paper) WHERE EXISTS { (p)-[:USES]->(:Method)<-[:USES]-(q) WHERE q.year = 2025 } RETURN p.id": lambda g: [
        (p,)
        for p, ms in _using(g).items()
        if any(ms & other and q != p and g.year(q) == 2025 for q, other in _using(g).items())
    ],
    "MATCH (p:Paper) OPTIONAL MATCH (p)-[:RUNS_ON]->(h) WHERE h.vendor = 'NVIDIA' RETURN p.id, count(h)": lambda g: [
        (p, sum(g.get(h, "vendor") == "NVIDIA" for h in g.things(p, "Hardware", "RUNS_ON"))) for p in g.nodes("Paper")
    ],
    "RETURN toInteger('x'), toInteger(2.9), toInteger('-7'), toString(2.5), toString(2.0), 7 / 2, -7 % 4, 2 ^ 3": (
        lambda _: [(None, 2, -7, "2.5", "2.0", 3, -3, 8.0)]
    ),
    "RETURN round(2.5), round(2.567, 2), round(7), log(1), 'it\\'s \\u0041\\\\', {a: 1, b: [true, null]} AS map": (
        lambda _: [(3.0, 2.57, 7.0, 0.0, "it's A\\", {"a": 1, "b": [True, None]})]
    ),
    "MATCH (d:Dataset {name: 'CIFAR-10'}) RETURN d, d {.name, of: labels(d)} AS map": lambda g: [
        (_node(g.dataset), {"name": "CIFAR-10", "of": ["Entity", "Dataset"]})
    ],
    "MATCH (n) WHERE n.id IN ['paper:p0', 'hardware:a100', 'method:lora'] RETURN n": lambda _: [
        (_node(key),) for key in ("paper:p0", "hardware:a100", "method:lora")
    ],
    "MATCH (p:Paper {id: 'paper:p0'})-[r]->() RETURN r": lambda g: [
        (_edge(s, f["type"], t),) for s, t, f in g.edges if s == "paper:p0"
    ],
    "MATCH q = (:Paper {id: 'paper:p0'})-->() RETURN [n IN nodes(q) | n.id], [r IN relationships(q) | type(r)]": (
        lambda g: [([s, t], [f["type"]]) for s, t, f in g.edges if s == "paper:p0"]
    ),
    "MATCH (p:Paper)-[:USES]->(m) WITH p, m ORDER BY m.id DESC WITH p, collect(m.id) AS ms RETURN p.id, ms, ms[0]": (
        lambda g: [(p, s := sorted(ms, reverse=True), s[0]) for p, ms in _using(g).items() if ms]
    ),
    "MATCH (p)-[:USES]->(m) WITH p, collect(m) AS ms UNWIND ms AS m MATCH (m)<-[:PROPOSES]-(q) RETURN p.id, q.id": (
        lambda g: [(p, q) for p, t in _pairs(g, "USES") for q, u in _pairs(g, "PROPOSES") if t == u]
    ),
    "MATCH (h:Hardware) RETURN CASE WHEN h.vendor IS NULL THEN 'none' ELSE h.vendor END AS vendor, count(*) AS n": (
        lambda g: [*Counter(g.get(h, "vendor") or "none" for h in g.nodes("Hardware")).items()]
    ),
    "MATCH (n:Method) RETURN 'm' AS k, count(*) AS c UNION ALL MATCH (n:Dataset) RETURN 'd' AS k, count(*) AS c": (
        lambda g: [("m", len(g.nodes("Method"))), ("d", len(g.nodes("Dataset")))]
    ),
    # What was sorted and cut off stays so.
    "MATCH (:Paper)-[:USES]->(m) WITH m, count(*) AS c ORDER BY c DESC, m.id LIMIT 5 RETURN sum(c), collect(m.id)": (
        lambda g: [(sum(c for _, c in top), [m for m, _ in top]) for top in [_most_used(g)[:5]]]
    ),
    "MATCH (m:Method) WITH m ORDER BY m.id DESC LIMIT 3 WITH m.id AS i WHERE i <> '' RETURN collect(i), max(i)": (
        lambda g: [(last := sorted(g.nodes("Method"), reverse=True)[:3], last[0])]
    ),
    # What OPTIONAL MATCH does not find is null, and what it finds is not.
    "MATCH (p:Paper) OPTIONAL MATCH (p)-[:HAS_CODE]->(c) RETURN p.id, split(c.url, '/')[2], replace(c.url, ':', ''), "
    "substring(c.url, 8), toInteger(right(c.url, 1)), toInteger(size(c.url)), toString(size(c.url) * 0.5)": lambda g: [
        (p, u.split("/")[2], u.replace(":", ""), u[8:], int(u[-1]), len(u), str(len(u) * 0.5))
        if u
        else (p, *[None] * 6)
        for p, u in _code(g)
    ],
    "MATCH (p:Paper) OPTIONAL MATCH q = (p)-[r:HAS_CODE]->(c) RETURN p.id, type(r), labels(c), c:Repository, c:Method, "
    "r:USES, c {.url}, length(q), q IS NULL, [n IN nodes(q) | n.id][0]": lambda g: [
        (p, "HAS_CODE", ["Entity", "Repository"], True, False, False, {"url": u}, 1, False, p)
        if u
        else (p, *[None] * 7, True, None)
        for p, u in _code(g)
    ],
    "OPTIONAL MATCH q = (:Method {name: 'nope'})-[*1..2]-() RETURN q, nodes(q), relationships(q), length(q)": (
        lambda _: [(None, None, None, None)]
    ),
    "MATCH (p:Paper), (m:Method {name: 'LoRA'}) OPTIONAL MATCH q = shortestPath((p)-[:USES*..1]->(m)) RETURN p.id, q": (
        lambda g: [
            (p, [_node(p), edge, _node(g.method)] if (edge := _edge(p, "USES", g.method)) else None)
            for p in g.nodes("Paper")
        ]
    ),
    "UNWIND [1, null, 2] AS x RETURN CASE x WHEN null THEN 'null' WHEN 1 THEN 'one' ELSE 'other' END": (
        lambda _: [("one",), ("other",), ("other",)]
    ),
    "MATCH (h:Hardware) WHERE NOT 'Apple' IN [h.kind, h.vendor] RETURN h.id, [h.kind, h.vendor][1], last([h.kind])": (
        lambda g: [
            (h, v, g.get(h, "kind")) for h in g.nodes("Hardware") if (v := g.get(h, "vendor")) not in ("Apple", None)
        ]
    ),
    "RETURN 1 IN $holes, 3 IN $holes, 3 IN [null], 1 IN [1 + 0, null], ['a', null][1], head([null, 'a'])": (
        lambda _: [(True, None, None, True, None, None)]
    ),
    "RETURN toFloat('x'), toFloat(' 2.5e1 '), toFloat(1), toInteger(true), toInteger(' 5 '), toInteger('+5')": (
        lambda _: [(None, 25.0, 1.0, 1, None, 5)]
    ),
    "RETURN round(-0.5), round(-2.5), round(-2.6), round(2.5), ceil(2), floor(-1.5)": (
        lambda _: [(0.0, -2.0, -3.0, 3.0, 2.0, -2.0)]
    ),
    "UNWIND $names AS name MATCH (m:Method) WHERE toLower(m.name) = toLower(name) RETURN m.id": lambda g: [
        (g.method,),
        (g.other,),
    ],
}
GIVEN: dict[str, Any] = {"names": ["lora", "cnn"], "from": 0, "to": -1, "empty": "", "holes": [1, None]}
