"""Learn the weights from labelled papers: `python -m kg.lab.train GOLD.jsonl... -o weights.jsonl`."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc

from kg.knowledge.kinds import HardwareKind
from kg.knowledge.lexicon import load_lexicon
from kg.lab.evaluate import Evaluation, Labelled, Named, as_named, evaluate, read_labelled
from kg.lab.learning import learn
from kg.model import KgError, Label, Paper
from kg.names.fold import fold
from kg.names.heads import cut_size
from kg.nlp import load
from kg.nlp.company import Company, Peer
from kg.nlp.context import read_context
from kg.nlp.entities import ENTITY_COMPONENT, EntityDecider, described_groups
from kg.nlp.evidence import is_listed, relation_features
from kg.nlp.extraction import GAP, entities_of
from kg.nlp.features import EntityFeatures
from kg.nlp.groups import Group, first_rule
from kg.nlp.pipeline import read
from kg.nlp.plain import plain_text
from kg.nlp.relations import RelationFinder
from kg.nlp.shared_heads import RULE as SHARED_HEAD
from kg.nlp.weights import BIAS, CLASSES, ENTITY, Model, WeightLine, WeightsHeader

COMMAND = "python -m kg.lab.train"
FOLDS = 5
THRESHOLDS = tuple(n / 100 for n in range(40, 61, 5))
FULL_LENGTH = 80  # words of an abstract: shorter texts name more things than papers do
LEAST_WEIGHT = 0.05  # that is kept
ABSENT = -9.0  # bias of a class without examples
AS_LISTED = 0.3  # sample weight of an unlisted name's relation when trained as listed
AS_UNLISTED, HARDWARE_AS_UNLISTED = 0.1, 0.5  # sample weights of a listed name when trained as unlisted
_FROM_LISTS = frozenset(["gazetteer", "shape.modified", "shape.headed", SHARED_HEAD])  # rules for listed names
# How features begin that say what lists have, in the name or as its rule.
_OF_LISTS = (
    *("gaz", "begins:", "ends:", "has:", "crosses"),
    *(start + rule for rule in sorted(_FROM_LISTS) for start in ("", "rule:", "rule:t.")),
)
OPTIONAL_ENTITY = 0.1  # sample weight of optional entities: families are kept, or left out, everywhere
OPTIONAL = 0.5  # sample weight of the relation of an optional entity


class Limits(NamedTuple):
    """How closely a model follows its examples: inverse strength of the L2 penalty, and how many a feature has."""

    strength: float
    least_examples: int


ENTITIES, RELATIONS = Limits(0.15, 3), Limits(0.12, 5)


class Example(NamedTuple):
    """A training example."""

    features: list[str]
    kind: str
    weight: float


Examples = dict[str, list[Example]]  # by model


class Lesson(NamedTuple):
    """A labelled paper, read as far as its candidates, with what it teaches."""

    paper: Labelled
    doc: Doc
    examples: Examples


def read_lessons(papers: Iterable[Labelled]) -> list[Lesson]:
    """Labelled papers with their candidates, before anything is decided."""
    nlp, features = load(), _decider().features
    lessons = []
    for paper in papers:
        doc = read(nlp, paper.title + GAP + paper.abstract, until=ENTITY_COMPONENT)
        lessons.append(Lesson(paper, doc, _examples(paper, doc, features)))
    return lessons


def _examples(paper: Labelled, doc: Doc, features_of: EntityFeatures) -> Examples:
    """The training examples of a paper, by model."""
    out: Examples = {name: [] for name in CLASSES}
    labelled: list[tuple[Group, Named]] = []
    context = read_context(doc, COMMAND)
    for group, features in described_groups(doc, context, features_of):
        if features is None:
            continue
        named = _named(group, paper)
        kind = named.type if named else "none"
        weight = OPTIONAL_ENTITY if named and not named.required else 1.0
        out[ENTITY].append(Example(sorted(features), kind, weight))
        if share := _unlisted_share(group, features_of):
            bare = [feature for feature in sorted(features) if not feature.startswith(_OF_LISTS)]
            out[ENTITY].append(Example(bare, kind, weight * share))
        if named:
            labelled.append((group, named))
    _keep_outermost([group for group, _ in labelled])
    labelled = [(group, named) for group, named in labelled if group.mentions]
    peers = [Peer(named.type, is_listed(_rules(group)), sorted(group.mentions)) for group, named in labelled]
    company = Company(peers, context)
    for number, (group, named) in enumerate(labelled):
        out[named.type] += _of_relation(group, named, company, number)
    return out


def _keep_outermost(groups: Sequence[Group]) -> None:
    """Drop the places inside a longer name of another group, which has them when entities are decided."""
    owners = {place: group for group in groups for place in group.mentions}
    for (start, end), group in owners.items():
        around = (its for (first, last), its in owners.items() if first <= start and end <= last)
        if any(its is not group for its in around):
            del group.mentions[start, end]


def _rules(group: Group) -> set[str]:
    return {first_rule(rules) for rules in group.mentions.values()}


def _unlisted_share(group: Group, features_of: EntityFeatures) -> float:
    """How much a listed name counts a second time, as if no list had it; 0 if only a list finds it.

    Labelled papers name little hardware that is on no list, so its weights would hardly be learned.
    """
    label, entry = features_of.lexicon.entries.get(group.ref, ("", None))
    found_else = any(not _FROM_LISTS.issuperset(rules) for rules in group.mentions.values())
    if entry is None or entry.kind == HardwareKind.CLASS or not found_else:
        return 0.0
    return HARDWARE_AS_UNLISTED if label == Label.HARDWARE else AS_UNLISTED


def _of_relation(group: Group, named: Named, company: Company, number: int) -> Iterator[Example]:
    """What a labelled entity teaches of its relation.

    A name that no list has teaches the same again as if one had: most names are listed only once they are known, so a
    paper that introduces one would else be read as one that uses it.
    """
    if not named.relation:
        return
    forms = {form for form, its in group.forms.items() if not group.mentions.keys().isdisjoint(its)}
    rules, relation, weight = _rules(group), named.relation.partition("|")[0], 1.0 if named.required else OPTIONAL
    for its, counts in ((rules, 1.0), ({"gazetteer"}, AS_LISTED)):
        if counts == 1.0 or not is_listed(rules):
            found = {*relation_features(sorted(group.mentions), its, forms, company.context)}
            found |= company.features(number, is_listed(its))
            yield Example(sorted(found), relation, weight * counts)


def _named(group: Group, paper: Labelled) -> Named | None:
    """The labelled entity that a group is, None if it is none."""
    forms = {fold(form) for form in group.forms} | {fold(cut_size(form)) for form in group.forms}
    for entity in paper.entities:
        if entity.type in CLASSES[ENTITY] and not forms.isdisjoint(_folds_of(entity)):
            return entity
    return None


def _folds_of(entity: Named) -> set[str]:
    """The folds of its names; candidates are without mark-up, in which a label may have them ("$\\pi_0$")."""
    return {fold(form) for name in (entity.name, *entity.aliases) for form in (name, plain_text(name).text)}


def fit(examples: Sequence[Example], classes: Sequence[str], limits: Limits) -> dict[str, tuple[float, ...]]:
    """The weight of each feature for each class, by multinomial logistic regression."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    counts = Counter(feature for example in examples for feature in example.features)
    vocabulary = sorted(feature for feature, count in counts.items() if count >= limits.least_examples)
    kinds = {example.kind for example in examples}
    if len(kinds) < 2 or not vocabulary:  # nothing to tell apart
        return {BIAS: tuple(0.0 if c in kinds or not kinds else ABSENT for c in classes)}
    vectorizer = CountVectorizer(analyzer=list, vocabulary=vocabulary, binary=True)
    with threadpool_limits(1):  # the order of a sum's parts, and so its last digits, depend on the number of threads
        matrix = vectorizer.transform(example.features for example in examples)
        model = LogisticRegression(C=limits.strength, max_iter=2000, tol=1e-6)
        model.fit(matrix, [example.kind for example in examples], [example.weight for example in examples])
    rows, bias = model.coef_, model.intercept_
    if len(kinds) == 2:  # one row for both
        rows, bias = [-rows[0] / 2, rows[0] / 2], [-bias[0] / 2, bias[0] / 2]
    by_class = dict(zip(model.classes_, rows, strict=True))
    biases = dict(zip(model.classes_, bias, strict=True))
    out = {BIAS: tuple(round(float(biases.get(c, ABSENT)), 3) for c in classes)}
    for column, feature in enumerate(vocabulary):
        row = tuple(round(float(by_class[c][column]), 3) if c in by_class else 0.0 for c in classes)
        if max(map(abs, row)) >= LEAST_WEIGHT:
            out[feature] = row
    return out


def fit_all(lessons: Iterable[Lesson], names: Iterable[str] = tuple(CLASSES)) -> dict[str, Model]:
    """The models with these names, by default all, from some papers."""
    examples: Examples = {name: [] for name in CLASSES}
    for lesson in lessons:
        for name, its in lesson.examples.items():
            examples[name] += its
    return {
        name: Model(CLASSES[name], fit(examples[name], CLASSES[name], ENTITIES if name == ENTITY else RELATIONS))
        for name in names
    }


@cache
def _decider() -> EntityDecider:
    """One is enough for all folds: what it makes of the lexicon takes longer than deciding."""
    return EntityDecider(load_lexicon())


def decide(lessons: Iterable[Lesson], models: dict[str, Model], threshold: float) -> Evaluation:
    """How well models agree with the labels of some papers."""
    entities, relations = copy(_decider()), RelationFinder()
    entities.model, entities.threshold, relations.models = models[ENTITY], threshold, models
    gold, found = {}, {}
    for paper, doc, _ in lessons:
        read = entities_of(relations(entities(doc)), Paper(paper.id, paper.title, paper.abstract))
        gold[paper.id], found[paper.id] = paper, as_named(read)
    return evaluate(gold, found)


def folds(lessons: Sequence[Lesson]) -> Iterator[tuple[list[Lesson], list[Lesson]]]:
    """Papers to learn from and papers to test on, so that each paper is tested on once."""
    number = {lesson.paper.id: _hash(lesson.paper.id) % FOLDS for lesson in lessons}
    for fold_number in range(FOLDS):
        learned = [lesson for lesson in lessons if number[lesson.paper.id] != fold_number]
        yield learned, [lesson for lesson in lessons if number[lesson.paper.id] == fold_number]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def find_threshold(lessons: Sequence[Lesson]) -> tuple[float, dict[float, float]]:
    """The lowest threshold with the best F1 of entities on held-out papers, and the F1 of each.

    Only papers of full length count, where there are any.
    """
    counts = {threshold: [0, 0] for threshold in THRESHOLDS}
    untaught = {name: Model(classes, {}) for name, classes in CLASSES.items()}  # relations do not count
    full = {lesson.paper.id for lesson in lessons if len(lesson.paper.abstract.split()) >= FULL_LENGTH}
    for learned, tested in folds(lessons):
        models = untaught | fit_all(learned, [ENTITY])
        tested = [lesson for lesson in tested if lesson.paper.id in full or not full]
        for threshold, count in counts.items():
            total = decide(tested, models, threshold).total()
            count[0] += 2 * total.tp
            count[1] += 2 * total.tp + total.fp + total.fn
    scores = {threshold: right / whole if whole else 0.0 for threshold, (right, whole) in counts.items()}
    return max(scores, key=lambda threshold: (scores[threshold], -threshold)), scores


def train(gold: Mapping[str, Mapping[str, Labelled]]) -> list[WeightLine]:
    """The lines of a weights file, from labelled papers by the name of their file."""
    papers = {key: paper for its in gold.values() for key, paper in its.items()}
    lessons = read_lessons(papers[key] for key in sorted(papers))
    threshold, _ = find_threshold(lessons)
    header = WeightsHeader(COMMAND, {name: len(its) for name, its in sorted(gold.items())}, threshold)
    lines = [
        WeightLine(model=name, feature=feature, weights={c: w for c, w in zip(model.classes, row, strict=True) if w})
        for name, model in sorted(fit_all(lessons).items())
        for feature, row in sorted(model.weights.items())
    ]
    return [WeightLine(header=header), *lines]


def read_gold(paths: Iterable[Path]) -> dict[str, dict[str, Labelled]]:
    """The labelled papers of some files, by the name of their file.

    Raises:
        KgError: a paper has no abstract: what is learned from titles alone is no use for abstracts.
    """
    out: dict[str, dict[str, Labelled]] = {}
    for path in paths:
        out[path.name] = read_labelled(path)
        if bare := next((paper.id for paper in out[path.name].values() if not paper.abstract), ""):
            raise KgError(f"{path}: {bare} has no abstract: give labelled papers with their texts")
    return out


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of `python -m kg.lab.train`."""
    labelled = "labelled papers with abstracts, as for kg evaluate"
    lines, _ = learn(arguments, COMMAND, __doc__, labelled, lambda paths: train(read_gold(paths)))
    header = lines[0].header
    assert header is not None
    print(f"{len(lines) - 1} weights from {sum(header.trained_on.values())} papers, threshold {header.threshold}")


if __name__ == "__main__":
    main()
