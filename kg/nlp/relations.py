"""What a paper does with an entity: features of its mentions, and the relation that they speak for."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypedDict

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.kinds import WordClass as C
from kg.model import Label, Relation
from kg.names.fold import singular
from kg.nlp.clusters import group_features, word_features
from kg.nlp.context import Context, Cue, read_context
from kg.nlp.spans import CUES, ENTITIES, Mark, read_marks
from kg.nlp.weights import Model, load_weights
from kg.nlp.words import Offsets

RELATION_COMPONENT = "kg_relations"
MOST_CUES = 2  # of the words that a relation was read from, how many are kept
NO_CUE = -1
WINDOW = 6  # words on either side of a mention
Features = dict[str, int]  # feature -> the number of the cue that it came from, or NO_CUE
_OWN = frozenset(["our", "ours"])
_NOT_OF_LINKS = frozenset(["by means of", "through", "together with", "under", "via", "with"])
_CLAUSE_END = re.compile(r"[.;]\s|\bhttps?://\S+")
_WE_USE = re.compile(r"[)\]}]*,? (?:which|that) we ")
_PAUSES = frozenset([C.COMMA, C.OPENING, C.COLON])


class FoundRelation(TypedDict):
    """A relation, and the cues that it was read from: start, end and group of each."""

    type: str
    cues: list[tuple[int, int, str]]


Doc.set_extension("kg_relations", default=None, force=True)


def relation_features(places: list[Offsets], rules: set[str], forms: set[str], context: Context) -> Features:
    """The features of an entity's mentions."""
    listed = "gaz" if "gazetteer" in rules else "new"
    out: Features = {}
    _add(out, listed, f"n:{min(len(places), 4)}")
    _add(out, *(f"rule:{rule}" for rule in rules), *(f"form:{singular(form).lower()}" for form in forms))
    found = context.words
    body, parts = [], []
    for place in places:
        start, end = found.range_of(*place)
        if start < context.title_end:
            _add(out, *_in_title(start, end, context))
        elif found.starts[start] == place[0] and found.ends[end - 1] == place[1]:
            body.append((start, end))
        else:
            parts.append((start, end))  # of a longer word, which is often another thing ("VGGT" in "VGGT-adapter")
    body = body or parts
    sentences = {found.sentence(start) for start, _ in body}
    sides = {"before" if n < context.turn else "behind" if n > context.turn else "in" for n in sentences}
    _add(out, f"sentences:{min(4, len(sentences))}", f"turn:{','.join(sorted(sides))}:{listed}")
    if not body:
        _add(out, "title.only")
    elif "title" in out:
        _add(out, f"title+body:{listed}")
    for number, (start, end) in enumerate(body):
        _add(out, *_in_body(start, end, number == 0, listed, context))
        _add(out, *_around(start, end, context))
        for feature, cue in _cue_features(start, end, number == 0, listed, context):
            out.setdefault(feature, cue)
    return out


def _add(out: Features, *features: str) -> None:
    out.update(dict.fromkeys(features, NO_CUE))


def _in_title(start: int, end: int, context: Context) -> Iterator[str]:
    yield "title"
    if context.class_at(end) is C.COLON:
        yield "title.colon"
    else:
        yield f"title.{context.lower[start - 1]}" if start else "title.first"


def _in_body(start: int, end: int, first: bool, listed: str, context: Context) -> Iterator[str]:
    """Where a mention of the abstract stands, and the words on either side."""
    lower = context.lower
    sentence = context.words.sentence(start)
    position = max(0, sentence - 1) * 4 // context.last_sentence
    yield from (f"at:{position}", f"class:{context.classes[start]}:{listed}", f"p1c:{context.class_at(start - 1)}")
    if sentence >= context.last_sentence:
        yield "at:last"
    before, behind = lower[start - 1] if start else "", lower[end] if end < len(lower) else ""
    yield from word_features("p1", before)
    yield from word_features("n1", behind)
    if start > 1:
        yield f"p2:{lower[start - 2]} {before}"
        yield from group_features("p2", lower[start - 2])
    if end + 1 < len(lower):
        yield f"n2:{behind} {lower[end + 1]}"
        yield from group_features("n2", lower[end + 1])
    if first:
        yield from (f"first:{position}", f"1p1:{before}")
    if context.class_at(start - 1) in (C.STOP, C.LINE_BREAK) and context.class_at(end) is C.BREAK:
        yield "subject"
    for own in context.own:
        if context.words.sentence(own) == sentence and not start <= own < end:
            yield "own<" if own < start else "own>"


def _around(start: int, end: int, context: Context) -> Iterator[str]:
    """The words of the sentence near a mention, on either side, and how the sentence begins."""
    lower, found = context.lower, context.words
    sentence = found.sentence(start)
    first = start
    while first and found.sentence(first - 1) == sentence:
        first -= 1
    for word in lower[max(first, start - WINDOW) : start]:
        yield f"l:{word}"
    for at in range(end, min(end + WINDOW, len(lower))):
        if found.sentence(at) != sentence:
            break
        yield f"r:{lower[at]}"
    yield f"s1:{lower[first]}"
    if first + 1 < len(lower):
        yield f"s2:{lower[first]} {lower[first + 1]}"
    cues = [context.cues[n] for n in context.by_sentence.get(sentence, ())]
    before = [cue.group for cue in cues if cue.last <= start]
    behind = [cue.group for cue in cues if cue.first >= end]
    yield f"path:{'+'.join(before[-2:])}"
    yield f"path1:{before[-1] if before else ''}|{behind[0] if behind else ''}"


def _cue_features(start: int, end: int, first: bool, listed: str, context: Context) -> Iterator[tuple[str, int]]:
    """The cues of the sentence, the nearest before the mention first, each with its number."""
    passed: set[str] = set()
    list_start = context.list_start(start)
    for number in reversed(context.by_sentence.get(context.words.sentence(start), ())):
        begin, stop, group, phrase = context.cues[number]
        if stop <= start:
            distance, side = 0 if stop >= list_start else start - stop, "<"  # as near to all names of a list
            if group not in passed:
                yield f"gap:{group}:{_gap(context.classes[stop:start])}:{listed}", number
                passed.add(group)
        elif begin >= end:
            distance, side = begin - end, ">"
        else:
            continue
        near = f"{group}:{'0' if distance <= 1 else '3' if distance <= 5 else '9'}"
        yield from ((f"{side}{near}", number), (f"{side}={phrase}", number))
        if first:
            yield f"1{side}{near}", number


def _gap(classes: Sequence[C]) -> str:
    """What stands between a cue and a name: nothing, plain words, a preposition, another name, a comma."""
    if not classes:
        return "none"
    if not _PAUSES.isdisjoint(classes):
        return "comma"
    if C.ODD in classes or C.CAPITALISED in classes:
        return "name"
    return "link" if C.LINK in classes else "words" if len(classes) <= 5 else "far"


def best_relation(model: Model, features: Features, context: Context) -> tuple[Relation, list[Cue]]:
    """The most probable relation, and the cues that speak for it most, in the order of the text."""
    probable = model.probabilities(features)
    best = probable.index(max(probable))
    support: defaultdict[int, float] = defaultdict(float)
    for feature, cue in features.items():
        if cue != NO_CUE and (row := model.weights.get(feature)) and row[best] > 0:
            support[cue] += row[best]
    cues = sorted(support, key=lambda n: (-support[n], n))[:MOST_CUES]
    return Relation(model.classes[best]), [context.cues[n] for n in sorted(cues)]


def _link_relation(places: list[Offsets], context: Context) -> tuple[Relation, list[Cue]]:
    """A link is the paper's own, unless what stands before or behind it says that the paper only uses it."""
    found, (start, end) = context.words, places[0]
    word = found.range_of(start, start + 1)[0]
    first = found.sentences[found.sentence(word)]
    first += max((match.end() for match in _CLAUSE_END.finditer(found.text[first:start])), default=0)
    cues = [context.cues[n] for n in context.by_sentence.get(found.sentence(word), ())]
    before = [cue for cue in cues if first <= found.starts[cue.first] < start]
    own = [cue for cue in before if cue.group == "release" or cue.phrase in _OWN]
    used = [cue for cue in before if cue.group == "use" and cue.phrase not in _NOT_OF_LINKS]
    if behind := _WE_USE.match(found.text, end):
        used, own = [cue for cue in cues if behind.end() == found.starts[cue.first] and cue.group == "use"], []
    elif any(cue.group == "release" for cue in own):
        used = []
    elif own:
        used = [
            cue for cue in used if cue.phrase.endswith((" on", " upon", " from")) or cue.phrase.startswith("extend")
        ]
    if used or (context.lower[word - 1] == "of" and not own):
        return Relation.LINKS_TO, used[:MOST_CUES]
    return Relation.HAS_CODE, own[:MOST_CUES]


class RelationFinder:
    """Sets `doc._.kg_relations`: entity id -> its relation."""

    def __init__(self) -> None:
        self.models = load_weights().models

    def __call__(self, doc: Doc) -> Doc:
        """Find the relation of every entity."""
        context = read_context(doc, RELATION_COMPONENT)
        mentions: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in read_marks(doc, ENTITIES, RELATION_COMPONENT):
            mentions[mark.target].append(mark)
        doc._.kg_relations = {target: self._relation(marks, context) for target, marks in mentions.items()}
        return doc

    def _relation(self, marks: list[Mark], context: Context) -> FoundRelation:
        label, places = marks[0].label, sorted({mark[:2] for mark in marks})
        if label == Label.REPOSITORY:
            relation, cues = _link_relation(places, context)
        else:
            forms = {mark.name or context.words.text[mark.start : mark.end] for mark in marks}
            features = relation_features(places, {mark.rule for mark in marks}, forms, context)
            relation, cues = best_relation(self.models[label], features, context)
        starts, ends, origin = context.words.starts, context.words.ends, context.words.plain.origin
        shown = [(*origin(starts[cue.first], ends[cue.last - 1]), cue.group) for cue in cues]
        return {"type": relation.value, "cues": shown}


@Language.factory(RELATION_COMPONENT, requires=[f"doc._.{ENTITIES}", f"doc._.{CUES}"], assigns=["doc._.kg_relations"])
def make_kg_relations(nlp: Language, name: str) -> RelationFinder:  # noqa: ARG001 - spaCy passes them
    """The component for relations."""
    return RelationFinder()
