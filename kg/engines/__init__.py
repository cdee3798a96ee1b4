"""Extraction in one process or in several, with the same result."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.engines.processes import extract_one, extract_sharded
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, Graph, KgError, Paper, StrPath


def extract(
    papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1
) -> Iterator[Extraction]:
    """The extraction of each paper, in the order of the papers, which are read lazily.

    Workers are spawned processes, so a script that asks for more than one needs `if __name__ == "__main__":`.

    Raises:
        KgError: a lexicon is not valid, a paper cannot be extracted, or a worker dies.
    """
    paths = lexicon_paths(lexicon)
    if workers < 1:
        raise KgError(f"workers={workers}: give 1 or more")
    load_lexicon(paths)  # so that a mistake in it is reported once, before any work is done
    if workers > 1:
        return extract_sharded(papers, paths, workers)
    return (extract_one(paper, paths) for paper in papers)


def build(papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1) -> Graph:
    """The graph of some papers; the same for any number of workers.

    Raises:
        KgError: a lexicon is not valid, or a paper cannot be extracted.
    """
    paths = lexicon_paths(lexicon)
    return build_graph(extract(papers, paths, workers), load_lexicon(paths))


def lexicon_paths(lexicon: StrPath | Iterable[StrPath]) -> tuple[Path, ...]:
    """One path or several, as a tuple."""
    return (Path(lexicon),) if isinstance(lexicon, str | os.PathLike) else tuple(map(Path, lexicon))
