"""What a paper does with an entity: features of its mentions, and the relation that they speak for."""

from collections.abc import Callable
from functools import cache

from kg.model import Label, Relation
from kg.nlp.context import Context
from kg.nlp.weights import Look, load_weights

Features = dict[str | None, int]  # feature (None: there was no weight) -> the cue that it came from, or -1
Places = list[tuple[int, int]]
_JOINTS = frozenset([",", "and", "or", "/", "&"])  # of a list
_LISTED = _JOINTS | {"(", ")", "the"}


class RelationFeatures:
    """Features that say what a paper does with an entity, as far as `look` wants them."""

    def __init__(self, look: Callable[[str], Look]) -> None:
        self.known = look("")
        self.form, self.title = look("form:"), look("title.")
        self.word_before, self.word_behind = look("p1:"), look("n1:")
        self.two_before, self.two_behind = look("p2:"), look("n2:")
        self.first_before = look("1p1:")
        self.gap = look("gap:")
        # cues before and behind; of any mention, and of the first one
        self.before, self.behind = look("<"), look(">")
        self.first_cue_before, self.first_cue_behind = look("1<"), look("1>")

    def __call__(self, places: Places, rules: set[str], forms: set[str], context: Context) -> dict[str, int]:
        """The features of an entity's mentions, with the number of the cue that each came from, or -1."""
        known = self.known
        listed = "gaz" if "gazetteer" in rules else "new"
        out: Features = {known(listed): -1, known(f"n:{min(len(places), 4)}"): -1}
        for rule in rules:
            out[known(f"rule:{rule}")] = -1
        for form in forms:
            out[self.form(form.lower())] = -1
        body = []
        parts = []
        text = context.text
        for place in places:
            start, end = text.range_of(*place)
            if start < context.title_end:
                self._in_title(start, end, context, out)
            elif text.starts[start] == place[0] and text.ends[end - 1] == place[1]:
                body.append((start, end))
            else:
                parts.append((start, end))  # of a longer word, which is often another thing ("VGGT" in "VGGT-adapter")
        body = body or parts
        if not body:
            out[known("title.only")] = -1
        sentences = {context.sentence(start) for start, _ in body}
        out[known(f"sentences:{min(4, len(sentences))}")] = -1
        sides = {"before" if n < context.turn else "behind" if n > context.turn else "in" for n in sentences}
        out[known(f"turn:{','.join(sorted(sides))}:{listed}")] = -1
        for number, (start, end) in enumerate(body):
            self._in_body(start, end, number == 0, listed, context, out)
            self._cues(start, end, number == 0, listed, context, out)
        out.pop(None, None)
        return out  # type: ignore[return-value]  # None was taken out

    def _in_title(self, start: int, end: int, context: Context, out: Features) -> None:
        lower = context.lower
        out[self.known("title")] = -1
        if end < len(lower) and lower[end] == ":":
            out[self.title("colon")] = -1
        elif start:
            out[self.title(lower[start - 1])] = -1
        else:
            out[self.title("first")] = -1

    def _in_body(self, start: int, end: int, first: bool, listed: str, context: Context, out: Features) -> None:
        """Where a mention of the abstract stands, and the words on either side."""
        known, lower, kinds = self.known, context.lower, context.kinds
        sentence = context.sentence(start)
        position = f"{(sentence - 1) * 4 // context.last_sentence}"
        out[known(f"at:{position}")] = -1
        out[known(f"kind:{kinds[start]}:{listed}")] = -1
        if sentence >= context.last_sentence - 1:
            out[known("at:last")] = -1
        before, behind = lower[start - 1], lower[end] if end < len(lower) else ""
        out[self.word_before(before)] = -1
        out[self.word_behind(behind)] = -1
        if start > 1:
            out[self.two_before(f"{lower[start - 2]} {before}")] = -1
        if end + 1 < len(lower):
            out[self.two_behind(f"{behind} {lower[end + 1]}")] = -1
        if first:
            out[known(f"first:{position}")] = -1
            out[self.first_before(before)] = -1
        if kinds[start - 1] in ".\n" and kinds[end : end + 1] == "b":
            out[known("subject")] = -1
        for own in context.own:
            if context.sentence(own) == sentence and not start <= own < end:
                out[known("own<" if own < start else "own>")] = -1

    def _cues(self, start: int, end: int, first: bool, listed: str, context: Context, out: Features) -> None:
        """The cues of the sentence, the nearest before the mention first."""
        passed: set[str] = set()
        list_start = _list_start(start, context)
        for n in reversed(context.by_sentence.get(context.sentence(start), ())):
            begin, stop, group, phrase = context.cues[n]
            if stop <= start:
                # a cue is as near to all names of a list
                distance = 0 if stop >= list_start else start - stop
                side, first_side = self.before, self.first_cue_before
                if group not in passed:
                    out.setdefault(self.gap(f"{group}:{_gap(context.kinds[stop:start])}:{listed}"), n)
                    passed.add(group)
            elif begin >= end:
                distance, side, first_side = begin - end, self.behind, self.first_cue_behind
            else:
                continue
            near = f"{group}:{'0' if distance <= 1 else '3' if distance <= 5 else '9'}"
            out.setdefault(side(near), n)
            out.setdefault(side("=" + phrase), n)
            if first:
                out.setdefault(first_side(near), n)


def _list_start(at: int, context: Context) -> int:
    """Where the list begins that a name stands in ("A, B and C"); before the first name if it is in none."""
    kinds, lower = context.kinds, context.lower
    if lower[at - 1] in _JOINTS:
        while at and (kinds[at - 1] in "OCUKEDhd" or lower[at - 1] in _LISTED):
            at -= 1
    return at


def _gap(kinds: str) -> str:
    """What stands between a cue and a name: nothing, plain words, a preposition, another name, a comma."""
    if not kinds:
        return "none"
    if "," in kinds or "(" in kinds or ":" in kinds:
        return "comma"
    if "O" in kinds or "C" in kinds:
        return "name"
    return "link" if "p" in kinds else "words" if len(kinds) <= 5 else "far"


@cache
def _features(label: Label) -> RelationFeatures:
    return RelationFeatures(load_weights()[label].look)


def best_relation(
    label: Label, places: Places, rules: set[str], forms: set[str], context: Context
) -> tuple[Relation, list[int]]:
    """The most probable relation, and the numbers of the cues that speak for it, the one that says most first."""
    model = load_weights()[label]
    features = _features(label)(places, rules, forms, context)
    probable = model.probabilities(model.total(features))
    best = probable.index(max(probable))
    support: dict[int, int] = {}
    for feature, cue in features.items():
        if cue >= 0 and (weight := model.weights[feature][best]) > 0:
            support[cue] = support.get(cue, 0) + weight
    return Relation(model.classes[best]), sorted(support, key=lambda n: (-support[n], n))
