"""How well predicted entities and relations agree with labelled ones."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from kg.files import read_jsonl
from kg.model import ENTITY_LABELS, Entity, KgError, Label
from kg.names.fold import fold
from kg.names.links import address_key
from kg.wording import counted


class Error(StrEnum):
    """What can be wrong with a paper's entities."""

    MISSED = "missed"  # labelled, and nothing like it predicted
    PARTIAL = "partial"  # labelled, and predicted with a name that covers it or is covered by it
    SPURIOUS = "spurious"  # predicted, not labelled
    DUPLICATE = "duplicate"  # predicted a second time, where it should be an alias
    RELATION = "wrong relation"


class Named(msgspec.Struct, frozen=True):
    """An entity of a labelled or a predicted record; other keys are ignored."""

    type: str
    name: str
    aliases: tuple[str, ...] = ()
    relation: str | None = ""  # of a label also "A|B" where either is right, or null where it is not judged
    required: bool = True


class Labelled(msgspec.Struct, frozen=True):
    """A paper with its entities."""

    id: str
    title: str = ""
    abstract: str = ""
    entities: tuple[Named, ...] = ()


class Mistake(msgspec.Struct, frozen=True):
    """One disagreement: what was labelled, or what was predicted, or both."""

    error: Error
    paper: str
    gold: Named | None
    predicted: Named | None


class Score(msgspec.Struct):
    """Agreement on one type: the entities that were found, whatever their relation, and the mistakes of each kind."""

    tp: int = 0
    errors: Counter[Error] = msgspec.field(default_factory=Counter)

    @property
    def fp(self) -> int:
        """Entities that were predicted wrongly."""
        return self.errors[Error.SPURIOUS] + self.errors[Error.DUPLICATE]

    @property
    def fn(self) -> int:
        """Entities that were not found."""
        return self.errors[Error.MISSED] + self.errors[Error.PARTIAL]

    @property
    def entity(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of entities."""
        return precision_recall(self.tp, self.fp, self.fn)

    @property
    def edge(self) -> tuple[float, float, float]:
        """The same of entities with their relation: one with a wrong relation is missed, and another predicted."""
        wrong = self.errors[Error.RELATION]
        return precision_recall(self.tp - wrong, self.fp + wrong, self.fn + wrong)


class Evaluation(msgspec.Struct):
    """Scores by type, and every mistake in the order of the papers."""

    papers: int
    predicted: int
    scores: dict[Label, Score]
    mistakes: list[Mistake]

    def total(self) -> Score:
        """The scores of all types together."""
        scores = self.scores.values()
        return Score(sum(score.tp for score in scores), sum((score.errors for score in scores), Counter()))


def read_labelled(path: Path) -> dict[str, Labelled]:
    """The papers of a labelled or predicted file by their ids.

    Raises:
        KgError: the file cannot be read or has no records; a line that is not a record is named.
    """
    papers = {paper.id: paper for _, paper in read_jsonl(path, Labelled)}
    if not papers:
        raise KgError(f"{path} has no labelled papers: give one JSON object with id and entities a line")
    return papers


def as_named(entities: Iterable[Entity]) -> tuple[Named, ...]:
    """Extracted entities in the form that is compared."""
    return tuple(Named(entity.type, entity.name, entity.aliases, entity.relation) for entity in entities)


def evaluate(gold: Mapping[str, Labelled], predicted: Mapping[str, Sequence[Named]]) -> Evaluation:
    """Compare predicted entities with labelled ones; a paper that is not predicted counts as predicted empty."""
    scores = {label: Score() for label in ENTITY_LABELS}
    mistakes: list[Mistake] = []
    for paper in gold.values():
        for label, score in scores.items():
            found = _compare(
                paper.id,
                [entity for entity in paper.entities if entity.type == label],
                [entity for entity in predicted.get(paper.id, ()) if entity.type == label],
                score,
            )
            score.errors.update(mistake.error for mistake in found)
            mistakes.extend(found)
    return Evaluation(len(gold), sum(key in predicted for key in gold), scores, mistakes)


def _compare(paper: str, gold: list[Named], predicted: list[Named], score: Score) -> list[Mistake]:
    """Score one type of one paper; optional labels count neither when found nor when missed."""
    forms = [_forms(entity) for entity in gold]
    found: set[int] = set()
    extra: list[Named] = []
    mistakes: list[Mistake] = []
    for entity in predicted:
        own = _forms(entity)
        match = next((i for i, labelled in enumerate(forms) if own & labelled), None)
        if match is None:
            extra.append(entity)
        elif match not in found:
            found.add(match)
            if gold[match].required and not _same_relation(gold[match], entity):
                mistakes.append(Mistake(Error.RELATION, paper, gold[match], entity))
        elif gold[match].required:
            mistakes.append(Mistake(Error.DUPLICATE, paper, gold[match], entity))
    score.tp += sum(gold[i].required for i in found)
    missed = [entity for i, entity in enumerate(gold) if i not in found and entity.required]
    for entity in missed:
        near = next((other for other in extra if _overlap(entity, other)), None)
        mistakes.append(Mistake(Error.PARTIAL if near else Error.MISSED, paper, entity, near))
    return mistakes + [Mistake(Error.SPURIOUS, paper, None, entity) for entity in extra]


def _same_relation(gold: Named, predicted: Named) -> bool:
    return gold.relation is None or predicted.relation in gold.relation.split("|")


def _forms(entity: Named) -> set[str]:
    key = address_key if entity.type == Label.REPOSITORY else fold
    return {key(form) for form in (entity.name, *entity.aliases)} - {""}


def _overlap(a: Named, b: Named) -> bool:
    """Whether a form of one covers a form of the other by at least half of its tokens."""
    for one in (a.name, *a.aliases):
        for other in (b.name, *b.aliases):
            short, long = sorted((_tokens(one), _tokens(other)), key=len)
            if short and " ".join(short) in " ".join(long) and len(short) * 2 >= len(long):
                return True
    return False


def _tokens(form: str) -> list[str]:
    return [part for part in re.split(r"[\s\-/_.]+", unicodedata.normalize("NFKC", form).casefold()) if part]


def precision_recall(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    """Precision, recall and F1 of counts; 0 where there is nothing to count."""
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def table(evaluation: Evaluation) -> list[str]:
    """The scores to read: one line a type, one for all, then the relations that are confused most."""
    out = [
        f"{counted(evaluation.papers, 'paper')}, {evaluation.predicted:,} of them predicted",
        f"{'type':<11}{'P':>6}{'R':>7}{'F1':>7}  {'edge P':>7}{'edge R':>7}{'edge F1':>8}"
        f"{'found':>7}{'missed':>8}{'partial':>8}{'spurious':>9}{'duplicate':>10}{'wrong relation':>15}",
    ]
    for name, score in [*evaluation.scores.items(), ("all", evaluation.total())]:
        p, r, f = score.entity
        edge_p, edge_r, edge_f = score.edge
        errors = score.errors
        out.append(
            f"{name:<11}{p:6.3f}{r:7.3f}{f:7.3f}  {edge_p:7.3f}{edge_r:7.3f}{edge_f:8.3f}"
            f"{score.tp:7}{errors[Error.MISSED]:8}{errors[Error.PARTIAL]:8}{errors[Error.SPURIOUS]:9}"
            f"{errors[Error.DUPLICATE]:10}{errors[Error.RELATION]:15}"
        )
    confused = Counter(
        f"{mistake.gold.type} {mistake.gold.relation} as {mistake.predicted.relation or 'nothing'}"
        for mistake in evaluation.mistakes
        if mistake.error is Error.RELATION and mistake.gold and mistake.predicted
    )
    if confused:
        out.append("relations confused: " + ", ".join(f"{pair} {count}" for pair, count in confused.most_common(8)))
    return out


def mistake_line(mistake: Mistake) -> str:
    """One mistake: its class, the paper, what was labelled and what was predicted."""
    sides = [("labelled", mistake.gold), ("predicted", mistake.predicted)]
    shown = "; ".join(f"{side} {_shown(entity)}" for side, entity in sides if entity)
    return f"{mistake.error:<15} {mistake.paper}  {shown}"


def _shown(entity: Named) -> str:
    aliases = f" ({', '.join(entity.aliases)})" if entity.aliases else ""
    return f"{entity.type} {entity.name}{aliases} {entity.relation}".rstrip()


def to_json(evaluation: Evaluation) -> dict[str, object]:
    """The figures as plain data."""
    out: dict[str, object] = {"papers": evaluation.papers, "predicted": evaluation.predicted}
    for name, score in [*evaluation.scores.items(), ("all", evaluation.total())]:
        out[str(name)] = {
            "entity": score.entity,
            "edge": score.edge,
            "counts": {"tp": score.tp, "fp": score.fp, "fn": score.fn},
            "errors": {error.value: score.errors[error] for error in Error},
        }
    return out
