"""Cypher's functions in the dialect of the built-in engine: a template of each, or what to write instead.

A function that is in neither table is refused: the same name may mean different things in the two engines.
"""

_SLICE = "list_slice({0}, {1}, {1})"
# The element at a place that counts from 1, or from the end if it is negative; null beyond the ends, as in Neo4j.
ELEMENT = f"(CASE WHEN size({_SLICE}) > 0 THEN list_any_value({_SLICE}) END)"
MARK = "'\x02'"
_AS_TEXT = "CAST({0} AS STRING)"
_DIGIT_RUN = r"'^\\s*([-+]?[0-9]+)([.][0-9]*)?\\s*$'"  # what is cut off is not rounded

# Function in lower case -> how many arguments it takes -> its template.
FUNCTIONS: dict[str, dict[int, str]] = {
    **{
        name: {1: f"{name}({{0}})"}
        for name in (
            *("avg", "collect", "count", "max", "min"),
            *("abs", "ceil", "floor", "sign", "sqrt", "size", "length", "nodes"),
            *("lower", "upper", "trim", "ltrim", "rtrim"),
        )
    },
    "sum": {1: "coalesce(sum({0}), 0)"},
    "tolower": {1: "lower({0})"},
    "toupper": {1: "upper({0})"},
    "char_length": {1: "size({0})"},
    "isempty": {1: "(size({0}) = 0)"},
    "left": {2: "left({0}, {1})"},
    "right": {2: "right({0}, {1})"},
    "replace": {3: "replace({0}, {1}, {2})"},
    # The engine leaves out what is empty, so nothing is: every part begins with a mark that no text has.
    "split": {
        2: f"list_transform(string_split(regexp_replace(replace({{0}}, {{1}}, ({{1}}) + {MARK}), '^', {MARK}), {{1}}), "
        f"kg_part -> replace(kg_part, {MARK}, ''))"
    },
    "substring": {2: "substring({0}, ({1}) + 1, 2147483647)", 3: "substring({0}, ({1}) + 1, {2})"},
    "range": {2: "range({0}, {1})", 3: "range({0}, {1}, {2})"},
    "round": {1: "round({0}, 0)", 2: "round({0}, {1})"},
    "ln": {1: "ln({0})"},
    "log": {1: "ln({0})"},
    "log10": {1: "log10({0})"},
    "pi": {0: "pi()"},
    "nullif": {2: "nullif({0}, {1})"},
    "head": {1: ELEMENT.replace("{1}", "1")},
    "last": {1: ELEMENT.replace("{1}", "-1")},
    "tail": {1: "list_slice({0}, 2, 2147483647)"},
    "type": {1: "label({0})"},
    "labels": {1: "['Entity', label({0})]"},
    "relationships": {1: "rels({0})"},
    "tointeger": {1: f"CAST(nullif(regexp_extract({_AS_TEXT}, {_DIGIT_RUN}, 1), '') AS INT64)"},
    "tofloat": {1: "CAST({0} AS DOUBLE)"},
    "tostring": {
        1: f"(CASE typeof({{0}}) WHEN 'BOOL' THEN lower({_AS_TEXT}) "
        rf"WHEN 'DOUBLE' THEN regexp_replace({_AS_TEXT}, '([.][0-9]+?)0+$', '\\1') ELSE {_AS_TEXT} END)"
    },
}
# What takes any number of arguments.
VARIADIC = frozenset(["coalesce"])
AGGREGATES = frozenset(["avg", "collect", "count", "max", "min", "sum"])
# What is right within a list expression. With others there, and with CASE, the engine answers for other rows.
INSIDE = frozenset(
    ["left", "lower", "ltrim", "replace", "right", "rtrim", "size", "tolower", "toupper", "trim", "upper"]
)
QUANTIFIERS = frozenset(["all", "any", "none", "single"])

_DATES = "dates are text: compare p.published with '2024-06', or use p.year"
_IDS = "use n.id, which never changes"
INSTEAD: dict[str, str] = {
    **dict.fromkeys(("date", "datetime", "localdatetime", "time", "localtime", "duration", "timestamp"), _DATES),
    **dict.fromkeys(("id", "elementid"), _IDS),
    "exists": "write EXISTS { (a)-->(b) }, or n.name IS NOT NULL for a property",
    "keys": "name the properties that you want",
    "properties": "return the node itself",
    "reduce": "UNWIND the list and use sum()",
    "reverse": "put ORDER BY … DESC before collect()",
    **dict.fromkeys(("startnode", "endnode"), "name both nodes in the pattern; edges go from a Paper to what it names"),
    **dict.fromkeys(("stdev", "stdevp", "percentilecont", "percentiledisc"), "return the values"),
    **dict.fromkeys(("shortestpath", "allshortestpaths"), "write MATCH path = shortestPath((a)-[*..6]-(b))"),
}
