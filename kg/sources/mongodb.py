"""Extended JSON, in which MongoDB exports what JSON has no type for: {"$oid": …}, {"$date": …}, {"$numberInt": …}."""

import re
from datetime import UTC, datetime, timedelta

_SINCE = datetime(1970, 1, 1, tzinfo=UTC)
_WRAPPED_TEXTS = {"$date", "$oid", "$symbol", "$uuid"}
_WHOLE_DIGITS = re.compile(r"-?[0-9]{1,19}")
_WRITTEN_DECIMAL = re.compile(r"[+-]?[0-9.]{1,40}(?:E[+-]?[0-9]{1,4})?", re.IGNORECASE)
_NOT_FINITE = {"NaN", "Infinity", "-Infinity"}


def unwrapped(fields: dict[str, object]) -> object:
    """What an object stands for, in canonical or relaxed form, if its own values are unwrapped already; else itself.

    A fraction stays a text, so that it keeps its digits; dates are ISO 8601.
    """
    if len(fields) != 1:
        return fields
    ((key, value),) = fields.items()
    if not key.startswith("$"):
        return fields
    if key == "$undefined" or (key == "$date" and value is None):
        return None
    if isinstance(value, str):
        return value if key in _WRAPPED_TEXTS else _wrapped_number(key, value, fields)
    if key == "$timestamp" and isinstance(value, dict):
        return _wrapped_date(value.get("t"), 1000) or fields
    return _wrapped_date(value, 1) or fields if key == "$date" else fields


def _wrapped_number(key: str, text: str, otherwise: object) -> object:
    if key in ("$numberInt", "$numberLong"):
        return int(text) if _WHOLE_DIGITS.fullmatch(text) else otherwise
    if key in ("$numberDouble", "$numberDecimal"):
        return text if _WRITTEN_DECIMAL.fullmatch(text) else None if text in _NOT_FINITE else otherwise
    return otherwise


def _wrapped_date(value: object, unit: int) -> str:
    """The date of a number since 1970, in units of so many milliseconds; empty if it is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    try:
        moment = _SINCE + timedelta(milliseconds=value * unit)
    except OverflowError:
        return ""
    text = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return text.replace(".000Z", "Z").removesuffix("T00:00:00Z")
