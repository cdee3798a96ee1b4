"""Count in how many papers each word is: `python -m kg.lab.frequencies PAPERS... -o frequencies.jsonl`.

What an acronym means in a paper that does not define it is judged by the words that the paper shares with others; words
of many papers say little. As the counts are shipped, one more paper does not change how all others are read.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.lab.learning import UNLABELLED, learn, papers_in
from kg.model import Paper
from kg.names.likeness import paper_text, terms
from kg.resolve.frequencies import FrequencyHeader, FrequencyLine

FREQUENCY_COMMAND = "python -m kg.lab.frequencies"
LEAST_PAPERS = 10  # that must have a stem


def count_stems(papers: Iterable[Paper]) -> list[FrequencyLine]:
    """The lines of a frequencies file."""
    number = 0
    counts: Counter[str] = Counter()
    for paper in papers:
        number += 1
        counts.update(terms(paper_text(paper)))
    header = FrequencyHeader(FREQUENCY_COMMAND, number, LEAST_PAPERS)
    return [FrequencyLine(header=header)] + [
        FrequencyLine(stem=stem, papers=count) for stem, count in sorted(counts.items()) if count >= LEAST_PAPERS
    ]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of `python -m kg.lab.frequencies`."""
    lines, out = learn(arguments, FREQUENCY_COMMAND, __doc__, UNLABELLED, lambda paths: count_stems(papers_in(paths)))
    print(f"{len(lines) - 1:,} stems of words are written to {out}")


if __name__ == "__main__":
    main()
