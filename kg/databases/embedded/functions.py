"""Cypher's functions in the dialect of the built-in engine: a template of each, or what to write instead.

A function that is in neither table is refused: the same name may mean different things in the two engines.
"""

_SLICE = "list_slice({0}, {1}, {1})"
# The element at a place that counts from 1, or from the end if it is negative; null beyond the ends, as in Neo4j.
ELEMENT = f"list_extract(CASE WHEN size({_SLICE}) > 0 THEN {_SLICE} ELSE [NULL] END, 1)"
MARK = "'\x02'"
_AS_TEXT = "CAST({0} AS STRING)"
_WHOLE = r"'^[+]?(-?[0-9]+)([.][0-9]*)?$'"  # what is cut off is not rounded
_DECIMAL = r"'^\\s*[+]?(-?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?)\\s*$'"
_REPLACE = "replace({0}, {1}, {2})"


def _matched_number(pattern: str, kind: str) -> str:
    """The end of a CASE: the number that a pattern finds in an argument, or null."""
    text = f"coalesce({_AS_TEXT}, '')"
    # Where it finds nothing, the engine gives what it found before.
    return f"WHEN {text} =~ {pattern} THEN CAST(nullif(regexp_extract({text}, {pattern}, 1), '') AS {kind}) END"


def _kept(form: str, *instead: str) -> str:
    """A template for what stays null in the engine once an argument was; `instead` are the arguments for null."""
    missing = " OR ".join(f"({{{place}}}) IS NULL" for place in range(len(instead)))
    arguments = (f"coalesce({{{place}}}, {value})" for place, value in enumerate(instead))
    return f"(CASE WHEN {missing} THEN NULL ELSE {form.format(*arguments)} END)"


# Function in lower case -> how many arguments it takes -> its template.
FUNCTIONS: dict[str, dict[int, str]] = {
    **{
        name: {1: f"{name}({{0}})"}
        for name in (
            *("avg", "collect", "count", "max", "min"),
            *("abs", "sign", "sqrt", "ln", "log10", "size", "length", "nodes"),
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
    "replace": {3: _kept(_REPLACE, "''", "''", "''")},
    # The engine leaves out what is empty, so nothing is: every part begins with a mark that no text has.
    "split": {
        2: _kept(
            f"list_transform(string_split(regexp_replace(replace({{0}}, {{1}}, ({{1}}) + {MARK}), '^', {MARK}), "
            f"{{1}}), kg_part -> replace(kg_part, {MARK}, ''))",
            *("''", "'x'"),
        )
    },
    "substring": {
        2: _kept("substring({0}, ({1}) + 1, 2147483647)", "''", "0"),
        3: _kept("substring({0}, ({1}) + 1, {2})", "''", "0", "0"),
    },
    "range": {2: _kept("range({0}, {1})", "0", "0"), 3: _kept("range({0}, {1}, {2})", "0", "0", "1")},
    # Of a whole number these are floats.
    "ceil": {1: "ceil(({0}) + 0.0)"},
    "floor": {1: "floor(({0}) + 0.0)"},
    "round": {1: "floor(({0}) + 0.5)", 2: "round({0}, {1})"},
    "log": {1: "ln({0})"},
    "pi": {0: "pi()"},
    "nullif": {2: "nullif({0}, {1})"},
    "head": {1: ELEMENT.replace("{1}", "1")},
    "last": {1: ELEMENT.replace("{1}", "-1")},
    "tail": {1: "list_slice({0}, 2, 2147483647)"},
    "type": {1: "(CASE WHEN ({0}) IS NULL THEN NULL ELSE label({0}) END)"},
    "labels": {1: "(CASE WHEN ({0}) IS NULL THEN NULL ELSE ['Entity', label({0})] END)"},
    "relationships": {1: "rels({0})"},
    "tointeger": {
        1: "(CASE WHEN ({0}) IS NULL THEN NULL "
        f"WHEN typeof({{0}}) = 'BOOL' THEN CASE {_AS_TEXT} WHEN 'True' THEN 1 ELSE 0 END "
        f"{_matched_number(_WHOLE, 'INT64')})"
    },
    "tofloat": {
        1: "(CASE WHEN ({0}) IS NULL THEN NULL WHEN typeof({0}) <> 'STRING' "
        "THEN CAST(CASE typeof({0}) WHEN 'STRING' THEN NULL ELSE {0} END AS DOUBLE) "
        f"{_matched_number(_DECIMAL, 'DOUBLE')})"
    },
    "tostring": {
        1: f"(CASE WHEN ({{0}}) IS NULL THEN NULL WHEN typeof({{0}}) = 'BOOL' THEN lower({_AS_TEXT}) "
        f"WHEN typeof({{0}}) = 'DOUBLE' THEN regexp_replace(coalesce({_AS_TEXT}, ''), '([.][0-9]+?)0+$', '\\\\1') "
        f"ELSE {_AS_TEXT} END)"
    },
}
# What takes any number of arguments.
VARIADIC = frozenset(["coalesce"])
OF_PATHS = frozenset(["length", "nodes", "relationships"])
# What is right within a list expression. With others there, and with CASE, the engine answers for other rows.
INSIDE = {
    **{
        name: FUNCTIONS[name]
        for name in ("left", "lower", "ltrim", "right", "rtrim", "size", "tolower", "toupper", "trim", "upper")
    },
    "replace": {3: _REPLACE},
}
QUANTIFIERS = frozenset(["all", "any", "none", "single"])

_DATES = "dates are text: compare toString(p.published) with '2024-06', or use p.year"
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
