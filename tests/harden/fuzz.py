"""Any bytes in: does reading papers crash, hang, or lose a record?

    python tests/harden/fuzz.py [--cases 100000] [--seed 1] [--only KIND]

Every case is a file. Reading it must give papers that are clean text, problems, or a message; never another error,
never more than five seconds; and each record must be kept or reported.
"""

import argparse
import contextlib
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from grammars import KINDS, Case
from hypothesis import HealthCheck, Phase, given, seed, settings

from kg.model import KgError, Paper
from kg.sources import Problem, read_papers
from kg.sources.text import clean

SECONDS = 5
# Control characters, which steer a terminal, marks that turn the order of text, and halves of pairs.
UNSAFE = {*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
UNSAFE |= {*range(0xD800, 0xE000)}


class FaultError(AssertionError):
    """What should never happen has happened."""


def read_case(case: Case, folder: Path) -> Counter[str]:
    """Read a case: how many records were kept and skipped, and whether the file was refused.

    Raises:
        FaultError: it took too long, lost a record, or let through what it should not.
    """
    path = folder / case.name
    path.write_bytes(case.content)
    papers, problems, refused = list[Paper](), list[Problem](), ""
    begin = time.monotonic()
    with _in_time():
        try:
            papers.extend(read_papers(path, case.form, problems.append))
        except KgError as error:
            refused = str(error)
    seconds = time.monotonic() - begin
    skipped = sum(problem.skipped for problem in problems)
    for message in (refused, *map(str, problems)):
        if len(message) > 2_000 or any(ord(sign) in UNSAFE for sign in message):
            raise FaultError(f"a message that is no short text: {message[:300]!r}")
    for paper in papers:
        check_paper(paper)
    ordinals = [paper.source.ordinal for paper in papers if paper.source]
    if ordinals != sorted({*ordinals}) or (ordinals and ordinals[-1] > len(papers) + skipped):
        raise FaultError(f"records were lost: {ordinals} were kept, {skipped} skipped: {problems}")
    if case.records is not None and not refused and len(papers) + skipped < case.records:
        raise FaultError(f"{case.records} records, {len(papers)} kept, {skipped} skipped: {problems}")
    if seconds > SECONDS:
        raise FaultError(f"{seconds:.1f} seconds")
    return Counter(cases=1, kept=len(papers), skipped=skipped, refused=bool(refused))


def check_paper(paper: Paper) -> None:
    """Look for what no field of a paper may have.

    Raises:
        FaultError: there is a control character, half of a pair, an empty title …
    """
    values = msgspec.structs.asdict(paper)
    for name, value in values.items():
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and text != clean(text):
                raise FaultError(f"{name} is not clean: {text[:200]!r}")
    if not paper.id or not paper.title or not paper.abstract:
        raise FaultError(f"a paper without {paper.id!r} {paper.title!r} {paper.abstract!r}")
    if msgspec.json.decode(msgspec.json.encode(paper), type=Paper) != paper:
        raise FaultError(f"not the same when it is written and read: {paper}")


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """Stop what does not end."""

    def stop(*_: object) -> None:
        raise FaultError(f"more than {2 * SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 2 * SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def try_kind(kind: str, cases: int, number: int | None, folder: Path) -> Counter[str]:
    """Read many cases of a kind, always the same ones if `number` is None.

    Raises:
        FaultError: the smallest case that goes wrong does.
    """
    counts = Counter[str]()

    @settings(
        max_examples=cases,
        deadline=None,
        database=None,
        derandomize=number is None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(KINDS[kind])
    def one(case: Case) -> None:
        counts.update(read_case(case, folder))

    (one if number is None else seed(number)(one))()
    return counts


def main() -> None:
    """Print a table of what was tried, and end with 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000, help="of all kinds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    options = parser.parse_args()
    total, faults = Counter[str](), 0
    print(f"{'kind':<16}" + "".join(f"{title:>9}" for title in (*COLUMNS, "seconds")), flush=True)
    with tempfile.TemporaryDirectory() as name:
        for kind in options.only:
            begin, counts = time.monotonic(), Counter[str]()
            try:
                counts = try_kind(kind, options.cases // len(options.only), options.seed, Path(name))
            except Exception as error:
                faults += 1
                import traceback

                traceback.print_exception(error, limit=-6, file=sys.stdout)
                print("\n".join(getattr(error, "__notes__", ())), flush=True)
            total += counts
            print(row(kind, counts, time.monotonic() - begin), flush=True)
    print(row("together", total, 0))
    print(f"{total['cases']:,} cases, {faults} faults, records lost: 0" if not faults else f"{faults} FAULTS")
    sys.exit(bool(faults))


COLUMNS = ("cases", "kept", "skipped", "refused")


def row(name: str, counts: Counter[str], seconds: float) -> str:
    """A line of the table."""
    return f"{name:<16}" + "".join(f"{counts[title]:>9,}" for title in COLUMNS) + f"{seconds:>9.0f}"


if __name__ == "__main__":
    main()
