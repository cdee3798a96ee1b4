"""Extraction in one process and in several: the same, in order, bounded, and with errors that say what failed."""

import os
import pydoc
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import kg
from kg.engines import extract_encoded, processes
from kg.engines.processes import Encode
from kg.graph.assemble import build_graph
from kg.knowledge.lexicon import load_lexicon
from kg.model import Extraction, KgError, Paper, Source, record_line


def papers(count: int) -> Iterator[Paper]:
    for place in range(1, count + 1):
        text = f"We train LoRA number {place} on CIFAR-10 with an Nvidia A100. Code: https://github.com/tea/cup{place}."
        yield Paper(f"p{place}", f"Cup {place}: On Tea", text, source=Source("cups", place))


def echo(batch: bytes, lexicon: tuple[Path, ...], encode: Encode) -> bytes:
    """A worker's task without the pipeline, so that what is tested is the sharding."""
    del lexicon
    found = msgspec.msgpack.decode(batch, type=list[Paper])
    return msgspec.msgpack.encode([encode(Extraction(paper, ())) for paper in found])


def die(batch: bytes, lexicon: tuple[Path, ...], encode: Encode) -> bytes:
    if b"Cup 130:" in batch:
        os._exit(3)
    return echo(batch, lexicon, encode)


def refuse(batch: bytes, lexicon: tuple[Path, ...], encode: Encode) -> bytes:
    if b"Cup 130:" in batch:
        raise KgError("paper 'p130' cannot be extracted: it is cold")
    return echo(batch, lexicon, encode)


def test_any_number_of_workers_gives_the_same() -> None:
    alone = list(kg.extract(papers(150)))
    assert [extraction.paper for extraction in alone] == list(papers(150))
    assert all(extraction.entities for extraction in alone)
    assert list(kg.extract(papers(150), workers=2)) == alone
    assert kg.build(reversed(list(papers(150)))) == build_graph(alone, load_lexicon())


def test_records_are_the_same_bytes_with_any_number_of_workers() -> None:
    alone = list(extract_encoded(papers(150), (), 1, record_line))
    assert list(extract_encoded(papers(150), (), 2, record_line)) == alone
    assert alone == [record_line(extraction) for extraction in kg.extract(papers(150))]


def test_no_papers() -> None:
    assert list(kg.extract([], workers=2)) == []
    assert kg.build([]).nodes == ()


def test_stream_is_read_as_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_extract_batch", echo)
    taken = 0

    def endless() -> Iterator[Paper]:
        nonlocal taken
        for paper in papers(10**9):
            taken += 1
            yield paper

    found = kg.extract(endless(), workers=2)
    assert [next(found).paper.id for _ in range(200)] == [paper.id for paper in papers(200)]
    assert taken <= 200 + (processes.AHEAD * 2 + 1) * processes.BATCH_PAPERS
    found.close()  # type: ignore[attr-defined]


def test_a_dead_worker_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_extract_batch", die)
    with pytest.raises(KgError, match="a worker process died"):
        list(kg.extract(papers(300), workers=2))


UNGUARDED_SCRIPT = """
import kg

try:
    kg.build([kg.Paper("1", "Cup 1", "We train LoRA on CIFAR-10.")], workers=2)
except kg.KgError as error:
    print(error)
"""


def test_a_script_without_a_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED_SCRIPT)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == (
        "workers=2 starts processes that import your script, which would start them again: "
        'put the call under `if __name__ == "__main__":`\n'
    )
    assert done.stderr == ""


def test_an_error_in_a_worker_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_extract_batch", refuse)
    found: list[Extraction] = []
    with pytest.raises(KgError, match="'p130' cannot be extracted: it is cold"):
        found.extend(kg.extract(papers(300), workers=2))
    assert len(found) in (0, 128), "what came before is whole batches"


def test_a_failing_paper_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def spill(nlp: object, paper: Paper) -> Extraction:
        raise ValueError(f"{nlp is not None and paper.id} spilled")

    monkeypatch.setattr("kg.nlp.extraction.extract_paper", spill)
    message = r"paper 'p1' \(cups, record 1\) cannot be extracted: ValueError: p1 spilled"
    with pytest.raises(KgError, match=message):
        list(kg.extract(papers(3)))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_lexicon_is_told_at_once(tmp_path: Path, workers: int) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"addd": "Method"}\n')
    with pytest.raises(KgError, match=r"own\.jsonl, line 1"):
        kg.extract(papers(3), (path,), workers)


def test_a_lexicon_is_one_path_or_several(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"add": "Hardware", "name": "On Tea"}\n')
    for lexicon in (path, str(path), [str(path)], (path,)):
        (found,) = kg.extract(papers(1), lexicon)
        assert "hardware:on-tea" in {entity.id for entity in found.entities}
        assert "hardware:on-tea" in {node.id for node in kg.build(papers(1), lexicon).nodes}


def test_no_workers() -> None:
    with pytest.raises(KgError, match="workers=0"):
        kg.extract(papers(3), workers=0)


SCRIPT = """
import signal, sys, time
import kg
from kg.model import Paper

def papers():
    for place in range(10**6):
        yield Paper(str(place), f"Cup {place}", "We train LoRA on CIFAR-10.")

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for place, extraction in enumerate(kg.extract(papers(), workers=2)):
            if place == 10:
                print("ready", flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
        sys.exit(130)
"""


def children(pid: int) -> set[int]:
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.add(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize(("signal", "code", "last"), [(2, 130, "stopped"), (9, -9, "")])
def test_no_worker_outlives_its_parent(tmp_path: Path, signal: int, code: int, last: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "ready\n"
        workers = children(process.pid)
        assert len(workers) >= 2
        process.send_signal(signal)
        assert process.wait(60) == code
        assert process.stdout.read().strip() == last
        assert "Traceback" not in process.stderr.read()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_importing_kg_imports_nothing_heavy() -> None:
    code = (
        "import sys, kg; print([m for m in ('spacy', 'networkx', 'msgspec', 'importlib.metadata') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_functions_of_the_package() -> None:
    for name in kg.__all__:
        assert getattr(kg, name), name
    assert dir(kg) == sorted(kg.__all__)
    overview, whole = kg.__doc__ or "", pydoc.render_doc(kg, renderer=pydoc.plaintext)
    for name in {*kg.__all__} - {"__version__"}:
        assert re.search(rf"\b{name}\b", whole)
        assert name in ("Extraction", "Label", "Relation", "extract") or name in overview
    with pytest.raises(AttributeError, match="no attribute 'teapot'"):
        kg.teapot  # noqa: B018
