"""What speaks for and against a group: its forms, the words around it, and how it was found."""

import re
from collections.abc import Callable
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.names.fold import singular
from kg.names.heads import keys_of
from kg.nlp.context import Context
from kg.nlp.groups import Group
from kg.nlp.weights import Look

NEAR = ("0", "1", "1", "3", "3")  # how a distance in chunks is told
SENTENCE_CUES = frozenset(["evaluate", "run", "release"])  # groups of cues that speak for names anywhere beside them
_DIGIT = re.compile(r"\d")
Written = tuple[str, str]  # a form, and the classes of its chunks
Features = set[str | None]  # None is what there was no weight for


def form_features(form: str, kinds: str) -> list[str]:
    """Features of a name as it is written; `kinds` are the classes of its chunks."""
    words = form.lower().split()
    last = singular(words[-1])
    out = [f"kind:{kinds[:4]}", f"last:{last}", f"len:{min(len(words), 5)}"]
    if len(words) > 1:
        out.append(f"first:{words[0]}")
        out.append(f"two:{words[-2]} {last}")
    if len(words) == 1:
        tail = form.rsplit("-", 1)[-1].lower()
        out += [f"end:{last[-3:]}", f"end:{last[-5:]}", f"tail:{tail}", f"short:{min(len(form), 8)}"]
        out.append(
            "case:"
            + ("upper" if form.isupper() else "lower" if form.islower() else "title" if form.istitle() else "mixed")
        )
    if _DIGIT.search(form):
        out.append("digit" if form[-1].isdigit() else "digit.in")
    if "-" in form:
        out.append("hyphen")
    return out


def written(group: Group, context: Context) -> list[Written]:
    """The forms of a group as they are first written."""
    range_of, kinds = context.text.range_of, context.kinds
    return [(form, kinds[slice(*range_of(*places[0]))]) for form, places in group.forms.items()]


class Finding(NamedTuple):
    """How a group was found: the label of its entry ("" if it has none), how far the entry is to be trusted, the number
    of its mentions up to 4, and the rules that found them, in the title and in the abstract."""

    label: str
    broad: bool
    wary: bool
    mentions: int
    title_rules: tuple[str, ...]
    rules: tuple[str, ...]


class EntityFeatures:
    """Features that say what a group is, as far as `look` wants them."""

    def __init__(self, lexicon: Lexicon, look: Callable[[str], Look]) -> None:
        self.lexicon = lexicon
        self.naming = frozenset(cue.phrase for cue in lexicon.cues if cue.group == "name")
        self.known = look("")
        self.rule, self.title_rule = look("rule:"), look("rule:t.")
        self.word_before, self.word_behind = look("p1:"), look("n1:")
        self.two_before, self.two_behind = look("p2:"), look("n2:")
        self.kind_before, self.kind_behind = look("p1k:"), look("n1k:")
        self.head_behind = look("nh:")
        self.cue_before, self.cue_behind, self.cue = look("cue<:"), look("cue>:"), look("cue:")
        self.colon, self.appos, self.isa = look("colon:"), look("appos:"), look("isa:")
        self.named, self.said = look("named:"), look("said:")
        self.head_before, self.listed = look("before:"), look("list:")

    def __call__(self, group: Group, context: Context, labels: dict[int, str]) -> set[str]:
        """The features of a group; `labels` gives for a chunk the gazetteer's label of the name there."""
        finding = self.finding(group, context)
        out = self.of_finding(finding) | self.of_places(group, context, labels)
        return out.union(*[self.of_form(form, finding.label) for form in written(group, context)])

    def finding(self, group: Group, context: Context) -> Finding:
        """How a group was found."""
        entry = self.lexicon.entries.get(group.ref)
        label, broad, wary = "", False, False
        if entry:
            label, broad = entry[0], entry[1].broad
            wary = bool(entry[1].wary) and any(form in entry[1].wary for form in group.forms)
        title: list[str] = []
        body: list[str] = []
        for place, rules in group.mentions.items():
            its = title if place[0] < context.title_stop else body
            its += [rule for rule in rules if rule not in its]
        return Finding(label, broad, wary, min(len(group.mentions), 4), tuple(title), tuple(body))

    def of_finding(self, finding: Finding) -> set[str]:
        """What the way in which it was found says."""
        out = {self.known(f"count:{finding.mentions}")}
        if finding.label:
            out.add(self.known(f"gaz:{finding.label}"))
            if finding.broad:
                out.add(self.known("gaz.broad"))
            if finding.wary:
                out.add(self.known(f"gaz.wary:{finding.label}"))
        out.update(map(self.title_rule, finding.title_rules))
        out.update(map(self.rule, finding.rules))
        return {feature for feature in out if feature}

    def of_form(self, form: Written, label: str) -> set[str]:
        """What a way of writing says of something that is listed with a label."""
        text, kinds = form
        out = form_features(text, kinds)
        if kind := self.lexicon.stop.get(keys_of(text).whole):
            out += [f"stop:{kind}", "stop"]
        if label:
            out.append(f"gaz:{label}:{kinds[:1]}")
        return {*filter(None, map(self.known, out))}

    def of_places(self, group: Group, context: Context, labels: dict[int, str]) -> set[str]:
        """What the words around its mentions say."""
        out: Features = set()
        for place in group.mentions:
            self._mention(place, context, labels, out)
        out.discard(None)
        return out  # type: ignore[return-value]  # None was taken out

    def _mention(self, place: tuple[int, int], context: Context, labels: dict[int, str], out: Features) -> None:
        """What one place says."""
        text = context.text
        start, end = text.range_of(*place)
        if text.starts[start] != place[0]:
            out.add(self.known("part.left"))
        if (rest := text.ends[end - 1]) != place[1]:
            out.add(self.known("part.right"))
            out.add(self.known(f"part.right:{text.text[place[1] + 1 : rest].lower()}"))
        if start < context.title_end:
            out.add(self.known("title"))
            if context.kinds[end : end + 1] == ":":
                out.add(self.known("title.colon"))
                self._said(context.head(end + 1), self.colon, out)
            return
        self._words(start, end, context, out)
        self._cues(start, end, context, out)
        self._neighbours(start, end, context, labels, out)

    def _words(self, start: int, end: int, context: Context, out: Features) -> None:
        """The words on either side, and what they begin or end."""
        kinds, lower = context.kinds, context.lower
        before = lower[start - 1] if start else ""
        behind = lower[end] if end < len(lower) else ""
        out.add(self.word_before(before))
        out.add(self.word_behind(behind))
        out.add(self.kind_before(kinds[start - 1 : start]))
        out.add(self.kind_behind(kinds[end : end + 1]))
        if start > 1:
            out.add(self.two_before(f"{lower[start - 2]} {before}"))
        if before in (",", ":", "("):
            out.add(self.head_before(context.head_before(start - 1)[0]))
        elif before in self.naming:
            self._said(context.head_before(start - 1), self.named, out)
        if end + 1 == len(lower) or not behind:
            return
        after = lower[end + 1]
        out.add(self.two_behind(f"{behind} {after}"))
        if kinds[end + 1] in "dh":
            out.add(self.head_behind(after))
            if behind == ")":
                out.add(self.said("%data" if kinds[end + 1] == "d" else "%other"))
        told = end + (behind == ")")  # "Long Form (LF) is", "LF, a"
        told += lower[told] == "}"
        if told + 2 < len(lower):
            if lower[told] == "," and lower[told + 1] in ("a", "an", "the"):
                self._said(context.head(told + 1), self.appos, out)
            elif lower[told] in ("is", "are"):
                self._said(context.head(told + 1), self.isa, out)

    def _said(self, what: tuple[str, bool], feature: Look, out: Features) -> None:
        """What a phrase that tells what the name is says: its noun, and whether it speaks of data."""
        noun, of_data = what
        out.add(feature(noun))
        if of_data:
            out.add(feature("%data"))
        if noun:
            out.add(self.said("%data" if of_data else "%other"))

    def _cues(self, start: int, end: int, context: Context, out: Features) -> None:
        """The cues of the sentence, by how near they are."""
        for n in context.by_sentence.get(context.sentence(start), ()):
            first, last, group, _ = context.cues[n]
            if last <= start and start - last <= 4:
                out.add(self.cue_before(f"{group}:{NEAR[start - last]}"))
            elif first >= end and first - end <= 2:
                out.add(self.cue_behind(f"{group}:{NEAR[first - end]}"))
            elif group in SENTENCE_CUES:
                out.add(self.cue(group))

    def _neighbours(self, start: int, end: int, context: Context, labels: dict[int, str], out: Features) -> None:
        """What the names beside it in a list are."""
        kinds, lower = context.kinds, context.lower
        for step, at in ((-1, start - 1), (1, end)):
            if 0 <= at < len(kinds) and (kinds[at] == "," or lower[at] in ("and", "or", "/", "(")):
                at += step
                if 0 <= at < len(kinds) and (lower[at] == "and" or kinds[at] == ","):
                    at += step
                if label := labels.get(at):
                    out.add(self.listed(label))
