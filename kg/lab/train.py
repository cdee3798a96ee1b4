"""Learn the weights anew from labelled papers: `python -m kg.lab.train GOLD.jsonl... [-o weights.jsonl]`."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from kg.files import data_folder, replacing
from kg.knowledge.lexicon import load_lexicon
from kg.lab.evaluate import Labelled, Named, read_labelled
from kg.names.fold import fold
from kg.names.heads import cut_size
from kg.nlp import load
from kg.nlp.context import Context
from kg.nlp.decide import group_features
from kg.nlp.features import EntityFeatures
from kg.nlp.groups import Group, first_rule
from kg.nlp.pipeline import GAP, read
from kg.nlp.relations import RelationFeatures
from kg.nlp.weights import CLASSES, ENTITY, Weight, look_at_all
from kg.nlp.words import notes
from kg.regression import Example, fit

# Penalties (l1, l2) per example: where F1 over held-out papers is best.
ENTITY_PENALTY, RELATION_PENALTY = (6e-5, 1e-4), (4e-4, 1e-3)
AS_LISTED = 0.3  # what a relation of an unlisted name counts that is taught as if the name were listed
OPTIONAL = 0.5  # what the relation of an optional entity counts, a required one counting 1


def examples(papers: Iterable[Labelled]) -> dict[str, list[Example]]:
    """What labelled papers teach each model; whether an optional entity is one teaches nothing."""
    nlp, features_of = load(), EntityFeatures(load_lexicon(), look_at_all)
    out: dict[str, list[Example]] = {name: [] for name in CLASSES}
    for paper in papers:
        found = notes(read(nlp, paper.title + GAP + paper.abstract))
        context = Context(found)
        for group, features in group_features(found, context, features_of):
            if features is None:
                continue
            named = _named(group, paper)
            if named is None or named.required:
                kind = CLASSES[ENTITY].index(named.type) if named else 0
                out[ENTITY].append((sorted(features), kind, 1.0))
            if named:
                out[named.type] += _relation_examples(group, named, context)
    return out


def _named(group: Group, paper: Labelled) -> Named | None:
    """The labelled entity that a group is, None if it is none."""
    forms = {fold(form) for form in group.forms} | {fold(cut_size(form)) for form in group.forms}
    for entity in paper.entities:
        if entity.type in CLASSES[ENTITY] and not forms.isdisjoint(map(fold, (entity.name, *entity.aliases))):
            return entity
    return None


def _relation_examples(group: Group, named: Named, context: Context) -> Iterator[Example]:
    """A labelled relation, and for a name that no list has the same again as if one had: most names are listed only
    once they are known, so a paper that introduces one would else be read as one that uses it."""
    features_of = RelationFeatures(look_at_all)
    rules = {first_rule(rules) for rules in group.mentions.values()}
    kind = CLASSES[named.type].index(named.relation)
    weight = 1.0 if named.required else OPTIONAL
    places, forms = sorted(group.mentions), set(group.forms)
    yield sorted(features_of(places, rules, forms, context)), kind, weight
    if "gazetteer" not in rules:
        yield sorted(features_of(places, {"gazetteer"}, forms, context)), kind, weight * AS_LISTED


def train(papers: Iterable[Labelled]) -> list[Weight]:
    """The weights of all models, in the order in which they are shipped."""
    rows = []
    for model, rows_of_model in examples(papers).items():
        classes = CLASSES[model]
        penalty = ENTITY_PENALTY if model == ENTITY else RELATION_PENALTY
        for feature, weights in fit(rows_of_model, len(classes), *penalty).items():
            rows.append(Weight(model, feature, {name: w for name, w in zip(classes, weights, strict=True) if w}))
    return sorted(rows, key=lambda row: (row.model, row.feature))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of `python -m kg.lab.train`."""
    parser = argparse.ArgumentParser(prog="python -m kg.lab.train", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="labelled papers, as for kg evaluate")
    parser.add_argument("-o", "--output", type=Path, default=data_folder() / "weights.jsonl")
    options = parser.parse_args(arguments)
    papers = {paper.id: paper for path in options.gold for paper in read_labelled(path).values()}
    rows = train(papers[key] for key in sorted(papers))
    with replacing(options.output) as file:
        file.writelines(msgspec.json.encode(row) + b"\n" for row in rows)
    print(f"{len(rows)} weights from {len(papers)} papers are written to {options.output}")


if __name__ == "__main__":
    main()
