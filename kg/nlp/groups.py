"""Candidates to groups: the names of a text that stand for one thing, before it is decided what they are."""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache, lru_cache

import msgspec

from kg.lexicon import data_folder, read_lines
from kg.model import fold
from kg.nlp.words import Notes

# A model's size, and what follows it, is no part of the model's name (Llama-2-7B-Instruct is Llama-2).
_SIZE = re.compile(r"(?<=[\w)])[-\s]*\b\d+(?:\.\d+)?(?:x\d+)?[BbM]\b(?:[-\s](?:[Ii]nstruct|[Cc]hat|[Bb]ase|it|hf))?$")
# Rules that are named before others, the surest first.
RULES = ("link", "gazetteer", "acronym.short", "acronym.long", "title.colon")


class Trimmed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of trimmed.jsonl: a noun that says what a named thing is ("the Adam optimizer"), no part of its name."""

    word: str


@cache
def trimmed() -> frozenset[str]:
    """The nouns of trimmed.jsonl."""
    return frozenset(line.word for _, line in read_lines(data_folder() / "trimmed.jsonl", Trimmed))


@dataclass(slots=True)
class Group:
    """One possible entity: its gazetteer entry if it has one, and where its names stand (offsets -> rules)."""

    key: str
    ref: str = ""
    mentions: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    forms: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


@lru_cache(maxsize=1 << 17)
def cut(form: str) -> str:
    """A name without the model's size behind it."""
    short = _SIZE.sub("", form)
    return short if len(short) > 1 else form


cached_fold = lru_cache(maxsize=1 << 18)(fold)


def group_candidates(found: Notes, kept: Container[str] = frozenset()) -> list[Group]:
    """Candidates of one name, of one gazetteer entry, or joined by a definition, as groups in order of appearance.

    No definition makes an entry of `kept` something else.
    """
    text = found.text.text
    rules: dict[tuple[int, int], list[str]] = {}
    refs: dict[tuple[int, int], str] = {}
    for start, end, rule, _, ref in found.candidates:
        place = (start, end)
        if place in rules:
            rules[place].append(rule)
        else:
            rules[place] = [rule]
        if ref:
            refs[place] = ref
    forms = {place: text[place[0] : place[1]] for place in rules}
    keys = _keys(forms, refs)
    renamed = _defined(found.definitions, keys, kept)
    groups: dict[str, Group] = {}
    for place in sorted(rules):
        key = renamed.get(keys[place], keys[place])
        if not key:
            continue
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(key, key if ":" in key else "")
        group.mentions[place] = rules[place]
        group.forms.setdefault(forms[place], []).append(place)
    return list(groups.values())


def _keys(forms: dict[tuple[int, int], str], refs: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """What the name at each place stands for: an entry if it is listed, here or at another place, else its own fold."""
    folded = {form: cached_fold(form) for form in forms.values()}
    known = set(folded.values())
    listed = {folded[forms[place]]: ref for place, ref in refs.items()}
    by_form: dict[str, str] = {}
    for form, fold_of_form in folded.items():
        core = cached_fold(_core(form, known))
        by_form[form] = listed.get(core) or listed.get(fold_of_form) or core
    return {place: refs.get(place) or by_form[form] for place, form in forms.items()}


def _core(form: str, known: set[str]) -> str:
    """The name alone: without size, and without a noun that says what it is, where the text has the rest alone too."""
    head, sure = _without_noun(form)
    return cut(head if head and (sure or cached_fold(head) in known) else form)


@lru_cache(maxsize=1 << 17)
def _without_noun(form: str) -> tuple[str, bool]:
    """A name without a noun of trimmed.jsonl behind it (empty if there is none), and whether it can only be a name."""
    head, _, last = form.rpartition(" ")
    if not head or head.islower() or last.lower() not in trimmed():
        return "", False
    return head, " " not in head and sum(map(str.isupper, head)) > 1


def _defined(
    pairs: list[tuple[tuple[int, int], tuple[int, int]]], keys: dict[tuple[int, int], str], kept: Container[str]
) -> dict[str, str]:
    """Keys to be read as others: what a paper defines is what the paper says it is, whatever the lexicon has."""
    renamed: dict[str, str] = {}
    for long, short in pairs:
        a, b = keys.get(long), keys.get(short)
        if a is None or b is None or a == b:
            continue
        target = b if b in kept or (":" not in a and b.endswith(":" + a)) else a
        if (b if target == a else a) in kept:
            continue
        renamed[b if target == a else a] = target
    return {key: renamed.get(target, target) for key, target in renamed.items()}


def best_name(group: Group, places: list[tuple[int, int]]) -> str:
    """The form that stands for the group: an acronym that the text defines, else the one that is written most."""
    kept = set(places)
    counts: dict[str, tuple[int, int, int]] = {}
    for form, its in group.forms.items():
        left = [place for place in its if place in kept]
        if left:
            short = any("acronym.short" in group.mentions[place] for place in left)
            name = _singular(cut(form), group)
            old = counts.get(name, (0, 0, -left[0][0]))
            counts[name] = (max(old[0], short), old[1] + len(left), max(old[2], -left[0][0]))
    return max(counts, key=lambda name: (counts[name], name))


def _singular(form: str, group: Group) -> str:
    """GPUs is GPU where the text has both."""
    return form[:-1] if form.endswith("s") and form[:-1] in group.forms else form


def first_rule(rules: list[str]) -> str:
    """Of several rules that found the same words, the one that is named."""
    return min(rules, key=lambda rule: (RULES.index(rule) if rule in RULES else len(RULES), rule))
