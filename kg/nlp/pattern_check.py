"""Token patterns of data files and users: spaCy's own, with kg's word classes and cue groups as attributes."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from spacy.matcher import Matcher
from spacy.schemas import validate_token_pattern
from spacy.vocab import Vocab

from kg.knowledge.kinds import CueGroup, WordClass
from kg.knowledge.records import PatternLine

# What a pattern may ask of kg's tokens: {"_": {"kg_class": {"IN": ["odd", "capitalised"]}}}.
ATTRIBUTES: dict[str, type[StrEnum]] = {"kg_class": WordClass, "kg_cue": CueGroup}
OPERATORS = ("IN", "NOT_IN")
# What only trained pipelines know of words; kg's words do not have it.
_TRAINED = frozenset(["POS", "TAG", "MORPH", "DEP", "LEMMA", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID"])
_AS_WRITTEN = frozenset(["TEXT", "ORTH", "LOWER", "NORM"])  # compared with a token as it is written, or in lower case


def check_patterns(lines: Iterable[tuple[str, PatternLine]]) -> list[str]:
    """What is wrong with token patterns; each comes with its file and line."""
    matcher = Matcher(Vocab())
    return [f"{where}: {problem}" for where, line in lines for problem in _problems(line, matcher)]


def _problems(line: PatternLine, matcher: Matcher) -> Iterator[str]:
    if isinstance(line.pattern, str):
        return
    if problems := [problem for token in line.pattern for problem in _token_problems(token)]:
        yield from problems  # spaCy says less of the same, or fails at it
    elif not any(name.upper() != "OP" and value != {} for token in line.pattern for name, value in token.items()):
        yield "the pattern matches any text: give one of its tokens a condition, such as LOWER"
    elif errors := validate_token_pattern(line.pattern):
        yield f"not a token pattern of spaCy: {errors[0]}"  # the others are the same value tried as other types
    else:
        try:
            matcher.add("checked", [line.pattern])
        except re.error as error:
            yield f"REGEX {error.pattern!r} is not a regular expression: {error}"
        except ValueError as error:
            yield f"not a token pattern of spaCy: {error}"


def _token_problems(token: dict[str, object]) -> Iterator[str]:
    """What is wrong with the attributes of a token, as kg's words have them."""
    for trained in sorted(name for name in token if name.upper() in _TRAINED):
        yield f"{trained} needs a trained pipeline, which kg does without: use TEXT, LOWER, SHAPE or kg_class"
    own = token.get("_", {})
    if isinstance(own, dict):
        for name, value in own.items():
            yield from _own_problems(name, value)
    for name, value in token.items():
        if name.upper() in _AS_WRITTEN:
            yield from _unmatched(name, value)


def _unmatched(name: str, value: object) -> Iterator[str]:
    """Values that no token has."""
    wanted = value.get("IN") if isinstance(value, dict) else [value]
    if wanted == []:
        yield f"{name} with an empty IN matches nothing"
    for one in wanted if isinstance(wanted, list) else ():
        if isinstance(one, str) and len(one.split()) > 1:
            yield f"{name} {one!r} matches nothing, as no token has a space: write one object for each word"
        elif isinstance(one, str) and name.upper() == "LOWER" and one != one.lower():
            yield f"LOWER {one!r} matches nothing, as it is compared in lower case: write {one.lower()!r}, or use TEXT"


def _own_problems(name: str, value: object) -> Iterator[str]:
    """What is wrong with an attribute of kg's own: its name, its operator, or the values it is compared with."""
    if name not in ATTRIBUTES:
        yield f"unknown attribute {name!r}: there are {', '.join(ATTRIBUTES)}"
        return
    if isinstance(value, list):
        yield f'{name} takes one value; for several write {{"IN": [...]}}'
        return
    wanted: list[object] = [value]
    if isinstance(value, dict):
        if not value or [] in value.values():
            yield f"{name} has no value: give one of {', '.join(ATTRIBUTES[name])}"
        if unknown := sorted(value.keys() - {*OPERATORS}):
            yield f"{name} takes {' or '.join(OPERATORS)}, not {unknown[0]}"
        wanted = [one for listed in value.values() for one in (listed if isinstance(listed, list) else [listed])]
    for one in wanted:
        if one not in [*ATTRIBUTES[name]]:
            yield f"unknown {name} {one!r}: there are {', '.join(ATTRIBUTES[name])}"
