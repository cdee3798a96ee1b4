"""Extraction in one process or in several, with the same result."""

from collections.abc import Iterable, Iterator

from kg.engines.arguments import check_papers, lexicon_paths, only_papers
from kg.engines.processes import extract_one, extract_sharded
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, Graph, KgError, Paper, StrPath

__all__ = ["build", "extract", "lexicon_paths"]


def extract(
    papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1
) -> Iterator[Extraction]:
    """The extraction of each paper, in the order of the papers, which are read lazily.

    Workers are spawned processes, so a script that asks for more than one needs `if __name__ == "__main__":`.

    Raises:
        KgError: an argument is wrong, a lexicon is not valid, a paper cannot be extracted, or a worker dies.
    """
    check_papers(papers)
    paths = lexicon_paths(lexicon)
    if not isinstance(workers, int) or workers < 1:
        raise KgError(f"workers={workers!r}: give a whole number, 1 or more")
    load_lexicon(paths)  # so that a mistake in it is reported once, before any work is done
    if workers > 1:
        return extract_sharded(only_papers(papers), paths, workers)
    return (extract_one(paper, paths) for paper in only_papers(papers))


def build(papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1) -> Graph:
    """The graph of some papers; the same for any number of workers.

    Raises:
        KgError: an argument is wrong, a lexicon is not valid, or a paper cannot be extracted.
    """
    paths = lexicon_paths(lexicon)
    return build_graph(extract(papers, paths, workers), load_lexicon(paths))
