"""Which groups are entities, and of what type: the surer ones take their words first."""

import math
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Container, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.knowledge.kinds import USER_STOP, HardwareKind, WordClass
from kg.knowledge.lexicon import Lexicon, config_paths, context_hits, load_lexicon
from kg.model import Label
from kg.names.fold import fold
from kg.names.heads import keys_of
from kg.names.ids import UNLISTED, entity_id
from kg.names.lists import WordRole, function_words
from kg.names.spelling import same_name
from kg.nlp.acronyms import LONG, are_initials, read_definitions
from kg.nlp.context import Context, read_context
from kg.nlp.features import EntityFeatures, Listed
from kg.nlp.groups import Group, best_name, first_rule, group_marks
from kg.nlp.shared_heads import RULE as SHARED_HEAD
from kg.nlp.spans import (
    ACRONYMS,
    CUES,
    ENTITIES,
    LINKS,
    NAMES,
    PATTERNS,
    SHAPES,
    SHARED,
    Mark,
    read_marks,
    write_entities,
)
from kg.nlp.weights import ENTITY, load_weights
from kg.nlp.words import Offsets, words_of

ENTITY_COMPONENT = "kg_entities"
FOUND = (LINKS, PATTERNS, NAMES, SHAPES, ACRONYMS, SHARED)
REPOSITORY = "repository:"
SURE = 0.9  # score with which a longer name is preferred to what it contains
_ACRONYM = re.compile(r"[A-Z]{2,8}s?$")


class EntityDecider:
    """Scores every group with the learned weights; links and user-listed names are accepted without scoring."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        weights = load_weights()
        self.model, self.threshold = weights.models[ENTITY], weights.header.threshold
        self.features = EntityFeatures(lexicon)
        self.of_data = tuple(sorted(function_words(WordRole.DATA_END)))  # ends of names that are never methods
        self.stopped = frozenset(form for form, kind in lexicon.stop.items() if kind == USER_STOP)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities: label = type, kb_id = entity id, id = rule."""
        context = read_context(doc, ENTITY_COMPONENT)
        scored = [
            (score, label, group) for score, label, group in self._scored(doc, context) if score >= self.threshold
        ]
        # Links first: no name within an address is one.
        scored.sort(key=lambda row: (-row[0], not row[2].ref.startswith(REPOSITORY), row[2].key))
        taken = bytearray(len(context.words.text))  # 1 for each character of a mention
        longer = self._longer_names(scored)
        marks: list[Mark] = []
        for _, label, group in scored:
            if self.stopped and not group.ref:
                _drop_stopped(group, self.stopped)
            places = [
                place
                for place in group.mentions
                if 1 not in taken[slice(*place)] and longer.get(place, group.key) == group.key
            ]
            for start, end in places:
                taken[start:end] = b"\1" * (end - start)
            if places:
                target = self._target(group, Label(label), places, context)
                forms = {place: form for form, its in group.forms.items() for place in its}
                marks += [_mark(group.mentions[place], place, label, target, forms[place]) for place in places]
        write_entities(doc, sorted(marks, key=lambda mark: (mark.start, -mark.end)))
        return doc

    def _scored(self, doc: Doc, context: Context) -> Iterator[tuple[float, str, Group]]:
        """The groups with their scores and types; a name that shares its head goes with the one that has it."""
        ends: list[tuple[int, float, str]] = []  # where mentions end, with their scores and types
        followers: list[tuple[Offsets, float, str, Group]] = []
        for group, features in described_groups(doc, context, self.features):
            score, label = self._score(group, features)
            if all(SHARED_HEAD in rules for rules in group.mentions.values()):
                followers.append((min(group.mentions), score, label, group))
                continue
            ends += [(end, score, label) for _, end in group.mentions]
            yield score, label, group
        ends.sort()
        for (start, _), score, label, group in sorted(followers, key=lambda row: row[0]):
            if at := bisect_right(ends, (start, math.inf)):
                _, before, its = ends[at - 1]
                if not group.ref:
                    score, label = before, its
                elif its == label:
                    score = max(score, before)
            for _, end in group.mentions:
                insort(ends, (end, score, label))
            yield score, label, group

    def _score(self, group: Group, features: set[str] | None) -> tuple[float, str]:
        """How surely a group is an entity, and its type."""
        if features is None:
            label = self.lexicon.entries[group.ref][0] if group.ref in self.lexicon.entries else group.label
            return 1.0, label
        probable = self.model.probabilities(features)
        best = max(range(1, len(probable)), key=probable.__getitem__)
        of_data = not group.ref and any(form.lower().endswith(self.of_data) for form in group.forms)
        return 1 - probable[0], Label.DATASET if of_data else self.model.classes[best]

    def _longer_names(self, scored: list[tuple[float, str, Group]]) -> dict[Offsets, str]:
        """For each place of a name inside a longer one that is listed ("RAG" in "adaptive RAG"), defined or sure
        ("LoRA" in "MoE-LoRA"), the key of that."""
        places = sorted({(place, group.key) for _, _, group in scored for place in group.mentions})
        longer: dict[Offsets, str] = {}
        for score, _, group in scored:
            entry = self.lexicon.entries.get(group.ref)
            listed = entry is not None and entry[1].kind != HardwareKind.CLASS  # "consumer-grade GPUs" are GPUs
            for (start, end), rules in group.mentions.items():
                if score >= SURE or LONG in rules or (listed and "gazetteer" in rules):
                    first, last = bisect_left(places, ((start, 0), "")), bisect_left(places, ((end, 0), ""))
                    for place, key in places[first:last]:
                        if place[1] <= end and place != (start, end) and key != group.key:
                            longer[place] = group.key
        return longer

    def _target(self, group: Group, label: Label, places: list[Offsets], context: Context) -> str:
        """The entity's id; an unlisted name gets one that cannot collide with a listed entity's (STAR is not STaR)."""
        listed = group.ref.startswith(f"{label.lower()}:")
        if listed and not self._is_namesake(group, context):
            return group.ref
        name = best_name(group, places, label)
        made = entity_id(label, name)
        entry = self.lexicon.entries.get(made, (label, None))[1]
        if not listed and (
            entry is None or any(fold(form) == fold(name) and same_name(form, name) for form in entry.forms)
        ):
            return made
        return f"{made}{UNLISTED}"

    def _is_namesake(self, group: Group, context: Context) -> bool:
        """Whether the text coins an acronym that is listed for something else, which it does not spell out."""
        if group.ref in self.lexicon.user or group.ref not in self.lexicon.entries:
            return False  # what a user's own line or pattern finds
        if any(" " in form or not _ACRONYM.match(form) for form in group.forms):
            return False
        spelled = (tuple(form.split()) for form in self.lexicon.entries[group.ref][1].forms if not _ACRONYM.match(form))
        letters = {form.rstrip("s").lower() for form in group.forms}
        return any(are_initials(its, words) for words in spelled for its in letters) and any(
            _is_coined(place, context) for place in group.mentions
        )


def _is_coined(place: Offsets, context: Context) -> bool:
    """Whether a paper gives a name to something of its own here: "NAME: a title", "we propose NAME", "… named NAME"."""
    found = context.words
    word, end = found.range_of(*place)
    if word < context.title_end:
        return word == 0 and context.class_at(end) is WordClass.COLON
    cues = context.cues_near(word)
    before = [cue.group for cue in cues if cue.last <= word]
    near = {cue.group for cue in cues if cue.last == word}
    return "propose" in near or ("name" in near and before[-2:-1] == ["propose"])


def _mark(rules: list[str], place: Offsets, label: str, target: str, form: str) -> Mark:
    return Mark(*place, first_rule(rules), label, target, form if SHARED_HEAD in rules else "")


def described_groups(doc: Doc, context: Context, features: EntityFeatures) -> Iterator[tuple[Group, set[str] | None]]:
    """The candidate groups of a text with their features; None for those that need no classification.

    Raises:
        ValueError: a component that finds names has not run.
    """
    found = words_of(doc)
    acronyms = [_as_listed(mark, found.text, features.lexicon) for mark in read_marks(doc, ACRONYMS, ENTITY_COMPONENT)]
    names = read_marks(doc, NAMES, ENTITY_COMPONENT)
    sure = [*read_marks(doc, LINKS, ENTITY_COMPONENT), *read_marks(doc, PATTERNS, ENTITY_COMPONENT)]
    shared = read_marks(doc, SHARED, ENTITY_COMPONENT)
    marks = [*sure, *names, *shared, *read_marks(doc, SHAPES, ENTITY_COMPONENT), *acronyms]
    ranges = [(found.range_of(name.start, name.end), name.label) for name in names]
    at = {word: label for (first, last), label in ranges for word in (first, last - 1)}
    listed = Listed(sorted(ranges), at, max((last - first for (first, last), _ in ranges), default=0))
    labels = {mark.target: mark.label for mark in sure}
    not_entity, user = features.lexicon.not_entity, features.lexicon.user

    def certain(ref: str) -> bool:
        return ref in labels or ref in user

    for group in group_marks(found.text, marks, read_definitions(acronyms), certain):
        if not group.ref and any(
            form in not_entity and context_hits(not_entity[form], found.text) for form in group.forms
        ):
            continue  # the acronym of something else
        if not group.ref and any(
            LONG in group.mentions[place] and features.stop_kind(form)
            for form, places in group.forms.items()
            for place in places
        ):
            continue  # what the text itself writes out is no entity
        group.label = labels.get(group.ref, "")
        yield group, None if certain(group.ref) else features(group, context, listed)


def _as_listed(mark: Mark, text: str, lexicon: Lexicon) -> Mark:
    """A defined long form with the entity that it is listed for, also inside a longer name that is listed."""
    if mark.rule != LONG:
        return mark
    written = text[mark.start : mark.end]
    ids = lexicon.forms.get(written) or lexicon.forms.get(written.lower(), ())
    return mark._replace(label=lexicon.entries[ids[0]][0], target=ids[0]) if len(ids) == 1 else mark


def _drop_stopped(group: Group, stopped: Container[str]) -> None:
    """Drop the forms that a user's lexicon stops, also before a size or a noun ("FooNet-7B", "FooNet model")."""
    for form in list(group.forms):
        keys = keys_of(form)
        if keys.whole in stopped or keys.core in stopped or (keys.sure and keys.head_core in stopped):
            for place in group.forms.pop(form):
                del group.mentions[place]


@Language.factory(
    ENTITY_COMPONENT,
    default_config={"lexicon": []},
    requires=[f"doc._.{name}" for name in ("kg_words", CUES, *FOUND)],
    assigns=["doc.spans", f"doc._.{ENTITIES}"],
)
def make_kg_entities(nlp: Language, name: str, lexicon: list[str]) -> EntityDecider:  # noqa: ARG001
    """The component that decides; `lexicon` lists a user's own lexicon files."""
    return EntityDecider(load_lexicon(config_paths(lexicon)))
