"""Groups candidate mentions of one text that refer to the same thing (coreference by name), before classification."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.names.fold import fold
from kg.names.heads import bare_name, keys_of
from kg.nlp.acronyms import SHORT, Definition
from kg.nlp.spans import Mark
from kg.nlp.words import Offsets

# Rules that are named before others, the surest first.
RULES = ("link", "gazetteer", "acronym.short", "acronym.long", "title.colon", "shared.head")


@dataclass(slots=True)
class Group:
    """One possible entity: its gazetteer entry if it has one, and where its names stand (offsets -> rules)."""

    key: str
    ref: str = ""
    label: str = ""  # of a link, or of what a user's pattern matches
    mentions: dict[Offsets, list[str]] = field(default_factory=dict)
    forms: dict[str, list[Offsets]] = field(default_factory=dict)


def group_marks(
    text: str, marks: Iterable[Mark], definitions: Iterable[Definition], kept: Callable[[str], bool] = lambda _: False
) -> list[Group]:
    """Marks of one name, of one listed entity, or joined by a definition, as groups in order of appearance.

    No definition makes an entity that is `kept` something else.
    """
    definitions = list(definitions)
    rules: dict[Offsets, list[str]] = {}
    refs: dict[Offsets, str] = {}
    names: dict[Offsets, str] = {}
    for start, end, rule, _, target, name in marks:
        rules.setdefault((start, end), []).append(rule)
        if target:
            refs[start, end] = target
        if name:
            names[start, end] = name
    forms = {place: names.get(place) or text[place[0] : place[1]] for place in rules}
    keys = _keys(forms, refs)
    for place in chain.from_iterable(definitions):
        keys[place] = keys[place] or fold(forms[place])  # what the text defines it names
    renamed = _defined(definitions, keys, kept)
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


def _keys(forms: dict[Offsets, str], refs: dict[Offsets, str]) -> dict[Offsets, str]:
    """The key of each mention: its lexicon entry, if this or another mention of the name is listed, else its fold;
    empty if it is a noun after the name of something else ("RAG benchmarks" are not RAG)."""
    keys = {form: keys_of(form) for form in forms.values()}
    known = {its.whole for its in keys.values()}
    listed = {keys[forms[place]].whole: ref for place, ref in refs.items()}
    by_form: dict[str, str] = {}
    for form, (whole, core, head, head_core, sure, labels) in keys.items():
        if head and (sure or head in known):
            ref = listed.get(head_core, "")
            if ref and labels and ref.partition(":")[0] not in labels:
                by_form[form] = listed.get(whole, "")
            else:
                by_form[form] = ref or listed.get(whole) or head_core
        else:
            by_form[form] = listed.get(core) or listed.get(whole) or core
    return {place: refs.get(place) or by_form[form] for place, form in forms.items()}


def _defined(pairs: list[Definition], keys: dict[Offsets, str], kept: Callable[[str], bool]) -> dict[str, str]:
    """Keys replaced by a definition in the text, which takes precedence over the lexicon."""
    renamed: dict[str, str] = {}
    for long, short in pairs:
        a, b = keys.get(long), keys.get(short)
        if a is None or b is None or a == b:
            continue
        target = b if kept(b) or (":" not in a and b.endswith(":" + a)) else a
        if kept(b if target == a else a):
            continue
        renamed[b if target == a else a] = target
    return {key: renamed.get(target, target) for key, target in renamed.items()}


def best_name(group: Group, places: Iterable[Offsets], label: str) -> str:
    """The common name of a group's mentions."""
    forms = {place: form for form, its in group.forms.items() for place in its}
    in_order = sorted(places, key=lambda place: (place[0], -place[1]))
    return common_name([(forms[place], SHORT in group.mentions[place]) for place in in_order], label)


def common_name(written: Sequence[tuple[str, bool]], label: str) -> str:
    """An acronym that the text defines, else the form that is written most, else the first.

    Each form, in the order of the text, comes with whether it is such an acronym.
    """
    forms = {form for form, _ in written}
    score: dict[str, tuple[bool, int, int]] = {}
    for i, (form, defined) in enumerate(written):
        name = bare_name(form, label, forms)
        if name.endswith("s") and name[:-1] in forms:
            name = name[:-1]  # GPUs is GPU where the text has both
        short, count, first = score.get(name, (False, 0, -i))
        score[name] = short or defined, count + 1, first
    return max(score, key=lambda name: score[name])


def first_rule(rules: list[str]) -> str:
    """The rule to report when several found the same span."""
    return min(rules, key=lambda rule: (RULES.index(rule) if rule in RULES else len(RULES), rule))
