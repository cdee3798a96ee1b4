"""Count in how many papers each word is: `python -m kg.lab.frequencies PAPERS... -o frequencies.jsonl`.

What an acronym means in a paper that does not define it is judged by the words that the paper shares with others; words
of many papers say little. As the counts are shipped, one more paper does not change how all others are read.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from kg.files import check_writable, replacing
from kg.model import KgError, Paper
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
    from kg.sources import read_papers

    parser = argparse.ArgumentParser(prog=FREQUENCY_COMMAND, description=__doc__)
    parser.add_argument("papers", nargs="+", type=Path, help="papers, as for kg build; labels are not needed")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the frequencies file to write")
    options = parser.parse_args(arguments)
    try:
        check_writable(options.output, options.papers)
        lines = count_stems(paper for path in options.papers for paper in read_papers(path))
    except KgError as error:
        parser.exit(1, f"{FREQUENCY_COMMAND}: {error}\n")
    with replacing(options.output) as file:
        file.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
    print(f"{len(lines) - 1:,} stems of words are written to {options.output}")


if __name__ == "__main__":
    main()
