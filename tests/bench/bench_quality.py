"""Quality of kg beside two baselines on the same labelled papers: `python tests/bench/bench_quality.py [GOLD...]`.

The baselines are a handful of regular expressions, and the names that the gazetteers list without any decision.
Without arguments it takes the sample's labels, and those of ../shared/gold where that folder is.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from kg.lab.evaluate import Evaluation, Labelled, Named, as_named, evaluate, read_labelled
from kg.model import ENTITY_LABELS, Label, Paper
from kg.names.links import address
from kg.nlp import load
from kg.nlp.extraction import GAP, extract_paper
from kg.nlp.pipeline import read
from kg.nlp.words import words_of

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = (ROOT / "tests/gold/sample.jsonl", ROOT.parent / "shared/gold/dev.jsonl")
# What a name is most often, where nothing is read of the sentence.
USUAL = {Label.METHOD: "USES", Label.DATASET: "EVALUATES_ON", Label.HARDWARE: "RUNS_ON", Label.REPOSITORY: "HAS_CODE"}
PATTERNS = {
    Label.REPOSITORY: r"https?://(?:www\.)?(?:github\.com|gitlab\.com|huggingface\.co)/[^\s{}]+",
    Label.HARDWARE: r"\b(?:[CGTN]PUs?|FPGAs?|smartphones?|Jetson \w+|[AHV]100|RTX ?\d{4}|Raspberry Pi)\b",
    Label.DATASET: r"\b[A-Z][\w-]+(?= (?:dataset|benchmark|corpus))|\b(?:CIFAR-100?|ImageNet|MNIST|COCO|GLUE)\b",
    Label.METHOD: r"\b(?:[A-Z]\w*[A-Z]\w*(?:-\w+)*|[A-Z][a-z]+-?\d[\w.]*)\b",
}


def by_patterns(paper: Labelled) -> list[Named]:
    """A regex script: capitals inside a word make a method."""
    text = paper.title + GAP + paper.abstract
    found: dict[str, Named] = {}
    for label, pattern in PATTERNS.items():
        for match in re.finditer(pattern, text):
            name = address(match.group()) if label is Label.REPOSITORY else match.group()
            if not any(name in link for link in found if link.startswith("http")):
                found.setdefault(name, Named(label, name, (), USUAL[label]))
    return list(found.values())


def by_gazetteer(paper: Labelled) -> list[Named]:
    """Every listed name and every link, taken for what the list says."""
    doc = read(load(), paper.title + GAP + paper.abstract)
    text, forms, labels = words_of(doc).text, {}, {}
    for mark in (*doc._.kg_names, *doc._.kg_links):
        written = text[mark.start : mark.end]
        labels[mark.target] = Label(mark.label)
        forms.setdefault(mark.target, []).append(address(written) if mark.label == Label.REPOSITORY else written)
    return [Named(labels[ref], its[0], tuple(its[1:]), USUAL[labels[ref]]) for ref, its in forms.items()]


def by_kg(paper: Labelled) -> list[Named]:
    """The product itself."""
    return list(as_named(extract_paper(load(), Paper(paper.id, paper.title, paper.abstract)).entities))


SYSTEMS: dict[str, Callable[[Labelled], list[Named]]] = {
    "regular expressions": by_patterns,
    "gazetteers alone": by_gazetteer,
    "kg": by_kg,
}


def row(name: str, result: Evaluation) -> str:
    """One line of the table: F1 of each type, of all, and of the edges."""
    total = result.total()
    figures = [result.scores[label].entity[2] for label in ENTITY_LABELS] + [total.entity[2], total.edge[2]]
    return f"| {name} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"


def main(paths: list[Path]) -> None:
    """Print the table for each labelled file."""
    for path in paths:
        gold = read_labelled(path)
        print(f"\n{path.name}, {len(gold)} papers\n")
        print("| system | " + " | ".join(ENTITY_LABELS) + " | all types | edges |\n|---" + "|---" * 6 + "|")
        for name, system in SYSTEMS.items():
            print(row(name, evaluate(gold, {key: system(paper) for key, paper in gold.items()})))


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]] or [path for path in DEFAULT if path.exists()])
