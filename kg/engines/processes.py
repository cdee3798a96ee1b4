"""Papers to extractions, in this process or in several: batches of encoded papers out, encoded extractions back."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from kg.model import Extraction, KgError, Paper

BATCH_PAPERS = 64  # about 100 kB: sending them costs little compared with extracting them
AHEAD = 3  # batches in flight for each worker: one in work, one waiting, one done
Encode = Callable[[Extraction], bytes]
UNGUARDED = 78  # exit status of a worker that would start workers while it imports the script


def extract_sharded(
    papers: Iterable[Paper], lexicon: tuple[Path, ...], workers: int, encode: Encode
) -> Generator[bytes, None, None]:
    """The encoded extractions of papers in their order, made by some worker processes. Raises KgError if one dies."""
    if getattr(multiprocessing.current_process(), "_inheriting", False):  # as multiprocessing itself asks
        os._exit(UNGUARDED)  # without its traceback, for each worker; the parent says what to do
    encode_papers = msgspec.msgpack.Encoder().encode
    decode = msgspec.msgpack.Decoder(list[bytes]).decode
    papers = iter(papers)
    flying: deque[Future[bytes]] = deque()
    others, started = {*multiprocessing.active_children()}, set[BaseProcess]()
    pool = ProcessPoolExecutor(workers, _worker_context(), initializer=_start_worker)
    try:
        while True:
            while len(flying) < AHEAD * workers and (batch := list(islice(papers, BATCH_PAPERS))):
                flying.append(pool.submit(_extract_batch, encode_papers(batch), lexicon, encode))
                started.update(multiprocessing.active_children())
            if not flying:
                return
            yield from decode(flying.popleft().result())
    except BrokenProcessPool as error:
        raise KgError(_why_broken(started - others, workers)) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _worker_context() -> BaseContext:
    """How workers start: forked from a server that has loaded the pipeline once for all, where the system has that.

    A worker forked from this process could inherit locks of other threads, and would share the file that is being read.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.engines.preloaded"])
    return context


def _why_broken(processes: set[BaseProcess], workers: int) -> str:
    for process in processes:
        process.join(1)
    if any(process.exitcode == UNGUARDED for process in processes):
        return (
            f"workers={workers} starts processes that import your script, which would start them again: "
            'put the call under `if __name__ == "__main__":`'
        )
    return "a worker process died, perhaps because memory ran out: try fewer workers"


def extract_one(paper: Paper, lexicon: tuple[Path, ...]) -> Extraction:
    """The extraction of a paper, in this process. Raises KgError, saying which paper it is, if there is none."""
    from kg.nlp import load  # imports spaCy, which takes a second that the parent of workers can save
    from kg.nlp.extraction import extract_paper

    nlp = load(lexicon)
    try:
        return extract_paper(nlp, paper)
    except KgError:
        raise
    except Exception as error:
        where = f" ({paper.source.file}, record {paper.source.ordinal})" if paper.source else ""
        raise KgError(f"paper {paper.id!r}{where} cannot be extracted: {type(error).__name__}: {error}") from error


def _extract_batch(papers: bytes, lexicon: tuple[Path, ...], encode: Encode) -> bytes:
    """What a worker does; it encodes each extraction, so that the parent need not."""
    return msgspec.msgpack.encode(
        [encode(extract_one(paper, lexicon)) for paper in msgspec.msgpack.decode(papers, type=list[Paper])]
    )


def _start_worker() -> None:
    # Ctrl-C goes to all processes of a terminal; only the parent decides what stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this worker when its parent is killed: it would wait for work forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
