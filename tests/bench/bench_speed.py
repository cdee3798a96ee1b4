"""Extraction against spaCy's bare English tokenizer, on the same texts in the same run, on one core.

    python tests/bench/bench_speed.py [PAPERS] [--rounds N]

Without a file the papers are the first of the corpus beside the checkout, or else the packaged sample. Each round has
papers of its own, as what was read once is read faster again. Prints words per second of both, and their ratio."""

import argparse
import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import spacy

import kg
from kg.model import Paper
from kg.nlp import load
from kg.nlp.extraction import GAP, extract_paper

CORPUS = Path(__file__).parents[2].parent / "shared/corpus/arxiv-20k.jsonl.gz"
SAMPLE = Path(kg.__file__).parent / "sources" / "sample"
PAPERS, WARM = 6300, 300


def corpus(path: Path | None) -> list[Paper]:
    """The papers to measure with; the few of the sample are taken several times over."""
    if path is None and CORPUS.exists():
        with gzip.open(CORPUS, "rt", encoding="utf8") as file:
            rows = [json.loads(line) for line in islice(file, PAPERS)]
        return [Paper(row["id"], row["title"], row["abstract"]) for row in rows]
    paths = [path] if path else sorted(SAMPLE.iterdir())
    papers = [paper for path in paths for paper in kg.read_papers(path)]
    return papers * max(1, 600 // len(papers)) if papers else sys.exit("there are no papers in the file")


def seconds(work: Callable[[Paper], object], papers: Sequence[Paper]) -> float:
    """Processor time for all papers."""
    start = time.process_time()
    for paper in papers:
        work(paper)
    return time.process_time() - start


def main() -> None:
    """Measure in alternating rounds, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    papers = corpus(options.papers)
    start = time.process_time()
    nlp = load()
    loading = time.process_time() - start
    tokenizer = spacy.blank("en").tokenizer
    warm, measured = papers[:WARM], papers[WARM:] or papers
    parts = [measured[number :: options.rounds] for number in range(options.rounds)]
    words = sum(len(f"{paper.title}{GAP}{paper.abstract}".split()) for paper in measured)

    def bare(paper: Paper) -> object:
        return tokenizer(f"{paper.title}{GAP}{paper.abstract}")

    def extraction(paper: Paper) -> object:
        return extract_paper(nlp, paper)

    for work in (bare, extraction):
        seconds(work, warm)
    rounds = [(seconds(bare, part), seconds(extraction, part)) for part in parts if part]
    ratio = statistics.median(one / other for one, other in rounds)
    print(f"{len(measured)} papers, {words} words, {len(rounds)} rounds; the pipeline loads in {loading:.2f} s")
    for name, times in zip(("bare tokenizer", "kg extraction"), zip(*rounds, strict=True), strict=True):
        print(f"{name:<15}{words / sum(times):>12,.0f} words/s{sum(times) / len(measured) * 1e3:>8.2f} ms a paper")
    print(f"ratio{ratio:>22.2f}")


if __name__ == "__main__":
    main()
