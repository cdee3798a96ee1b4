"""Papers to extractions, in this process or sharded over several, and to a graph."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice
from pathlib import Path

import msgspec

from kg.graph.file import build_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, Graph, KgError, Paper

BATCH = 64  # papers; about 100 kB, small beside a worker's time for them
AHEAD = 3  # batches in flight for each worker: one at work, one waiting, one done


def build(papers: Iterable[Paper], lexicon: tuple[Path, ...] = (), workers: int = 1) -> Graph:
    """The graph of some papers; the same for any number of workers.

    Raises:
        KgError: a lexicon is not valid, or a paper cannot be extracted.
    """
    return build_graph(extract(papers, lexicon, workers), load_lexicon(lexicon))


def extract(papers: Iterable[Paper], lexicon: tuple[Path, ...] = (), workers: int = 1) -> Iterator[Extraction]:
    """The extraction of each paper, in the order of the papers; the papers are read as they are needed.

    More than one worker are processes started anew, so a script that calls this needs `if __name__ == "__main__":`.

    Raises:
        KgError: a lexicon is not valid, a paper cannot be extracted, or a worker dies.
    """
    if workers < 1:
        raise KgError(f"{workers} workers: there must be at least one")
    if workers == 1:
        return (_extract(paper, lexicon) for paper in papers)
    return _extract_sharded(papers, lexicon, workers)


def _extract(paper: Paper, lexicon: tuple[Path, ...]) -> Extraction:
    # spaCy takes a second to import, and the parent of workers never needs it.
    from kg.nlp.extraction import extract_paper
    from kg.nlp import load

    nlp = load(lexicon)
    try:
        return extract_paper(nlp, paper)
    except KgError:
        raise
    except Exception as error:
        where = f" ({paper.source.file}, record {paper.source.ordinal})" if paper.source else ""
        raise KgError(f"paper {paper.id!r}{where} cannot be extracted: {type(error).__name__}: {error}") from error


def _extract_sharded(papers: Iterable[Paper], lexicon: tuple[Path, ...], workers: int) -> Iterator[Extraction]:
    load_lexicon(lexicon)  # a mistake in it is told once, before any worker starts
    encode = msgspec.msgpack.Encoder().encode
    decode = msgspec.msgpack.Decoder(list[Extraction]).decode
    papers = iter(papers)
    flying: deque[Future[bytes]] = deque()
    # Forked, a worker could inherit locks held by another thread, and would share the file that is being read.
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_start_worker)
    try:
        while True:
            while len(flying) < AHEAD * workers and (batch := list(islice(papers, BATCH))):
                flying.append(pool.submit(_extract_batch, encode(batch), lexicon))
            if not flying:
                return
            yield from decode(flying.popleft().result())
    except BrokenProcessPool as error:
        raise KgError("a worker process died, perhaps out of memory: try fewer workers") from error
    finally:
        pool.shutdown(cancel_futures=True)


@cache
def _paper_decoder() -> msgspec.msgpack.Decoder[list[Paper]]:
    return msgspec.msgpack.Decoder(list[Paper])


def _extract_batch(papers: bytes, lexicon: tuple[Path, ...]) -> bytes:
    """What a worker does: encoded papers to encoded extractions."""
    return msgspec.msgpack.encode([_extract(paper, lexicon) for paper in _paper_decoder().decode(papers)])


def _start_worker() -> None:
    # Ctrl-C goes to all processes of a terminal; the parent alone decides what stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this worker once its parent was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

