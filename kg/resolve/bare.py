"""Disambiguation of acronyms that a paper uses without defining, by its own words and the papers that define them.

Candidate senses are planned from the senses alone; each paper is then decided independently, and the results are
merged last, so papers may be processed anywhere, in any order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kg.knowledge.lexicon import Lexicon, context_hits
from kg.knowledge.records import Choice, Entry
from kg.model import Label
from kg.names.fold import name_key, singular
from kg.names.ids import SPLIT
from kg.names.likeness import alike
from kg.resolve.joins import Joins
from kg.resolve.senses import Sense

# The rules of joins that deserve a second look begin with this word.
DOUBT = "doubtful"
DOMINANT = 0.75  # share of the defining papers that makes a sense what other papers mean too
CLEARER = 1.4  # how many times closer to one sense than to the next the words of a paper must be
LEAST_OVERLAP = 0.12  # with the papers of a sense, as a share of the paper's own weight; less is chance
DISTINCT = 4  # letters from which a name with odd capitals (ReSTE) hardly has two meanings
UNSURE = 3  # times as many papers without a definition as with one: it may be better known for something else
MOST_SENSES = 100  # of one acronym, those that most papers define: comparing with all others would take forever
FEW = 2  # definitions that do not settle the meaning of a short acronym
Acronym = tuple[Label, str]  # with the key of its name
Meaning = tuple[str, str]  # a sense or entry, and the rule by which a paper means it
Weighted = Sequence[tuple[str, float]]  # the words of a paper, sorted, each with its weight


class OpenAcronym(msgspec.Struct, frozen=True):
    """The meanings that a bare acronym may have, most usual first, each with the senses known to have it.

    `keys` are the undefined senses to resolve, `places` the number of papers that use them; `papers` counts those that
    define a meaning, `written` has the candidate meanings by spelling. If `listed`, they are a lexicon's choices.
    """

    label: Label
    form: str
    keys: tuple[str, ...]
    members: dict[str, tuple[str, ...]]
    papers: dict[str, int] = {}
    written: dict[str, tuple[str, ...]] = {}
    places: int = 0
    listed: bool = False

    @property
    def acronym(self) -> Acronym:
        """What it reads."""
        return self.label, self.form


def plan_readings(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> list[OpenAcronym]:
    """Join similar definitions of an acronym, and find what each acronym without one may mean."""
    defined: defaultdict[Acronym, list[str]] = defaultdict(list)
    bare: defaultdict[Acronym, dict[str, int]] = defaultdict(dict)
    for key in sorted(senses):
        sense = senses[key]
        for acronym in sorted({name_key(short) for short in sense.acronyms}):
            defined[sense.label, acronym].append(key)
        if not sense.long and sense.label is not Label.REPOSITORY:
            for form, count in sense.bare.items():
                bare[sense.label, form][key] = count
    _join_definitions(defined, senses, joins)
    unclear = unclear_names(lexicon)
    members = _members(senses, lexicon, joins)
    readings: list[OpenAcronym] = []
    for label, acronym in sorted(bare.keys() & (defined.keys() | {key for key in bare if key[1] in unclear})):
        places = bare[label, acronym]
        choices = [c for c in unclear.get(acronym, ()) if lexicon.entries[c.id][0] is label]
        if len(choices) > 1:
            meanings = {choice.id: tuple(members[choice.id]) for choice in choices}
            readings.append(OpenAcronym(label, acronym, tuple(places), meanings, listed=True))
        elif keys := defined.get((label, acronym)):
            readings += _plan_defined((label, acronym), places, keys, senses, joins)
    return readings


def unclear_names(lexicon: Lexicon) -> dict[str, tuple[Choice, ...]]:
    """The choices of each name that the lexicon lists for several entries."""
    return {name_key(rule.form): rule.choices for rule in lexicon.ambiguous.values()}


def _members(senses: dict[str, Sense], lexicon: Lexicon, joins: Joins) -> dict[str, list[str]]:
    """For each entry that has an ambiguous form, the senses that are known to be it."""
    by_root: dict[str, list[str]] = {}
    ids = {choice.id for rule in lexicon.ambiguous.values() for choice in rule.choices}
    for key in ids:
        by_root[joins.root(key)] = []
    for key in sorted(senses):
        if (root := joins.root(key)) in by_root:
            by_root[root].append(key)
    return {key: by_root[joins.root(key)] for key in ids}


def _join_definitions(defined: Mapping[Acronym, list[str]], senses: dict[str, Sense], joins: Joins) -> None:
    for _, keys in sorted(defined.items()):
        keys.sort(key=lambda key: (-senses[key].papers, key))
        for i, key in enumerate(keys):
            for other in keys[: min(i, MOST_SENSES)]:
                like = alike(senses[key].long, senses[other].long)
                if like and joins.join(other, key, "definition in like words", senses[key].witnesses):
                    break


def _plan_defined(
    acronym: Acronym, places: dict[str, int], keys: list[str], senses: dict[str, Sense], joins: Joins
) -> list[OpenAcronym]:
    """The reading of an acronym that papers define; a listed one is joined at once with what it means."""
    members: dict[str, list[str]] = {}
    root_of = {key: joins.root(key) for key in keys}  # before listed ones are joined, which may change roots
    for key in keys:
        members.setdefault(root_of[key], []).append(key)
    papers = {root: sum(senses[key].papers for key in its) for root, its in members.items()}
    papers = {root: papers[root] for root in sorted(papers, key=lambda root: (-papers[root], root))[:MOST_SENSES]}
    listed = sorted(places.keys() & joins.entries.keys())
    for key in listed:
        if root := _listed_sense(joins.entries[key][1], root_of, papers, senses):
            witnesses = [paper for its in members.get(root, ()) for paper in senses[its].witnesses]
            joins.join(key, root, "acronym", witnesses)
    roots_of: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        for short in senses[key].acronyms:
            roots_of[singular(short)].add(root_of[key])
    written = {form: tuple(root for root in papers if root in roots) for form, roots in roots_of.items()}
    left = tuple(sorted(places.keys() - {*listed}))
    if not left:
        return []
    meanings = {root: tuple(members[root]) for root in papers}
    return [OpenAcronym(*acronym, left, meanings, papers, dict(sorted(written.items())), sum(places.values()))]


def _listed_sense(
    entry: Entry, root_of: Mapping[str, str], papers: Mapping[str, int], senses: dict[str, Sense]
) -> str | None:
    """The defined sense that a listed acronym has, if its listed long forms do not contradict it."""
    longs = [form for form in (entry.name, *entry.aliases) if " " in form or "-" in form]
    if not longs:
        # It must be written as listed: Sentinel-1 (S1) is not the model called s1.
        written = {
            root for key, root in root_of.items() if not senses[key].acronyms.isdisjoint((entry.name, *entry.aliases))
        }
        top = next(iter(papers))
        most = papers[top]
        return top if top in written and most > 1 and most >= DOMINANT * sum(papers.values()) else None
    return next((root for key, root in root_of.items() if any(alike(long, senses[key].long) for long in longs)), None)


def meanings_left(reading: OpenAcronym, name: str) -> tuple[str, ...]:
    """The meanings that a name may have as it is written."""
    return reading.written.get(singular(name)) or tuple(reading.papers)


def plain_meaning(reading: OpenAcronym, name: str) -> Meaning | None:
    """What a name means in any paper, whatever its words; None if they must be looked at."""
    first, *others = meanings_left(reading, name)
    form, papers = singular(name), reading.papers[first]
    known = len(form) >= DISTINCT and not form.isupper() and reading.places <= UNSURE * papers
    return (first, "acronym") if not others and (known or papers > FEW) else None


def meaning_by_words(
    reading: OpenAcronym, name: str, words: Weighted, profiles: Mapping[str, Mapping[str, int]]
) -> Meaning | None:
    """What a name means in a paper with these words; None if it cannot be decided.

    A profile counts the papers with a meaning that have each word.
    """
    left = meanings_left(reading, name)
    if len(left) == 1:
        close = shared_weight(words, profiles[left[0]]) > LEAST_OVERLAP
        return (left[0], f"{DOUBT}: few definitions") if close else None
    if nearest := _nearest(words, left, profiles):
        return nearest, "acronym in like papers"
    share = reading.papers[left[0]] / sum(reading.papers[root] for root in left)
    return (left[0], f"{DOUBT}: most definitions") if share >= DOMINANT else None


def _nearest(words: Weighted, meanings: Iterable[str], profiles: Mapping[str, Mapping[str, int]]) -> str | None:
    """The meaning whose papers clearly have the most words in common with this one."""
    scores = sorted(((shared_weight(words, profiles[one]), one) for one in meanings), reverse=True)
    best, meaning = scores[0]
    return meaning if best > LEAST_OVERLAP and best > CLEARER * scores[1][0] else None


def shared_weight(words: Weighted, profile: Mapping[str, int]) -> float:
    """The weighted share of a paper's words that other papers have too."""
    total = sum(weight for _, weight in words)
    # A word of many of the others counts more than a word of one, but at most twice as much.
    shared = sum(weight * profile[word] / (profile[word] + 1) for word, weight in words if word in profile)
    return 2 * shared / total if total else 0.0


def choice_by_context(choices: Sequence[Choice], text: str) -> tuple[str, bool]:
    """The entry with the most context words in the text, and whether it is the only one with that many."""
    counts = {choice.id: context_hits(choice, text) for choice in choices}
    best = max(counts, key=lambda choice: counts[choice])  # the first of equals, as the lexicon orders them
    return best, counts[best] > max(count for choice, count in counts.items() if choice != best)


def choice_by_words(
    reading: OpenAcronym, usual: str, words: Weighted, profiles: Mapping[str, Mapping[str, int]]
) -> Meaning:
    """The entry that a paper means whose context words do not say it."""
    nearest = _nearest(words, reading.members, profiles)
    return nearest or usual, "acronym in like papers" if nearest else f"{DOUBT}: usual meaning"


class ResolvedAcronym(msgspec.Struct, frozen=True):
    """The resolved claims of one acronym, grouped by sense and meaning."""

    label: Label
    form: str
    found: dict[str, list[tuple[str, str, Sense]]]  # key of the bare sense -> meaning, rule, claims


def part_key(key: str, meaning: Meaning) -> str:
    """The key of the part of a sense that has a meaning."""
    return f"{key}{SPLIT}{meaning[1]}{SPLIT}{meaning[0]}"


def apply_resolved(
    resolved: Iterable[ResolvedAcronym], unread: Mapping[str, Sense], senses: dict[str, Sense], joins: Joins
) -> set[tuple[Acronym, str]]:
    """Join every bare name with what it means; a sense with several meanings is split by its papers.

    `unread` is what is left of each bare sense that was read. The result says which were split for which acronym.
    """
    split: set[tuple[Acronym, str]] = set()
    left = Counter[str]()  # papers of a sense that was split
    rest: dict[str, list[Sense]] = {}
    for one in sorted(resolved, key=lambda one: (one.label, one.form)):
        for key in sorted(one.found):
            parts = sorted(one.found[key], key=lambda part: part[:2])
            count = sum(part.papers for *_, part in parts)
            if key not in left:
                left[key] = senses[key].papers
            if len(parts) == 1 and count == left[key] and key not in joins.entries:
                target, rule, part = parts[0]
                joins.join(target, key, rule, part.witnesses)
                if key in rest:
                    rest[key].append(part)
                continue
            split.add(((one.label, one.form), key))
            rest.setdefault(key, [])
            left[key] -= count
            for target, rule, part in parts:
                new = part_key(key, (target, rule))
                senses.setdefault(new, Sense(part.label)).merge(part)
                joins.join(target, new, rule, part.witnesses)
    for key, parts_left in rest.items():
        whole = Sense(senses.pop(key).label)
        for part in (*parts_left, *filter(None, [unread.get(key)])):
            whole.merge(part)
        if whole.papers:
            senses[key] = whole
    return split
