"""What 100 million abstracts would cost with Spark, from measured rates.

    python tests/bench/bench_spark.py [PAPERS] [--sizes 2000 20000] [--master local[2]] [--same GRAPH] [--write]

PAPERS is a JSON Lines file with as many papers as the larger size. Measured are the processor seconds of all processes
(driver, JVM, Python workers) for the two sizes, whose difference is without the start, the bytes that are written, and
the rate at which the driver hashes them. Extrapolated is all else: that the cost grows with the papers, that a node's
cores are like this machine's and busy for USED of the time, and the price. --same compares the larger graph with a file
that was built without Spark from a file of the same name; --write puts the table into README.md. Linux only."""

import argparse
import contextlib
import ctypes
import datetime
import hashlib
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench_scale import COMMAND, write_between

MARKS = ("<!-- spark -->\n", "<!-- /spark -->")
MANY = 100_000_000  # abstracts
NODES = (1, 10, 100)
CORES, PRICE = 16, 0.80  # of a node, and dollars an hour: what clouds asked in 2026 for 16 cores and 32 GB, on demand
USED = 0.7  # share of the time in which cores are busy: the rest is shuffling, waiting for the slowest task, and starts
SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux: the JVM's workers are waited for here, so that their time counts
PIECE = 1 << 20


def run(papers: Path, out: Path, master: str) -> tuple[float, float]:
    """Processor seconds of all processes of a build, and seconds on the clock."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [*COMMAND, "build", "--engine", "spark", "--master", master, str(papers), "-o", str(out)]
    subprocess.run(command, check=True)
    seconds = time.monotonic() - begin
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def first(papers: Path, count: int, folder: Path) -> Path:
    """The first lines of a file, as a file of the same name."""
    folder.mkdir()
    path = folder / papers.name
    with papers.open("rb") as file:
        path.write_bytes(b"".join(islice(file, count)))
    return path


def hash_rate() -> float:
    """Bytes a second that one core hashes."""
    begin, total = time.process_time(), hashlib.sha256()
    for _ in range(256):
        total.update(bytes(PIECE))
    return 256 * PIECE / (time.process_time() - begin)


def rows(per_paper: float, written: float, rate: float) -> list[str]:
    """Hours and dollars for many papers on a few clusters."""
    serial = 2 * MANY * written / rate  # the driver reads the parts once for their hash, once for that of the papers
    found = []
    for nodes in NODES:
        hours = (MANY * per_paper / (nodes * CORES * USED) + serial) / 3600
        found.append(f"| {nodes} | {nodes * CORES:,} | {hours:,.1f} h | ${hours * nodes * PRICE:,.0f} |")
    return found


def main() -> None:
    """Measure, extrapolate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--sizes", type=int, nargs=2, default=(2_000, 20_000))
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--same", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, points = Path(name), list[tuple[float, float, int]]()
        for size in asked.sizes:
            path = first(asked.papers, size, folder / str(size))
            out = folder / f"{size}.jsonl"
            points.append((*run(path, out, asked.master), out.stat().st_size))
            print(f"{size:,} papers: {points[-1][0]:.0f} s of processors, {points[-1][1]:.0f} s", file=sys.stderr)
        if asked.same:
            same = asked.same.read_bytes() == out.read_bytes()
            print(f"the graph of {size:,} papers is {'the same' if same else 'NOT THE SAME'} as {asked.same}")
    more = asked.sizes[1] - asked.sizes[0]
    per_paper, written = (points[1][0] - points[0][0]) / more, (points[1][2] - points[0][2]) / more
    rate = hash_rate()
    today = datetime.date.today().isoformat()
    sizes, cost = f"{asked.sizes[0]} {asked.sizes[1]}", f"${PRICE:.2f} an hour, busy {USED:.0%} of the time"
    lines = [
        f"Measured ({today}, {platform.machine()}, {os.cpu_count()} cores, `python tests/bench/bench_spark.py PAPERS "
        f"--sizes {sizes}`, in processor time): {per_paper * 1000:.1f} ms of a core for each abstract from file to "
        f"graph, {written:,.0f} bytes written. Extrapolated: 100 million abstracts on nodes of {CORES} such cores at "
        f"{cost}.",
        "",
        "| nodes | cores | time | cost |",
        "|---|---|---|---|",
        *rows(per_paper, written, rate),
    ]
    print("\n".join(lines))
    if asked.write:
        write_between(MARKS, "\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
