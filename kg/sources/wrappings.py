"""Unwraps paper records from decoded JSON: arrays under known names, objects of records by id, an object around one."""

import json
import re
from collections.abc import Mapping
from typing import TypeGuard

from kg.sources.fields import field_named

# A record, or what is wrong with it.
Unwrapped = dict[str, object] | str

# What an API calls the array of its answer, and the object around that.
ARRAYS = {
    *("results", "data", "items", "papers", "works", "records", "entries", "docs", "recommendedpapers", "notes"),
    *("hits", "rows", "result", "collection"),
}
AROUND = {"message", "response", "hits", "resultlist"}
_OF_RECORDS = {"display_name", "paper", "abstract_inverted_index"}  # besides titles and abstracts
# Keys that name a place, and no paper: "query", "citedPaper", "BestPaper", "PAPER".
_NO_ID = re.compile(r"(?:[A-Za-z]?[a-z]+)?(?:[A-Z][a-z]+)*(?:[ _-][A-Za-z]?[a-z]+)*|[A-Z_ -]+")
NOT_UTF8 = "it has bytes that are not UTF-8"


def records_in(value: object) -> list[Unwrapped]:
    """The records of a JSON value, or what is wrong with them."""
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return [record for one in value for record in records_in(one)]
    if not isinstance(value, dict):
        return [NOT_UTF8 if value == NOT_UTF8 else f"not a paper record: {json.dumps(value)[:40]} is not a JSON object"]
    if is_whole(value):
        return [value]
    own = any(map(is_own, value))
    inner = [one for key, one in value.items() if _is_around(key.lower(), one, own)]
    if inner:
        return [record for one in inner if one for record in records_in(one)]
    return [value] if own else _from_inside(value)


def with_id(key: str, record: dict[str, object]) -> dict[str, object]:
    """A record that has this key in an object of records; a name such as "query" or "citedPaper" is no id."""
    return record if _NO_ID.fullmatch(key) else _merged({"id": key}, record)


def is_whole(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a value is an object with title and abstract."""
    return is_titled(value) and _has_abstract(value)


def is_titled(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a value is an object with a title."""
    return isinstance(value, dict) and any(field_named(key) == "title" for key in value)


def is_own(name: str) -> bool:
    """Whether only a record has a field of this name."""
    return name.lower() in _OF_RECORDS or field_named(name) in ("title", "abstract")


def _has_abstract(fields: Mapping[str, object]) -> bool:
    return any(key.lower() == "abstract_inverted_index" or field_named(key) == "abstract" for key in fields)


def _is_around(name: str, value: object, own: bool) -> bool:
    """Whether a field of this name has the records of an object, which may have a title or an abstract of its own."""
    if isinstance(value, list):
        return name in ARRAYS and (any(map(is_titled, value)) if own else all(isinstance(one, dict) for one in value))
    return name in AROUND and isinstance(value, dict) and not own


def _from_inside(fields: dict[str, object]) -> list[Unwrapped]:
    """The records that are values of an object: all of them by their ids, or one with what is said beside it."""
    inner = {key: value for key, value in fields.items() if isinstance(value, dict)}
    alike = [key for key, value in inner.items() if is_titled(value) or _has_abstract(value)]
    whole = [key for key in alike if is_whole(inner[key])]
    if not alike:
        return [fields]
    if len(whole) > 1 or (len(inner) == len(fields) and (len(alike) > 1 or len(fields) == 1)):
        return [with_id(key, value) for key, value in inner.items()]
    main = (whole or alike)[0]
    return [_merged({key: value for key, value in fields.items() if key != main}, inner[main])]


def _merged(outer: dict[str, object], inner: dict[str, object]) -> dict[str, object]:
    """A record with what is said around it of fields that it lacks."""
    inner = {name: value for name, value in inner.items() if value is not None and value != ""}
    said = {field_named(name) for name in inner} - {None}
    return {**{name: value for name, value in outer.items() if field_named(name) not in said}, **inner}
