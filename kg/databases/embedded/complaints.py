"""What the built-in engine says about types, in one sentence about the query."""

import re

from kg.databases.embedded.functions import FUNCTIONS

_WRONG_CALL = re.compile(
    r"given function (?P<sign>[^\s(]+)\((?P<types>.*)\)\. Supported"
    r"|Function (?P<name>\S+) did not receive correct arguments:\s*Actual:\s*\((?P<given>[^\n]*)\)"
)
_WRONG_VALUE = re.compile(
    r"exception: (?:Expression )?(?P<text>.*) has data type (?P<is>\S+) but (?P<needed>.*?)\.? *$", re.M
)
_AROUND_TYPE = re.compile(r"^expected | was expected.*|\. Implicit.*$")
_TYPE_WORDS = {
    "STRING": "a text",
    "BOOL": "true or false",
    "NODE": "a node",
    "REL": "an edge",
    "RECURSIVE_REL": "a path",
}
_TYPE_WORDS |= {"STRUCT": "a map", "MAP": "a map", "LIST": "a list", "ANY": "null", "DATE": "a date"}
_OPERATORS = {"LIST_CONTAINS": "IN", "NEGATE": "-"}
_IN_BRACKETS = re.compile(r"\([^()]*\)")


def wrong_types(message: str, text: str) -> str:
    """What is wrong with the types in a query; "" if the message is about something else."""
    if found := _WRONG_CALL.search(message):
        name = _written_name(found["sign"] or found["name"], text)
        given = [_type_in_words(part) for part in _types_apart(found["types"] or found["given"] or "")]
        remedy = (
            "convert one of them" if len(given) > 1 else "convert it" if given == ["a text"] else "give another value"
        )
        return f"{name} does not take {' with '.join(given) or 'nothing'}: {remedy}"
    if found := _WRONG_VALUE.search(message):
        kind, needed = _type_in_words(found["is"]), _type_in_words(_AROUND_TYPE.sub("", found["needed"]))
        quoted = (f"'{found['text']}'", f'"{found["text"]}"', found["text"])  # the engine leaves the quotes out
        owner = next((form for form in quoted if found["text"] and form in text), "")
        told = f"{owner} is {kind}" if owner else f"{kind} stands"
        return f"{told} where {needed} is needed: convert it, or write another"
    return ""


def _written_name(name: str, text: str) -> str:
    """The operator or function as the query has it."""
    if not name.isidentifier():
        return name
    if name in _OPERATORS:
        return _OPERATORS[name]
    ours = [key for key, templates in FUNCTIONS.items() if any(f"{name.lower()}(" in t for t in templates.values())]
    written = (key for key in ours if re.search(rf"\b{key}\s*\(", text, re.IGNORECASE))
    return f"{next(written, name.lower())}()"


def _types_apart(types: str) -> list[str]:
    """The types between commas that are in no brackets."""
    while (shorter := _IN_BRACKETS.sub("", types)) != types:
        types = shorter
    return types.split(",") if types else []


def _type_in_words(kind: str) -> str:
    """A type of the engine in words; of several, the first that has one."""
    if kind.endswith("]"):
        return "a list"
    first = kind.strip("() ").partition(",")[0].partition("(")[0]
    return _TYPE_WORDS.get(
        first, "a number" if re.match(r"U?INT|DOUBLE|FLOAT|DECIMAL|SERIAL", first) else "another type"
    )
