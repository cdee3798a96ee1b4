"""What speaks for and against a group: its forms, the words around it, and how it was found."""

from bisect import bisect_left
from functools import lru_cache

from kg.lexicon import Lexicon
from kg.nlp.groups import Group, cached_fold
from kg.nlp.words import Notes


class Context:
    """A text made ready for looking around: its chunks in lower case, their sentences, cues by sentence."""

    def __init__(self, found: Notes) -> None:
        self.text = found.text
        self.kinds = found.text.kinds
        self.lower = [word.lower() for word in found.text.words]
        self.title_end = max(0, self.kinds.find("\n"))
        self.breaks = [i for i, kind in enumerate(self.kinds) if kind in ".\n"]
        self.last_sentence = max(1, len(self.breaks))
        self.own = self._own_name()
        self.cues = found.cues
        self.by_sentence: dict[int, list[int]] = {}
        for n, cue in enumerate(found.cues):
            self.by_sentence.setdefault(self.sentence(cue.first), []).append(n)

    def sentence(self, chunk: int) -> int:
        """The number of the sentence that a chunk is in; the title is 0."""
        return bisect_left(self.breaks, chunk)

    def _own_name(self) -> list[int]:
        """Where the abstract has the name that stands before the title's colon."""
        if self.kinds.find(":", 0, self.title_end) != 1:
            return []
        words = self.text.words
        return [i for i in range(self.title_end, len(words)) if words[i] == words[0]]


@lru_cache(maxsize=131072)
def form_features(form: str, kinds: str) -> tuple[str, ...]:
    """Features of a name as it is written."""
    words = form.lower().split()
    last = words[-1]
    if len(last) > 3 and last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
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
    if any(map(str.isdigit, form)):
        out.append("digit" if form[-1].isdigit() else "digit.in")
    if "-" in form:
        out.append("hyphen")
    return tuple(out)


def entity_features(group: Group, context: Context, lexicon: Lexicon, labels: dict[int, str]) -> set[str]:
    """Features that say what a group is; `labels` gives for a chunk the gazetteer's label of the name there."""
    out: set[str] = set()
    entry = lexicon.entries.get(group.ref)
    if entry:
        out.add(f"gaz:{entry[0]}")
        if entry[1].broad:
            out.add("gaz.broad")
        if entry[1].wary and any(form in entry[1].wary for form in group.forms):
            out.add(f"gaz.wary:{entry[0]}")
    for form, places in group.forms.items():
        start, end = context.text.range_of(*places[0])
        kinds = context.kinds[start:end]
        out.update(form_features(form, kinds))
        if kind := lexicon.stop.get(cached_fold(form)):
            out.add(f"stop:{kind}")
            out.add("stop")
        if entry:
            out.add(f"gaz:{entry[0]}:{kinds[:1]}")
    out.add(f"count:{min(len(group.mentions), 4)}")
    for place, rules in group.mentions.items():
        _mention_features(place, rules, context, labels, out)
    return out


def _mention_features(
    place: tuple[int, int], rules: list[str], context: Context, labels: dict[int, str], out: set[str]
) -> None:
    start, end = context.text.range_of(*place)
    kinds, lower = context.kinds, context.lower
    title = start < context.title_end
    where = "t." if title else ""
    for rule in rules:
        out.add(f"rule:{where}{rule}")
    if context.text.starts[start] != place[0]:
        out.add("part.left")
    if (rest := context.text.ends[end - 1]) != place[1]:
        out.add("part.right")
        out.add(f"part.right:{context.text.text[place[1] + 1 : rest].lower()}")
    if title:
        out.add("title")
        if end < len(lower) and lower[end] == ":":
            out.add("title.colon")
        return
    p1 = lower[start - 1] if start else ""
    n1 = lower[end] if end < len(lower) else ""
    out.add(f"p1:{p1}")
    out.add(f"n1:{n1}")
    out.add(f"n1k:{kinds[end : end + 1]}")
    out.add(f"p1k:{kinds[start - 1 : start]}")
    if start > 1:
        out.add(f"p2:{lower[start - 2]} {p1}")
    if end + 1 < len(lower):
        out.add(f"n2:{n1} {lower[end + 1]}")
        if kinds[end + 1] in "dh":
            out.add(f"nh:{lower[end + 1]}")
    sentence = context.sentence(start)
    for n in context.by_sentence.get(sentence, ()):
        _, _, first, last, group, _ = context.cues[n]
        if last <= start and start - last <= 4:
            out.add(f"cue<:{group}:{_near(start - last)}")
        elif first >= end and first - end <= 2:
            out.add(f"cue>:{group}:{_near(first - end)}")
        elif group in ("evaluate", "run", "release"):
            out.add(f"cue:{group}")
    _neighbours(start, end, context, labels, out)
    if n1 == "," and end + 2 < len(lower) and lower[end + 1] in ("a", "an", "the"):
        out.add(f"appos:{_head(end + 2, context)}")
    elif n1 in ("is", "are") and end + 2 < len(lower):
        out.add(f"isa:{_head(end + 1, context)}")
    if p1 == "," or p1 in (":", "("):
        out.add(f"before:{_head_before(start - 1, context)}")


def _near(distance: int) -> str:
    return "0" if distance == 0 else "1" if distance <= 2 else "3"


def _neighbours(start: int, end: int, context: Context, labels: dict[int, str], out: set[str]) -> None:
    """What the names beside it in a list are."""
    kinds, lower = context.kinds, context.lower
    for step, at in ((-1, start - 1), (1, end)):
        if 0 <= at < len(kinds) and (kinds[at] == "," or lower[at] in ("and", "or", "/", "(")):
            at += step
            if 0 <= at < len(kinds) and (lower[at] == "and" or kinds[at] == ","):
                at += step
            if label := labels.get(at):
                out.add(f"list:{label}")


def _head(at: int, context: Context) -> str:
    """The noun that the phrase from `at` on ends with."""
    stop = at
    while stop < min(len(context.kinds), at + 10) and context.kinds[stop] in "lhgdDOCUGKEm":
        stop += 1
        if context.kinds[stop - 1] in "hd" and (stop >= len(context.kinds) or context.kinds[stop] not in "lhd"):
            break
    return context.lower[stop - 1] if stop > at else ""


def _head_before(at: int, context: Context) -> str:
    """The nearest head noun before a list: "datasets, namely X, Y"."""
    for i in range(at - 1, max(-1, at - 14), -1):
        if context.kinds[i] in "dh":
            return context.lower[i]
        if context.kinds[i] in ".\n":
            break
    return ""


def relation_features(
    places: list[tuple[int, int]], rules: set[str], forms: set[str], context: Context
) -> dict[str, int]:
    """Features that say what the paper does with an entity, with the number of the cue that each came from (or -1)."""
    listed = "gaz" if "gazetteer" in rules else "new"
    out: dict[str, int] = dict.fromkeys((f"n:{min(len(places), 4)}", listed, *(f"rule:{rule}" for rule in rules)), -1)
    for form in forms:
        out[f"form:{form.lower()}"] = -1
    body = []
    for place in places:
        start, end = context.text.range_of(*place)
        if start < context.title_end:
            _title_relation(start, end, context, out)
        else:
            body.append((start, end))
    if not body:
        out["title.only"] = -1
    out[f"sentences:{min(4, len({context.sentence(start) for start, _ in body}))}"] = -1
    for number, (start, end) in enumerate(body):
        _body_relation(start, end, number == 0, listed, context, out)
    return out


def _title_relation(start: int, end: int, context: Context, out: dict[str, int]) -> None:
    lower = context.lower
    out["title"] = -1
    if end < len(lower) and lower[end] == ":":
        out["title.colon"] = -1
    elif start:
        out[f"title.{lower[start - 1]}"] = -1
    else:
        out["title.first"] = -1


def _body_relation(start: int, end: int, first: bool, listed: str, context: Context, out: dict[str, int]) -> None:
    """Features of one mention in the abstract."""
    lower, kinds = context.lower, context.kinds
    sentence = context.sentence(start)
    position = f"{(sentence - 1) * 4 // context.last_sentence}"
    out[f"at:{position}"] = -1
    out[f"kind:{kinds[start]}:{listed}"] = -1
    if sentence >= context.last_sentence - 1:
        out["at:last"] = -1
    before, after = lower[start - 1], lower[end] if end < len(lower) else ""
    out[f"p1:{before}"] = -1
    out[f"n1:{after}"] = -1
    if start > 1:
        out[f"p2:{lower[start - 2]} {before}"] = -1
    if end + 1 < len(lower):
        out[f"n2:{after} {lower[end + 1]}"] = -1
    if first:
        out[f"first:{position}"] = -1
        out[f"1p1:{before}"] = -1
    if kinds[start - 1] in ".\n" and kinds[end : end + 1] == "b":
        out["subject"] = -1
    for own in context.own:
        if context.sentence(own) != sentence:
            continue
        if own < start:
            out["own<"] = -1
        elif own >= end:
            out["own>"] = -1
    passed: set[str] = set()
    for n in reversed(context.by_sentence.get(sentence, ())):
        _, _, begin, stop, group, phrase = context.cues[n]
        if stop <= start:
            near = "0" if start - stop <= 1 else "3" if start - stop <= 5 else "9"
            side = "<"
            if group not in passed:
                out.setdefault(f"gap:{group}:{_gap(kinds[stop:start])}:{listed}", n)
            passed.add(group)
        elif begin >= end:
            near = "0" if begin - end <= 1 else "3" if begin - end <= 5 else "9"
            side = ">"
        else:
            continue
        out.setdefault(f"{side}{group}:{near}", n)
        out.setdefault(f"{side}={phrase}", n)
        if first:
            out.setdefault(f"1{side}{group}:{near}", n)


def _gap(kinds: str) -> str:
    """What stands between a cue and a name: nothing, plain words, a preposition, another name, a comma."""
    if not kinds:
        return "none"
    if "," in kinds or "(" in kinds or ":" in kinds:
        return "comma"
    if "O" in kinds or "C" in kinds:
        return "name"
    return "link" if "p" in kinds else "words" if len(kinds) <= 5 else "far"
