"""What an acronym means in a paper that does not define it, judged by its words and by other papers."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from kg.knowledge.lexicon import Lexicon, spoken_for
from kg.knowledge.records import Choice
from kg.model import Label, Paper
from kg.names.fold import name_key, singular
from kg.names.likeness import alike, terms
from kg.resolve.senses import SPLIT, Joins, Sense

# The rules of joins that deserve a second look begin with this word.
DOUBT = "doubtful"
DOMINANT = 0.75  # share of the defining papers that makes a sense what other papers mean too
CLEARER = 1.4  # how many times closer to one sense than to the next the words of a paper must be
LEAST_OVERLAP = 0.12  # with the papers of a sense, as a share of the paper's own weight; less is chance
DISTINCT = 4  # letters from which a name with odd capitals (ReSTE) hardly has two meanings
UNSURE = 3  # times as many papers without a definition as with one: it may be better known for something else
MOST_SENSES = 100  # of one acronym, those that most papers define: comparing with all others would take forever
KEPT_TERMS = 1 << 12  # papers whose words are kept: those of all would take more memory than their text
FEW = 2  # definitions that do not settle the meaning of a short acronym
Candidates = dict[str, list[str]]  # root of a cluster -> papers that define it
BareName = tuple[str, str]  # key of its sense, paper
Decided = dict[tuple[str, str, str], list[str]]  # key of a sense, its meaning, rule -> papers


class WordOverlap:
    """How similar papers are by their words; words of many papers count little."""

    def __init__(self, papers: Mapping[str, Paper]) -> None:
        self.papers = papers
        self.of = lru_cache(maxsize=KEPT_TERMS)(self._terms)

    def _terms(self, paper: str) -> frozenset[str]:
        """The words of a paper."""
        return terms(f"{self.papers[paper].title} {self.papers[paper].abstract}")

    @cached_property
    def counts(self) -> Counter[str]:
        """In how many papers each word is."""
        return Counter(word for paper in self.papers for word in self._terms(paper))

    def weight(self, word: str) -> float:
        """How distinctive a word is."""
        return math.log(len(self.papers) / self.counts[word])

    def profile(self, papers: Iterable[str]) -> Counter[str]:
        """In how many of these papers each word is."""
        return Counter(word for paper in papers for word in self.of(paper))

    def share(self, paper: str, profile: Counter[str]) -> float:
        """The weighted share of a paper's words that other papers have too."""
        own = self.of(paper)
        total = sum(map(self.weight, sorted(own)))
        # A word of many of the others counts more than a word of one, but at most twice as much.
        shared = sum(self.weight(word) * profile[word] / (profile[word] + 1) for word in sorted(own & profile.keys()))
        return 2 * shared / total if total else 0.0


def join_bare(senses: dict[str, Sense], papers: Mapping[str, Paper], lexicon: Lexicon, joins: Joins) -> None:
    """Join similar definitions of an acronym, then each bare acronym with what it means in its paper."""
    defined: defaultdict[tuple[Label, str], list[str]] = defaultdict(list)
    bare: defaultdict[tuple[Label, str], list[BareName]] = defaultdict(list)
    for key in sorted(senses):
        sense = senses[key]
        for acronym in sorted({name_key(short) for short in sense.acronyms}):
            defined[sense.label, acronym].append(key)
        if sense.long or sense.label is Label.REPOSITORY:
            continue
        for paper, entity in sense.claims:
            forms = {name_key(form) for form in (entity.name, *entity.aliases)}
            if len(forms) == 1:
                bare[sense.label, forms.pop()].append((key, paper))
    _join_definitions(defined, senses, joins)
    words = WordOverlap(papers)
    unclear = {name_key(rule.form): rule for rule in lexicon.ambiguous.values()}
    members = _members(senses, lexicon, joins)
    for label, acronym in sorted(defined.keys() | {key for key in bare if key[1] in unclear}):
        places = bare.get((label, acronym), [])
        rule = unclear.get(acronym)
        choices = [c for c in rule.choices if lexicon.entries[c.id][0] is label] if rule else []
        if len(choices) > 1:
            sure = {choice.id: members[choice.id] for choice in choices}
            decided = _choose(places, choices, sure, senses, words)
        else:
            decided = _read(places, defined.get((label, acronym), []), senses, words, lexicon, joins)
        _assign(decided, senses, joins)


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


def _join_definitions(defined: Mapping[tuple[Label, str], list[str]], senses: dict[str, Sense], joins: Joins) -> None:
    for _, keys in sorted(defined.items()):
        keys.sort(key=lambda key: (-len(senses[key].papers), key))
        for i, key in enumerate(keys):
            for other in keys[: min(i, MOST_SENSES)]:
                like = alike(senses[key].long, senses[other].long)
                if like and joins.join(other, key, "definition in like words", senses[key].papers):
                    break


def _read(
    places: list[BareName],
    keys: list[str],
    senses: dict[str, Sense],
    words: WordOverlap,
    lexicon: Lexicon,
    joins: Joins,
) -> Decided:
    """The meanings of bare acronyms that other papers define."""
    candidates: Candidates = {}
    for key in keys:
        candidates.setdefault(joins.root(key), []).extend(sorted(senses[key].papers))
    most = sorted(candidates, key=lambda root: (-len(candidates[root]), root))[:MOST_SENSES]
    candidates = {root: candidates[root] for root in most}
    exact = {key: {singular(short) for short in senses[key].acronyms} for key in keys}
    profiles: dict[str, Counter[str]] = {}
    decided: Decided = defaultdict(list)
    if not candidates:
        return decided
    for key in sorted({key for key, _ in places} & lexicon.entries.keys()):
        if root := _listed_sense(key, keys, candidates, senses, lexicon, joins):
            joins.join(key, root, "acronym", candidates[root])
    written = {
        key: {paper: singular(entity.name) for paper, entity in reversed(senses[key].claims)}
        for key in {key for key, _ in places}
    }
    same_case: dict[str, Candidates] = {}
    for key, paper in places:
        if key in lexicon.entries:
            continue
        form = written[key][paper]
        if form not in same_case:
            roots = {joins.root(k) for k in keys if form in exact[k]}
            same_case[form] = {root: its for root, its in candidates.items() if root in roots} or candidates
        left = same_case[form]
        known = len(form) >= DISTINCT and not form.isupper() and len(places) <= UNSURE * len(next(iter(left.values())))
        if found := _meaning(paper, known, left, words, profiles):
            decided[key, *found].append(paper)
    return decided


def _meaning(
    paper: str, known: bool, candidates: Candidates, words: WordOverlap, profiles: dict[str, Counter[str]]
) -> tuple[str, str] | None:
    """Which candidate a bare acronym is in a paper, and by which rule; None if it cannot be decided."""
    top = min(candidates, key=lambda root: (-len(candidates[root]), root))
    if len(candidates) == 1 and (known or len(candidates[top]) > FEW):
        return top, "acronym"
    for root, its in candidates.items():
        if root not in profiles:
            profiles[root] = words.profile(its)
    if len(candidates) == 1:
        close = words.share(paper, profiles[top]) > LEAST_OVERLAP
        return (top, f"{DOUBT}: few definitions") if close else None
    if nearest := _nearest(paper, {root: profiles[root] for root in candidates}, words):
        return nearest, "acronym in like papers"
    share = len(candidates[top]) / sum(map(len, candidates.values()))
    return (top, f"{DOUBT}: most definitions") if share >= DOMINANT else None


def _nearest(paper: str, profiles: Mapping[str, Counter[str]], words: WordOverlap) -> str | None:
    """The candidate whose papers clearly have the most words in common with this one."""
    scores = sorted(((words.share(paper, profile), root) for root, profile in profiles.items()), reverse=True)
    best, root = scores[0]
    return root if best > LEAST_OVERLAP and best > CLEARER * scores[1][0] else None


def _listed_sense(
    key: str, keys: list[str], candidates: Candidates, senses: dict[str, Sense], lexicon: Lexicon, joins: Joins
) -> str | None:
    """The defined sense that a listed acronym has, if its listed long forms do not contradict it."""
    if not keys:
        return None
    entry = lexicon.entries[key][1]
    longs = [form for form in (entry.name, *entry.aliases) if " " in form or "-" in form]
    if not longs:
        # It must be written as listed: Sentinel-1 (S1) is not the model called s1.
        written = {joins.root(k) for k in keys if not senses[k].acronyms.isdisjoint((entry.name, *entry.aliases))}
        top = min(candidates, key=lambda root: (-len(candidates[root]), root))
        most = len(candidates[top])
        return top if top in written and most > 1 and most >= DOMINANT * sum(map(len, candidates.values())) else None
    return next((joins.root(k) for k in keys if any(alike(long, senses[k].long) for long in longs)), None)


def _choose(
    places: list[BareName],
    choices: list[Choice],
    members: Mapping[str, list[str]],
    senses: dict[str, Sense],
    words: WordOverlap,
) -> Decided:
    """The meanings of bare forms that the lexicon lists for several entries."""
    bare = set(places)
    sure = {
        choice.id: {paper for key in members[choice.id] for paper in senses[key].papers if (key, paper) not in bare}
        for choice in choices
    }
    unsure: list[tuple[BareName, str]] = []
    decided: Decided = defaultdict(list)
    for key, paper in places:
        text = f"{words.papers[paper].title} {words.papers[paper].abstract}"
        counts = {choice.id: spoken_for(choice, text) for choice in choices}
        best = max(counts, key=lambda choice: counts[choice])  # the first of equals, as the lexicon orders them
        if counts[best] > max(count for choice, count in counts.items() if choice != best):
            sure[best].add(paper)
            if key != best:
                decided[key, best, "context"].append(paper)
        else:
            unsure.append(((key, paper), best))
    profiles = {choice: words.profile(its) for choice, its in sure.items()} if unsure else {}
    for (key, paper), usual in unsure:
        nearest = _nearest(paper, profiles, words)
        rule = "acronym in like papers" if nearest else f"{DOUBT}: usual meaning"
        decided[key, nearest or usual, rule].append(paper)
    return decided


def _assign(decided: Decided, senses: dict[str, Sense], joins: Joins) -> None:
    """Join every bare name with what it means; a sense with several meanings is split by its papers."""
    parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, target, rule in sorted(decided):
        parts[key].append((target, rule))
    for key, targets in parts.items():
        whole = senses[key]
        if len(targets) == 1 and whole.papers == set(decided[(key, *targets[0])]) and key not in joins.entries:
            joins.join(targets[0][0], key, targets[0][1], whole.papers)
            continue
        del senses[key]
        part_of = {paper: f"{key}{SPLIT}{rule}{SPLIT}{to}" for to, rule in targets for paper in decided[key, to, rule]}
        for paper, entity in whole.claims:
            senses.setdefault(part_of.get(paper, key), Sense(whole.label)).add(paper, entity)
        for target, rule in targets:
            joins.join(target, f"{key}{SPLIT}{rule}{SPLIT}{target}", rule, decided[key, target, rule])
