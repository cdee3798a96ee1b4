"""Values as JSON and tables have them, to texts: authors, subjects and dates in the shapes that exports use."""

import ast
import contextlib
import json
import math
import re
from collections.abc import Iterable, Mapping

from kg.sources.mongodb import unwrapped

_NAME_KEYS = ("fullname", "full_name", "display_name", "name", "literal", "value", "term", "category", "tag", "text")
_GIVEN_KEYS = ("given", "firstName", "first_name", "first", "given_name")
_FAMILY_KEYS = ("family", "lastName", "last_name", "last", "family_name")
_MIDDLE_KEYS = ("middle", "dropping-particle", "non-dropping-particle")
_PRINTED_ESCAPE = r"\\(?:[\\'\"nrtabfv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})"
# What Python, NumPy and JSON print into a cell: ['Ada', None], ['Ada' 'Alan'], [arxiv.Result.Author('Ada')].
_PRINTED_TOKEN = re.compile(
    rf"""
      (?P<end> '(?:[^'\\\n]|{_PRINTED_ESCAPE})*+' | "(?:[^"\\\n]|{_PRINTED_ESCAPE})*+" | [\]}})] )
        (?P<next>\s*(?=['"\[{{]))?
    | (?P<dropped> [A-Za-z_]\w*(?:\.\w+)*(?=\() | ,\s*dtype=\w+ )
    | (?P<word> None|True|False|nan|null|true|false )\b
    | -?\d+(?:\.\d*)?(?:e[+-]?\d+)?(?![\w.])
    | [\s\[{{(,:]
    """,
    re.VERBOSE,
)
_PRINTED = re.compile(rf"\s*[\[{{](?:{re.sub('P<[a-z]+>', ':', _PRINTED_TOKEN.pattern)})*+", re.VERBOSE)
_PRINTED_WORDS = {"nan": "None", "null": "None", "true": "True", "false": "False"}
_LONGEST_PRINTED = 20_000  # characters
_SUBJECT_CODE = r"[a-z]+[.-][\w.-]+"
_SUBJECT_CODES = re.compile(rf"\s*{_SUBJECT_CODE}(?:\s+{_SUBJECT_CODE})*\s*")
# Behind a name: where somebody works, "(Tea Lab, London)", or a number, as arXiv and Scopus write them.
_INSTITUTE = r"\s*\((?:[^()]|\([^()]*\))*+\)"
_INSTITUTES = re.compile(rf"(?<![\s)])(?:{_INSTITUTE})++(?=\s*(?:[,;|\n]|(?:and|&)\s|$))")
# "Lovelace A, Turing AM.": a sentence of PubMed.
_PUBMED_PEOPLE = re.compile(r"(?:[^\W\d_][^,.;]* [A-Z]{1,3}(?: (?:[JS]r|\d\w\w))?(?:, |\.$))+")
_GIVEN_INITIALS = re.compile(r"(?:\w\.[ -]?)+")


def printed(value: object) -> object:
    """The list or object that a text shows, as a table has it in a cell; any other value as it is."""
    if not isinstance(value, str) or len(value) > _LONGEST_PRINTED or not value.lstrip().startswith(("[", "{")):
        return value
    with contextlib.suppress(ValueError, RecursionError):
        read: object = json.loads(value, object_hook=unwrapped)
        return read
    if not _PRINTED.fullmatch(value):
        return value

    def written(token: re.Match[str]) -> str:
        text = "" if token["dropped"] else _PRINTED_WORDS.get(token[0], token["end"] or token[0])
        return text if token["next"] is None else f"{text}, "

    try:
        shown: object = ast.literal_eval(_PRINTED_TOKEN.sub(written, value).strip())
        found: object = json.loads(json.dumps(shown), object_hook=unwrapped)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return value
    return found


def text_of(value: object) -> str:
    """One text: of a list the first, of an object its name; empty if there is none."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool) or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, Mapping):
        return _first_text(value, _NAME_KEYS)
    if isinstance(value, list | tuple):
        return next(filter(None, map(text_of, value)), "")
    return str(value)


def whole_text(value: object) -> str:
    """All texts of a list as one: an abstract may be a list of its parts."""
    return " ".join(texts_of(value))


def whole_title(title: str, subtitle: str) -> str:
    """A title with the subtitle, which may be apart from it or in both places."""
    if not title or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{' ' if title.endswith(('?', '!', ':')) else ': '}{subtitle}"


def texts_of(value: object) -> tuple[str, ...]:
    """The texts of a list, or of one value."""
    return tuple(text for one in _as_list(value) if (text := text_of(one).strip()))


def people_of(value: object) -> tuple[str, ...]:
    """The names of authors: one string, or a list of strings, of objects, or of [family, given, suffix]."""
    if isinstance(value, str):
        value = _INSTITUTES.sub("", value).strip()
        value = value.removesuffix("." if _PUBMED_PEOPLE.fullmatch(value) else "")
        return tuple(name for part in _split_people(value) if (name := part.strip()))
    return tuple(name for one in _as_list(value) if (name := _person(one).strip()))


def subjects_of(value: object) -> tuple[str, ...]:
    """Categories or keywords: one string, or a list of strings or of objects."""
    if not isinstance(value, str):
        return texts_of(value)
    # "cs.LG stat.ML" are two, "Machine Learning" is one.
    parts = value.split() if _SUBJECT_CODES.fullmatch(value) else re.split("[,;|]", value)
    return tuple(part.strip() for part in parts if part.strip())


def date_text(value: object) -> str:
    """A date: a text, a number, [2024, 3, 5], or an object as CSL-JSON writes it."""
    if isinstance(value, Mapping):
        keys = ("date-parts", "date-time", "raw", "literal", "value")
        found = next((text for key in keys if (text := date_text(value.get(key)))), "")
        return found or date_text([value.get(key) for key in ("year", "month", "day")])
    if not isinstance(value, list | tuple):
        return text_of(value)
    if value and isinstance(value[0], list | tuple):
        return date_text(value[0])
    parts = texts_of(value[:3])
    return "-".join(parts) if all(part.isdecimal() for part in parts) else " ".join(reversed(parts))


def any_text(value: object) -> str:
    """The first text anywhere inside of a value; empty if it says nothing, as [[null]] does."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next(filter(None, map(any_text, value)), "")
    return text_of(value).strip()


def link_of(value: object) -> str:
    """The address of a link: a text, an object with `url`, or the first of a list of these."""
    if isinstance(value, list | tuple):
        return next(filter(None, map(link_of, value)), "")
    return _first_text(value, ("url", "URL", "href", "link")) if isinstance(value, Mapping) else text_of(value)


def _as_list(value: object) -> Iterable[object]:
    return value if isinstance(value, list | tuple) else (value,)


def _first_text(value: Mapping[str, object], keys: Iterable[str]) -> str:
    return next((text for key in keys if (text := text_of(value.get(key)))), "")


def _person(value: object) -> str:
    if isinstance(value, list | tuple):
        family, given, suffix = [*map(text_of, value), "", "", ""][:3]
        return " ".join(filter(None, (given, family, suffix)))
    if not isinstance(value, Mapping):
        return text_of(value)
    if family := _first_text(value, _FAMILY_KEYS):
        given, middle = _first_text(value, _GIVEN_KEYS), [text_of(value.get(key)) for key in _MIDDLE_KEYS]
        return " ".join(filter(None, (given, *middle, family, text_of(value.get("suffix")))))
    return text_of(value) or _person(value.get("author")) or text_of(value.get("raw_author_name"))


def _split_people(text: str) -> Iterable[str]:
    if re.search("[;|\n]", text.strip()):
        return re.split("[;|\n]", text)
    clauses = re.split(r",? (?:and|&) ", " ".join(text.split()))
    commas = [clause.count(",") for clause in clauses]
    if len(clauses) > 1 and max(commas) == 1 and (min(commas) or sum(commas) > 1):
        return clauses  # "Lovelace, Ada and Turing, Alan and OpenTea"
    parts = [part for clause in clauses for part in clause.split(", ")]
    if len(parts) % 2 == 0 and all(map(_GIVEN_INITIALS.fullmatch, parts[1::2])):
        return [f"{given} {family}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    # "Lovelace, Ada" is one author: a list in one string has whole names between its commas, or nearly all are whole.
    whole = sum(" " in part.strip() and not _GIVEN_INITIALS.fullmatch(part) for part in parts)
    if whole == len(parts) or (len(parts) > 2 and 2 * whole > len(parts)):
        return parts
    return clauses if max(commas) else [text]
