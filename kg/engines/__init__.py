"""Extraction in one process or in several, with the same result."""

import contextlib
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import msgspec

from kg.engines.arguments import check_papers, lexicon_paths, only_papers
from kg.engines.processes import Encode, extract_one, extract_sharded
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import fresh_lexicon, load_lexicon
from kg.model import Extraction, Graph, KgError, Paper, StrPath

__all__ = ["build", "extract", "extract_encoded", "lexicon_paths"]


def extract(
    papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1
) -> Iterator[Extraction]:
    """The extraction of each paper, in the order of the papers, which are read lazily.

    Workers import the calling script, so one that asks for several needs `if __name__ == "__main__":`.

    Raises:
        KgError: an argument is wrong, a lexicon is not valid, a paper cannot be extracted, or a worker dies.
    """
    paths = _checked_paths(papers, lexicon, workers)
    if workers > 1:
        return _decoded(extract_sharded(only_papers(papers), paths, workers, msgspec.msgpack.encode))
    return (extract_one(paper, paths) for paper in only_papers(papers))


def extract_encoded(
    papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath], workers: int, encode: Encode
) -> Iterator[bytes]:
    """The same as extract, each extraction as bytes by a function of a module, which workers call too."""
    if workers == 1:
        return (encode(extraction) for extraction in extract(papers, lexicon))
    paths = _checked_paths(papers, lexicon, workers)
    return extract_sharded(only_papers(papers), paths, workers, encode)


def _decoded(encoded: Generator[bytes, None, None]) -> Iterator[Extraction]:
    decode = msgspec.msgpack.Decoder(Extraction).decode
    with contextlib.closing(encoded):  # so that workers end with the last extraction that is wanted
        yield from map(decode, encoded)


def _checked_paths(papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath], workers: int) -> tuple[Path, ...]:
    """The paths of lexicons, if the arguments are right. Raises KgError if not."""
    check_papers(papers)
    paths = lexicon_paths(lexicon)
    if not isinstance(workers, int) or workers < 1:
        raise KgError(f"workers={workers!r}: give a whole number, 1 or more")
    fresh_lexicon(paths)  # so that a mistake in it is reported once, before any work is done
    return paths


def build(papers: Iterable[Paper], lexicon: StrPath | Iterable[StrPath] = (), workers: int = 1) -> Graph:
    """The graph of some papers; the same for any number of workers.

    Raises:
        KgError: an argument is wrong, a lexicon is not valid, or a paper cannot be extracted.
    """
    paths = lexicon_paths(lexicon)
    return build_graph(extract(papers, paths, workers), load_lexicon(paths))
