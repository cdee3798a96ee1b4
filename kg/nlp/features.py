"""Features of a candidate group: its surface forms, the rules that found it, and the context of its mentions."""

import re
from bisect import bisect_left
from collections.abc import Container, Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.knowledge.kinds import WordClass as C
from kg.knowledge.lexicon import Lexicon
from kg.names.fold import fold, singular
from kg.names.heads import keys_of
from kg.names.lists import RoleWords, WordRole
from kg.nlp.acronyms import DASHES, LONG, SHORT
from kg.nlp.clusters import group_features, word_features
from kg.nlp.context import QUOTES, Context
from kg.nlp.forms import any_number, case_of, form_features
from kg.nlp.groups import Group
from kg.nlp.words import Offsets, Range

NEAR = ("0", "1", "1", "3", "3")  # distance in words → bucket
FAR_BEFORE, FAR_BEHIND = 4, 2  # words between a cue and a name that it is near
SENTENCE_CUES = frozenset(["evaluate", "run", "release"])  # cue groups that count anywhere in the sentence
_YEAR = re.compile(r"['’~ -]*(?:19|20)?\d\d$")
_ARTICLES = RoleWords(WordRole.ARTICLE)
_BEFORE_LISTS = frozenset([",", ":", "(", "\\ie", "\\eg"])  # of names, behind what they are
LONGEST_ASIDE = 12  # words between brackets
_JOINTS = frozenset([",", "and", "or", "/", "("])
_BESIDE_NAMES = QUOTES | {"and", ",", "the"}  # between a joint and the name that it joins


class Listed(NamedTuple):
    """The listed names of a text: their words with their label, sorted, and the label at their first and last word."""

    ranges: list[tuple[Range, str]]
    at: dict[int, str]
    longest: int  # words of the longest of them


class EntityFeatures:
    """The features that say whether a group is an entity, and of what type."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.stop_kind = lru_cache(maxsize=1 << 16)(self._stop_kind)
        self.series = _series(lexicon)
        self.naming = frozenset(cue.phrase for cue in lexicon.cues if cue.group == "name")

    def __reduce__(self) -> tuple[type["EntityFeatures"], tuple[Lexicon]]:
        return EntityFeatures, (self.lexicon,)  # what is pickled is made anew

    def __call__(self, group: Group, context: Context, listed: Listed) -> set[str]:
        """The features of a group; `listed` are the listed names of the text."""
        places = {place: context.words.range_of(*place) for place in group.mentions}
        outer = _outer(places)
        out = {*self._finding(group, places, context), *self._forms(group, outer, context)}
        out.update(_by_rule(group, places, context))
        own = {word for words in places.values() for word in range(*words)}
        for place, words in outer.items():
            out.update(self._mention(place, words, own, context, listed))
        return out

    def _finding(self, group: Group, places: Mapping[Offsets, Range], context: Context) -> list[str]:
        """How a group was found."""
        out = [f"count:{min(len(group.mentions), 4)}"]
        if entry := self.lexicon.entries.get(group.ref):
            label, facts = entry
            out.append(f"gaz:{label}")
            if facts.broad:
                out.append("gaz.broad")
            if facts.wary and any(form in facts.wary for form in group.forms):
                out.append(f"gaz.wary:{label}")
        titled = {places[place][0] < context.title_end for place in group.mentions}
        if len(titled) > 1:
            out.append("title+body")
        for place, rules in group.mentions.items():
            if LONG in rules:  # the head noun of what is defined: an equation is no method
                head = singular(context.lower[places[place][1] - 1])
                out += word_features("defined", head)
            where = "rule:t." if places[place][0] < context.title_end else "rule:"
            out += [where + rule for rule in rules]
        return out

    def _forms(self, group: Group, places: Mapping[Offsets, Range], context: Context) -> list[str]:
        """How it is written; `places` are those that are not inside others."""
        entry = self.lexicon.entries.get(group.ref)
        out: list[str] = []
        for form, its in group.forms.items():
            if (shown := next((place for place in its if place in places), None)) is None:
                continue
            first, last = places[shown]
            out += [*form_features(form, tuple(context.classes[first:last])), *context.likeness(form)]
            # An acronym that the text defines may be listed for something else.
            if not any(SHORT in group.mentions[place] for place in its):
                out += self._stops(form)
            if entry:
                out.append(f"gaz:{entry[0]}:{context.classes[first]}")
            out += self._of_series(form, group.ref)
        return out

    def _of_series(self, form: str, own: str) -> list[str]:
        """The type of other listed names that differ in numbers alone: that of "H100" and "H200" for "H900"."""
        series = self.series.get(any_number(form), {})
        labels = [label for label, ids in series.items() if len(ids) > 1 or own not in ids]
        return ["series:several"] if len(labels) > 1 else [f"series:{label}" for label in labels]

    def _stops(self, form: str) -> tuple[str, ...]:
        """Whether a form is listed as no entity, or is one with a noun behind it."""
        if kind := self.stop_kind(form):
            return f"stop:{kind}", "stop"
        core = keys_of(form).head_core
        kind = self.lexicon.stop.get(core) if core else None
        return (f"stop.core:{kind}", "stop.core") if kind else ()

    def _stop_kind(self, form: str) -> str | None:
        """What a form is instead of an entity, also with a year behind it ("ICALP'17")."""
        stop = self.lexicon.stop
        return stop.get(fold(form)) or (stop.get(fold(_YEAR.sub("", form))) if form[-1].isdigit() else None)

    def _mention(
        self, place: Offsets, words: Range, own: Container[int], context: Context, listed: Listed
    ) -> list[str]:
        """Features of one mention; `own` are all words of the group, which say nothing as neighbours."""
        found = context.words
        start, end = words
        out = _nesting(words, listed)
        if found.starts[start] != place[0]:
            out.append("part.left")
        if (rest := found.ends[end - 1]) != place[1]:
            out += ["part.right", f"part.right:{found.text[place[1] + 1 : rest].lower()}"]
        start, end = context.unquoted(start, end)
        if (start, end) != words:
            out.append("quoted")
        if start >= context.title_end:
            out += self._beside(start, end, context)
            out += _near_cues(start, end, context)
            out += self._neighbours(start, end, own, context, listed)
        else:
            out.append("title")
            if context.class_at(end) is C.COLON:
                out += ["title.colon", *_said("colon", context.head(end + 1))]
        return out

    def _beside(self, start: int, end: int, context: Context) -> list[str]:
        """The words on either side, and what they begin or end."""
        lower = context.lower
        before = lower[start - 1] if start else ""
        behind = lower[end] if end < len(lower) else ""
        out = [*word_features("p1", before), *word_features("n1", behind)]
        out += [f"p1c:{context.class_at(start - 1)}", f"n1c:{context.class_at(end)}"]
        if start > 1:
            out.append(f"p2:{lower[start - 2]} {before}")
            out += group_features("p2", lower[start - 2])
        if end + 1 < len(lower):
            out += group_features("n2", lower[end + 1])
        if (first := context.list_start(start)) != start:
            out += word_features("lp", lower[first - 1] if first else "")
        if before in _BEFORE_LISTS:
            out += word_features("before", context.head_before(start - 1)[0])
        elif before in self.naming:
            out += _said("named", context.head_before(start - 1))
        return out + _behind(end, context) if end + 1 < len(lower) else out

    def _neighbours(self, start: int, end: int, own: Container[int], context: Context, listed: Listed) -> list[str]:
        """Types of the neighbouring names in a list."""
        lower, words = context.lower, context.words.words
        out = []
        for step, at in ((-1, start - 1), (1, end)):
            if 0 <= at < len(lower) and lower[at] in _JOINTS:
                at += step
                while 0 <= at < len(lower) and lower[at] in _BESIDE_NAMES:
                    at += step
                if label := listed.at.get(at):
                    # An acronym beside what it stands for may be listed for something else.
                    out.append(f"{'own' if at in own else 'list'}:{label}")
                elif 0 <= at < len(lower) and (kind := self.stop_kind(words[at])):
                    out.append(f"list:stop:{kind}")
        return out


def _series(lexicon: Lexicon) -> dict[str, dict[str, set[str]]]:
    """The ids of listed entities by label, for each name without its numbers."""
    out: dict[str, dict[str, set[str]]] = {}
    for form, ids in lexicon.forms.items():
        if series := any_number(form):
            for key in ids:
                out.setdefault(series, {}).setdefault(lexicon.entries[key][0], set()).add(key)
    return out


def _by_rule(group: Group, places: Mapping[Offsets, Range], context: Context) -> list[str]:
    """What counts more or less for what one rule found: its form, its place, and what the paper is about."""
    kind, foreign = f"data:{context.data_words}", f"foreign:{context.foreign}"
    said = {kind, foreign}
    out = [foreign]
    for form in group.forms:
        groups = group_features("last", form.rpartition(" ")[2])
        said.update((f"{case_of(form)}:{len(form.split())}", *groups))
        out += [f"{kind} & {its}" for its in groups]
    for place, rules in group.mentions.items():
        start, end = context.unquoted(*places[place])
        around = (f"p1c:{context.class_at(start - 1)}", f"n1c:{context.class_at(end)}")
        out += [f"{rule} & {its}" for rule in rules for its in around]
    all_rules = {rule for its in group.mentions.values() for rule in its}
    return out + [f"{rule} & {its}" for rule in all_rules for its in said]


def _outer(places: Mapping[Offsets, Range]) -> dict[Offsets, Range]:
    """The places that are not inside another one ("Cars" in "Stanford Cars", "JFT" in "JFT-300M")."""
    out, end = dict[Offsets, Range](), -1
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        if place[1] > end:
            out[place], end = places[place], place[1]
    return out


def _nesting(words: Range, listed: Listed) -> list[str]:
    """Which listed names a name begins or ends with, has inside or is inside of."""
    start, end = words
    out = []
    for at in range(bisect_left(listed.ranges, ((start - listed.longest, 0), "")), len(listed.ranges)):
        (first, last), label = listed.ranges[at]
        if first >= end:
            break
        if last <= start or (first, last) == words:
            continue
        if first <= start and end <= last:
            out.append(f"inside:{label}")
        elif first >= start and last <= end:
            where = "ends" if last == end else "begins" if first == start else "has"
            out.append(f"{where}:{label}")
        else:
            out.append("crosses")
    return out


def _behind(end: int, context: Context) -> list[str]:
    """Features of the words after a name: appositions, "is a …", head nouns."""
    lower, after = context.lower, context.class_at(end + 1)
    out = [f"n2:{lower[end]} {lower[end + 1]}"]
    if after in (C.HEAD, C.DATA_HEAD):
        out.append(f"nh:{lower[end + 1]}")
        if lower[end] == ")":
            out.append("said:%data" if after is C.DATA_HEAD else "said:%other")
    elif lower[end] == "(" and (closed := _closing(end, context)):
        out += word_features("aside", lower[closed + 1])
    told = end + (lower[end] == ")")  # "Long Form (LF) is", "LF, a", "LF -- a"
    told += lower[told] == "}"
    told += lower[told : told + 1] == lower[told + 1 : told + 2] and not DASHES.isdisjoint(lower[told : told + 1])
    if told + 2 < len(lower):
        if lower[told] in (",", ":", *DASHES) and lower[told + 1] in _ARTICLES.words:
            out += _said("appos", context.head(told + 1))
        elif lower[told] in ("is", "are"):
            out += _said("isa", context.head(told + 1))
    return out


def _closing(opening: int, context: Context) -> int:
    """Where the bracket that opens here closes, with a word behind it; 0 if it is too long."""
    stop = min(opening + LONGEST_ASIDE, len(context.lower) - 1)
    return next((at for at in range(opening + 1, stop) if context.classes[at] is C.CLOSING), 0)


def _said(feature: str, what: tuple[str, bool]) -> list[str]:
    """Features of a defining phrase: its head noun, and whether it denotes data."""
    noun, of_data = what
    out = [*word_features(feature, noun)]
    if of_data:
        out.append(f"{feature}:%data")
    if noun:
        out.append("said:%data" if of_data else "said:%other")
    return out


def _near_cues(start: int, end: int, context: Context) -> list[str]:
    """The cues of the sentence, by how near they are."""
    out = []
    for first, last, group, _ in context.cues_near(start):
        if last <= start and start - last <= FAR_BEFORE:
            out.append(f"cue<:{group}:{NEAR[start - last]}")
        elif first >= end and first - end <= FAR_BEHIND:
            out.append(f"cue>:{group}:{NEAR[first - end]}")
        elif group in SENTENCE_CUES:
            out.append(f"cue:{group}")
    return out
