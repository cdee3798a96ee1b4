"""Senses that are joined by their names alone, and the reason of every join."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.knowledge.lexicon import Lexicon
from kg.model import Label
from kg.names.fold import fold, name_key
from kg.names.heads import core_key, core_name
from kg.names.ids import SPLIT, UNLISTED
from kg.names.likeness import alike
from kg.resolve.senses import MOST_PAPERS, Sense, base

VOTE = 4  # papers that must agree on the type of a name for each one that is overruled
SHORT = 4  # letters up to which an acronym may well have two meanings


class ListedNames:
    """The names of a lexicon under the keys by which senses are compared with them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def of(self, sense: Sense) -> set[str]:
        """The entries that the long form or all names of a sense may be."""
        forms = [sense.long] if sense.long else sorted(sense.names)
        return {entry for form in forms for entry in self._with_core(sense.label, form)} or {
            entry
            for short in sense.acronyms
            for entry in self.lexicon.forms.get(short, ())
            if self.lexicon.entries[entry][0] is sense.label
            and any(" " in form and alike(form, sense.long) for form in self.lexicon.entries[entry][1].forms)
        }

    def _with_core(self, label: Label, form: str) -> Iterable[str]:
        """The entries that a form may be: those written just so (an L40S is no L40), or else all with its key."""
        core = core_name(label, form)
        exact = [key for key in self.lexicon.forms.get(core, ()) if self.lexicon.entries[key][0] is label]
        return exact or self.lexicon.by_core.get((label, name_key(core)), ())


class Joins:
    """Union-find over senses that remembers the reason of every join.

    A join is not made if a user says that the two are different, or if the lexicon lists both.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.entries = lexicon.entries
        self.parent: dict[str, str] = {}
        self.members: dict[str, set[str]] = {}
        self.listed: dict[str, set[str]] = {}  # root -> ids of the lexicon's entries in its cluster
        self.reasons: list[tuple[str, str, str, tuple[str, ...]]] = []
        self.apart: defaultdict[str, set[str]] = defaultdict(set)

    def root(self, key: str) -> str:
        """The representative of a sense's cluster."""
        if key not in self.parent:
            self.parent[key] = key
            # A part split from a listed form is no longer the listed entity.
            self.members[key] = set() if SPLIT in key and base(key) in self.entries else {base(key)}
            if key in self.entries:
                self.listed[key] = {key}
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def forbid(self, a: str, b: str) -> None:
        """Never join these two."""
        if a != b:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def join(self, a: str, b: str, rule: str, papers: Iterable[str] = (), by_user: bool = False) -> bool:
        """Join two senses, `b` by `rule`; False if that is not allowed."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        if not by_user and self._against(first, second):
            return False
        self.parent[second] = first
        small, large = sorted((self.members.pop(second), self.members[first]), key=len)
        large.update(small)
        self.members[first] = large
        if listed := self.listed.pop(second, None):
            self.listed[first] = self.listed.get(first, set()) | listed
        self.reasons.append((a, b, rule, tuple(sorted(papers)[:MOST_PAPERS])))
        return True

    def _against(self, first: str, second: str) -> bool:
        if first in self.listed and second in self.listed:
            return True
        small, large = sorted((self.members[first], self.members[second]), key=len)
        return bool(self.apart) and any(not large.isdisjoint(self.apart.get(key, ())) for key in small)


def join_names(senses: dict[str, Sense], names: ListedNames) -> Joins:
    """Join by user decision, by lexicon entry, and by spelling variant."""
    joins = Joins(names.lexicon)
    _apply_decisions(senses, names, joins)
    _join_listed(senses, names, joins)
    _join_variants(senses, joins)
    return joins


def _apply_decisions(senses: dict[str, Sense], names: ListedNames, joins: Joins) -> None:
    """A user's decisions come first: what is the same is joined, and no rule joins what is different."""
    lexicon = names.lexicon
    if not lexicon.same and not lexicon.different:
        return
    named: defaultdict[str, set[str]] = defaultdict(set)
    for key, sense in senses.items():
        named[decided_by(sense)].add(key)

    def meant(name: str) -> list[str]:
        known = name in senses or name in lexicon.entries
        key = fold(name)
        return [name] if known else sorted(named.get(key, set()) | lexicon.by_fold.get(key, set()) or {name})

    for a, b in sorted(lexicon.same):
        first, *others = [*meant(a), *meant(b)]
        for other in others:
            joins.join(first, other, "user", by_user=True)
    for a, b in sorted(lexicon.different):
        for one in meant(a):
            for other in meant(b):
                joins.forbid(one, other)


def decided_by(sense: Sense) -> str:
    """What a name in a user's decision is compared with."""
    return fold(sense.long or sense.name)


def _join_listed(senses: dict[str, Sense], names: ListedNames, joins: Joins) -> None:
    """A sense whose long form or only name the lexicon lists is the listed entity."""
    for key in sorted(senses):
        if key not in joins.entries and _may_share_name(key, senses[key]) and len(found := names.of(senses[key])) == 1:
            joins.join(next(iter(found)), key, "listed", senses[key].witnesses)


def _join_variants(senses: dict[str, Sense], joins: Joins) -> None:
    """Names that differ in case, hyphens, number, or a noun that says what they are."""
    groups: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    for key in sorted(senses):
        sense = senses[key]
        if sense.label is not Label.REPOSITORY and _may_share_name(key, sense):
            groups[variant_of(sense)].append(key)
    for _, keys in sorted(groups.items()):
        for key in keys[1:]:
            joins.join(keys[0], key, "variant", senses[key].witnesses)


def _may_share_name(key: str, sense: Sense) -> bool:
    """Whether a sense may be another with the same name: not if that is all that they have in common."""
    return bool(sense.long) or not (sense.owned_by or base(key).endswith(UNLISTED))


def variant_of(sense: Sense) -> tuple[Label, str]:
    """What a sense has in common with others of its type that differ in spelling only."""
    return sense.label, core_key(sense.label, sense.long or sense.name)


def join_types(senses: dict[str, Sense], joins: Joins) -> None:
    """A name of two types is one entity of the type that by far the most papers give it."""
    found: defaultdict[str, dict[Label, set[str]]] = defaultdict(dict)
    for key in sorted(senses):
        if name := typed_name(senses[key]):
            found[name].setdefault(senses[key].label, set()).add(joins.root(key))
    weight: Counter[str] = Counter()
    claimed: set[str] = set()
    for key, sense in senses.items():
        weight[joins.root(key)] += sense.papers
        if sense.long or sense.own:
            claimed.add(joins.root(key))
    for _, by_label in sorted(found.items()):
        if max(map(len, by_label.values())) > 1:
            continue  # the name has two meanings within one type
        roots = sorted((root for roots in by_label.values() for root in roots), key=lambda r: (-weight[r], r))
        for major, minor in combinations(roots, 2):
            if joins.listed.get(minor) or minor in claimed or weight[major] < VOTE * weight[minor]:
                continue
            joins.join(major, minor, "type vote", senses[minor].witnesses if minor in senses else ())


def typed_name(sense: Sense) -> str:
    """The name that a sense may have in common with one of another type; empty if that says nothing."""
    # A short acronym may well have two meanings.
    if sense.label is Label.REPOSITORY or sense.long or _short_acronym(sense.name):
        return ""
    return name_key(sense.name)


def _short_acronym(name: str) -> bool:
    return len(name) <= SHORT and name.isupper() and name.isalpha()
