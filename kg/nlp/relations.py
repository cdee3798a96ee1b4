"""Relation classification: how the paper relates to each entity."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from statistics import fmean
from typing import NamedTuple, TypedDict

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Label, Relation
from kg.names.lists import RoleWords, WordRole
from kg.nlp.company import Company, Peer
from kg.nlp.context import Context, Cue, read_context
from kg.nlp.evidence import NO_CUE, Features, is_listed, relation_features
from kg.nlp.spans import CUES, ENTITIES, Mark, read_marks
from kg.nlp.weights import Model, load_weights
from kg.nlp.words import Offsets

RELATION_COMPONENT = "kg_relations"
Decided = tuple[Relation, list[Cue]]
_BY_THE_PAPER = frozenset([Relation.PROPOSES, Relation.INTRODUCES])
MOST_CUES = 2  # cues kept as evidence of a relation
_OWN = RoleWords(WordRole.OWN)
_NOT_OF_LINKS = RoleWords(WordRole.NOT_OF_LINK)
_CLAUSE_END = re.compile(r"[.;]\s|\bhttps?://\S+")
_BEFORE_LINK = re.compile(r"(?: ?[(<\[{]|\]\()(?:\\url\{)?$")  # "Name (https://…)", "[Name](https://…)"
LONGEST_OPENER = 8  # characters of that
_ORIGIN_CUE = re.compile(r"^extend(?:s|ing)?$| (?:on|upon|from|of)$")  # of what a paper's own code is made from
_TO_LINK = re.compile(r"(?: ?[(<\[{]| |\\url\{)*")  # a verb and the link that is its object
_WE_USE = re.compile(r"[)\]}]*,? (?:which|that) we (?:adapt|adopt|build|employ|extend|follow|modify|rely|start|use)\b")


class FoundRelation(TypedDict):
    """A relation, and the cues that it was read from: start, end and group of each."""

    type: str
    cues: list[tuple[int, int, str]]


Doc.set_extension("kg_relations", default=None, force=True)


class RelationScores(NamedTuple):
    """What speaks for each relation of an entity, and where the list begins that it is named in, and only there."""

    label: str
    model: Model
    features: Features
    probable: list[float]
    list_start: int | None


def agreed(scores: Mapping[str, RelationScores]) -> Iterator[tuple[str, RelationScores]]:
    """The scores of entities, in which those of one list ("A, B and C") have one relation."""
    lists: defaultdict[tuple[str, int], list[list[float]]] = defaultdict(list)
    for its in scores.values():
        if its.list_start is not None:
            lists[its.label, its.list_start].append(its.probable)
    for target, its in scores.items():
        alike = [its.probable] if its.list_start is None else lists[its.label, its.list_start]
        yield target, its._replace(probable=[fmean(column) for column in zip(*alike, strict=True)])


def best_relation(scores: RelationScores, context: Context) -> Decided:
    """The most probable relation, and the cues with the most weight for it, in the order of the text."""
    model, best = scores.model, scores.probable.index(max(scores.probable))
    support: defaultdict[int, float] = defaultdict(float)
    for feature, cue in scores.features.items():
        if cue != NO_CUE and (row := model.weights.get(feature)) and row[best] > 0:
            support[cue] += row[best]
    cues = sorted(support, key=lambda n: (-support[n], n))[:MOST_CUES]
    return Relation(model.classes[best]), [context.cues[n] for n in sorted(cues)]


def _ends_of_others(mentions: Mapping[str, list[Mark]], found: Mapping[str, Decided]) -> set[int]:
    """Where listed names end that the paper only uses; of new names, most are its own."""
    others = [target for target, (relation, _) in found.items() if relation not in _BY_THE_PAPER]
    return {mark.end for target in others for mark in mentions[target] if mark.rule == "gazetteer"}


def _is_behind(start: int, names: Container[int], text: str) -> bool:
    """Whether a link stands right behind one of the names that end there: "FooNet (https://…)"."""
    before = text[:start].rstrip()
    opened = _BEFORE_LINK.search(before, max(0, len(before) - LONGEST_OPENER))
    return opened is not None and opened.start() in names


def _link_relation(places: list[Offsets], context: Context, others: Container[int]) -> Decided:
    """A link is the paper's own, unless what stands before or behind it says that the paper only uses it.

    `others` are the ends of names of other people's work.
    """
    found, (start, end) = context.words, places[0]
    word = found.range_of(start, start + 1)[0]
    first = found.sentences[found.sentence(word)]
    first += max((match.end() for match in _CLAUSE_END.finditer(found.text[first:start])), default=0)
    cues = context.cues_near(word)
    before = [cue for cue in cues if first <= found.starts[cue.first] < start]
    own = [cue for cue in before if cue.group == "release" or cue.phrase in _OWN.words]
    used = [cue for cue in before if cue.group == "use" and cue.phrase not in _NOT_OF_LINKS.words]
    if _WE_USE.match(found.text, end):
        return Relation.LINKS_TO, [cue for cue in cues if cue not in before][:MOST_CUES]
    if own:
        used = [cue for cue in used if _ORIGIN_CUE.search(cue.phrase)]
    if any(cue.group == "release" for cue in own):  # "our code": only of what the link is the object of
        used = [cue for cue in used if _TO_LINK.fullmatch(found.text, found.ends[cue.last - 1], start)]
    of_others = (word and context.lower[word - 1] == "of") or _is_behind(start, others, found.text)
    if used or (of_others and not own):
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
        links = {target: marks for target, marks in mentions.items() if marks[0].label == Label.REPOSITORY}
        others = {target: marks for target, marks in mentions.items() if target not in links}
        company = Company([_peer(marks) for marks in others.values()], context)
        scores = {
            target: self._read(number, marks, company, context) for number, (target, marks) in enumerate(others.items())
        }
        found = {target: best_relation(its, context) for target, its in agreed(scores)}
        ends = _ends_of_others(mentions, found) if links else set[int]()
        found |= {target: _link_relation(_places(marks), context, ends) for target, marks in links.items()}
        doc._.kg_relations = {target: _with_places(*found[target], context) for target in mentions}
        return doc

    def _read(self, number: int, marks: list[Mark], company: Company, context: Context) -> RelationScores:
        places, label, listed = company.peers[number].places, marks[0].label, company.peers[number].listed
        model = self.models[label]
        forms = {mark.name or context.words.text[mark.start : mark.end] for mark in marks}
        features = relation_features(places, {mark.rule for mark in marks}, forms, context)
        features |= dict.fromkeys(company.features(number, listed), NO_CUE)
        starts = {context.words.range_of(*place)[0] for place in places}
        first = min(starts)
        alone = len(starts) == 1 and first >= context.title_end
        return RelationScores(
            label, model, features, model.probabilities(features), context.list_start(first) if alone else None
        )


def _peer(marks: list[Mark]) -> Peer:
    return Peer(marks[0].label, is_listed({mark.rule for mark in marks}), _places(marks))


def _places(marks: Iterable[Mark]) -> list[Offsets]:
    return sorted({mark[:2] for mark in marks})


def _with_places(relation: Relation, cues: Iterable[Cue], context: Context) -> FoundRelation:
    """A relation with the places of its cues in the text with mark-up."""
    starts, ends, origin = context.words.starts, context.words.ends, context.words.plain.origin
    shown = [(*origin(starts[cue.first], ends[cue.last - 1]), cue.group) for cue in cues]
    return {"type": relation.value, "cues": shown}


@Language.factory(RELATION_COMPONENT, requires=[f"doc._.{ENTITIES}", f"doc._.{CUES}"], assigns=["doc._.kg_relations"])
def make_kg_relations(nlp: Language, name: str) -> RelationFinder:  # noqa: ARG001 - spaCy passes them
    """The component for relations."""
    return RelationFinder()
