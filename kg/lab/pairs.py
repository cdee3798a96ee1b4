"""Evaluates cross-document entity resolution on labelled pairs of mentions, each decided by a whole build.

Every pair is two tiny papers, and all papers of the file are one corpus. A mention that extraction misses is an error
whatever the pair's label.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from kg.files import read_jsonl
from kg.lab.evaluate import precision_recall
from kg.model import ENTITY_LABELS, Graph, KgError, Paper
from kg.names.fold import name_key
from kg.names.heads import core_key
from kg.names.links import address_key


class Side(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A paper's own words, and the name in them that is meant."""

    name: str
    text: str


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names in context, and whether they are one thing; the note says what makes it hard."""

    a: Side
    b: Side
    same: bool
    note: str = ""


class PairError(StrEnum):
    """What can be wrong with a pair."""

    JOINED = "joined"  # two things, one node
    APART = "apart"  # one thing, two nodes
    MISSED = "missed"  # a name was not extracted


class Verdict(msgspec.Struct, frozen=True):
    """A pair with the nodes of its names, "" where there is none, and what is wrong."""

    pair: Pair
    nodes: tuple[str, str]
    error: PairError | None


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file.

    Raises:
        KgError: a line is no pair, a name is not in its text, or there is none.
    """
    pairs = []
    for number, pair in read_jsonl(path, Pair):
        for side in (pair.a, pair.b):
            if side.name not in side.text:
                raise KgError(f"{path}, line {number}: the name {side.name!r} is not in its text")
        pairs.append(pair)
    if not pairs:
        raise KgError(f"{path} has no pairs: give one JSON object with a, b and same a line")
    return pairs


def papers_of(pairs: Iterable[Pair]) -> Iterator[Paper]:
    """Each text as a paper, once."""
    texts = dict.fromkeys(side.text for pair in pairs for side in (pair.a, pair.b))
    for number, text in enumerate(texts, 1):
        yield Paper(f"pair-{number}", f"Note {number}", text)


def judge(pairs: Sequence[Pair], graph: Graph) -> list[Verdict]:
    """Every pair as the graph of its papers has it."""
    paper_of = {node.paper.abstract: node.id for node in graph.nodes if node.paper}
    nodes: dict[tuple[str, str], str] = {}
    for edge in graph.edges:
        for claim in edge.claims:
            for form in (claim.name, *claim.aliases):
                for key in _node_keys(form):
                    nodes.setdefault((edge.source, key), edge.target)
    verdicts = []
    for pair in pairs:
        first, second = (
            next((nodes[place] for key in _node_keys(side.name) if (place := (paper_of[side.text], key)) in nodes), "")
            for side in (pair.a, pair.b)
        )
        error = None
        if not first or not second:
            error = PairError.MISSED
        elif (first == second) != pair.same:
            error = PairError.APART if pair.same else PairError.JOINED
        verdicts.append(Verdict(pair, (first, second), error))
    return verdicts


def _node_keys(form: str) -> list[str]:
    """What a name is found by: itself, or itself without a noun that says what it is ("the Adam optimizer")."""
    if "/" in form and "." in form:
        return [address_key(form)]
    return [name_key(form), *(core_key(label, form) for label in ENTITY_LABELS)]


def scores(verdicts: Iterable[Verdict]) -> tuple[float, float, float]:
    """Precision, recall and F1 of "one thing"; a missed name of a different pair counts as a false join."""
    counts = Counter((verdict.pair.same, verdict.error is None) for verdict in verdicts)
    return precision_recall(counts[True, True], counts[False, False], counts[True, False])


def lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Every error, then the scores."""
    out = []
    for number, verdict in enumerate(verdicts, 1):
        if verdict.error:
            pair = verdict.pair
            nodes = " and ".join(node or "nothing" for node in verdict.nodes)
            out.append(f"{verdict.error:<8} pair {number}: {pair.a.name} / {pair.b.name} ({pair.note}): {nodes}")
    precision, recall, f1 = scores(verdicts)
    errors = Counter(verdict.error for verdict in verdicts)
    same = sum(verdict.pair.same for verdict in verdicts)
    return [
        *out,
        f"{len(verdicts):,} pairs, {same:,} of them one thing: P {precision:.3f}, R {recall:.3f}, F1 {f1:.3f}",
        ", ".join(f"{errors[error]} {error}" for error in PairError),
    ]


def pairs_to_json(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """The figures as plain data."""
    errors = Counter(verdict.error for verdict in verdicts)
    return {
        "pairs": len(verdicts),
        "same": sum(verdict.pair.same for verdict in verdicts),
        "scores": scores(verdicts),
        "errors": {error.value: errors[error] for error in PairError},
    }
