"""Which candidates are entities, and of what type: groups are scored, and the better ones take their words."""

from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.knowledge.lexicon import load_lexicon
from kg.model import Label
from kg.names.ids import entity_id
from kg.names.spelling import same_name
from kg.nlp.context import Context, context_of
from kg.nlp.features import EntityFeatures, Finding, Written, written
from kg.nlp.groups import Group, best_name, first_rule, group_candidates
from kg.nlp.table import Table
from kg.nlp.weights import ENTITY, load_weights
from kg.nlp.words import Notes, notes

THRESHOLD = 0.45  # least probability of being an entity: where F1 on the labelled papers is best
# Names whose own features are so far below none are not looked at further: this loses 37 of 7,733 in 2,000 papers.
HOPELESS = -3_500_000
LINK = "repository:"
Place = tuple[int, int]


class Decide:
    """Writes `doc.spans["kg"]`: label = type, kb_id = entity id, id = rule."""

    def __init__(self, lexicon: tuple[Path, ...]) -> None:
        self.lexicon = load_lexicon(lexicon)
        self.model = load_weights()[ENTITY]
        self.features = EntityFeatures(self.lexicon, self.model.look)
        self.found, self.formed = Table(self._of_finding), Table(self._of_form)

    def __call__(self, doc: Doc) -> Doc:
        """Decide for every group of candidates."""
        found = notes(doc)
        context, labels = context_of(doc), listed_labels(found)
        scored = []
        for group in group_candidates(found, self.lexicon.user):
            score, label = self._score(group, context, labels)
            if score >= THRESHOLD:
                scored.append((score, label, group))
        scored.sort(key=lambda row: (-row[0], row[2].key))
        taken: list[Place] = []
        spans: list[Span] = []
        for _, label, group in scored:
            places = [p for p in group.mentions if not any(p[0] < end and start < p[1] for start, end in taken)]
            taken += places
            spans += self._spans(doc, group, label, places)
        doc.spans["kg"] = sorted(spans, key=lambda span: (span.start, -span.end))
        return doc

    def _score(self, group: Group, context: Context, labels: dict[int, str]) -> tuple[float, str]:
        """How surely a group is an entity, and its type. Of links and of what a user lists there is no doubt."""
        if group.ref.startswith(LINK):
            return 1.0, Label.REPOSITORY
        if group.ref in self.lexicon.user:
            return 1.0, self.lexicon.entries[group.ref][0]
        total = self._of_name(group, context)
        none, *others = self.model.scores(total)
        if max(others) - none < HOPELESS:
            return 0.0, ""
        total = self.model.total(self.features.of_places(group, context, labels), total)
        probable = self.model.probabilities(total)
        best = max(range(1, len(probable)), key=probable.__getitem__)
        return 1 - probable[0], self.model.classes[best]

    def _of_name(self, group: Group, context: Context) -> int:
        """What a name adds up to without the words around it."""
        finding = self.features.finding(group, context)
        found, forms = self.found[finding], written(group, context)
        if len(forms) == 1:
            return found + self.formed[forms[0], finding.label]
        features = set().union(*[self.features.of_form(form, finding.label) for form in forms])
        return self.model.total(features, found)

    def _of_finding(self, finding: Finding) -> int:
        return self.model.total(self.features.of_finding(finding))

    def _of_form(self, key: tuple[Written, str]) -> int:
        return self.model.total(self.features.of_form(*key), 0)

    def _spans(self, doc: Doc, group: Group, label: str, places: list[Place]) -> list[Span]:
        """The mentions of a group that are left to it; spaCy has spans of whole tokens only."""
        if not places:
            return []
        target = group.ref
        if not target.startswith(f"{label.lower()}:"):
            target = self._id(Label(label), best_name(group, places, label))
        spans = []
        for place in places:
            rule = first_rule(group.mentions[place])
            span = doc.char_span(*place, label=label, kb_id=target, span_id=rule, alignment_mode="expand")
            if span is not None:
                spans.append(span)
        return spans

    def _id(self, label: Label, name: str) -> str:
        """The id of an unlisted name, which is no listed one's, unless the name is: STAR is not STaR."""
        made = entity_id(label, name)
        entry = self.lexicon.entries.get(made, (label, None))[1]
        if entry is None or any(same_name(form, name) for form in (entry.name, *entry.aliases)):
            return made
        return f"{made}-unlisted"


def listed_labels(found: Notes) -> dict[int, str]:
    """For the first and last chunk of each listed name, the label that it is listed with."""
    labels: dict[int, str] = {}
    for start, end, _, label, ref in found.candidates:
        if ref:
            first, last = found.text.range_of(start, end)
            labels[first] = labels[last - 1] = label
    return labels


def group_features(found: Notes, context: Context, features: EntityFeatures) -> Iterator[tuple[Group, set[str] | None]]:
    """The groups of a text with all that speaks for and against them; None for links, which need no support."""
    labels = listed_labels(found)
    for group in group_candidates(found, features.lexicon.user):
        yield group, None if group.ref.startswith(LINK) else features(group, context, labels)


@Language.factory("kg_decide", default_config={"lexicon": []}, requires=["doc.user_data"], assigns=["doc.spans"])
def make_decide(nlp: Language, name: str, lexicon: list[str]) -> Decide:  # noqa: ARG001 - spaCy passes them
    """The deciding component; `lexicon` lists a user's own lexicon files."""
    return Decide(tuple(map(Path, lexicon)))
