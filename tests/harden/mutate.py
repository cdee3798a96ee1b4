"""Break kg in small ways, one at a time: do the tests of the room notice?

    python tests/harden/mutate.py [--rooms resolve names graph] [--count 200] [--seed 1] [--only TEXT] [--workers 1]

Each mutant changes one expression of a file of the room (a comparison, a number, a condition, a text …) in a copy of
the checkout, and is run against tests/unit/ROOM alone: first the tests of that file, then the others, until one fails.
A mutant that survives is printed: either a test is missing, or the change makes no difference to a user. Those of which
that is known are in equivalent.py and are not tried.

Every run is a process forked from one that has the libraries, but nothing of kg, in memory.
"""

import argparse
import ast
import copy
import importlib
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from equivalent import EQUIVALENT

ROOT = Path(__file__).parents[2]
ROOMS = ("resolve", "names", "graph")
LIBRARIES = ("hypothesis", "msgspec", "networkx", "numpy", "pyarrow.parquet", "rich.console", "spacy", "typer")
# A mutant that takes so many times as long as all tests of its room, or more memory, hangs: that is noticed.
TIMES_AS_LONG, LEAST_SECONDS, MOST_MEMORY = 5, 30, 8 << 30
# Plugins that no unit test needs take longer than most tests.
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
PYTEST = ["-q", "-x", "--tb=no", "-oaddopts=", "-pno:cacheprovider", "-p_hypothesis_pytestplugin"]
PYTEST += ["--hypothesis-profile=few", "-Wignore::pytest.PytestAssertRewriteWarning"]
PYTEST += ["-Wignore::pytest.PytestConfigWarning"]  # settings of plugins that are not loaded
TIMED = "growth"  # tests of seconds fail for nothing while others use the machine
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}


class Mutant(NamedTuple):
    """A place in a file (bytes within its source), and what is written there instead."""

    path: Path  # within the checkout
    source: bytes
    start: int
    end: int
    after: str

    @property
    def before(self) -> str:
        """What is there."""
        return self.source[self.start : self.end].decode()

    @property
    def broken(self) -> bytes:
        """The file with the change."""
        return self.source[: self.start] + self.after.encode() + self.source[self.end :]

    @property
    def change(self) -> tuple[str, str, str, str]:
        """What tells the change from others, wherever it is: the room, the line, what is there, and what comes."""
        line = self.source[: self.start].rpartition(b"\n")[2] + self.source[self.start :].partition(b"\n")[0]
        return self.path.parent.name, line.decode().partition("  # ")[0].strip(), self.before, self.after

    def __str__(self) -> str:
        line = self.source.count(b"\n", 0, self.start) + 1
        return f"{self.path}:{line}: {self.before!r} as {self.after!r}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every small change of a file that is tried."""
    source = (ROOT / path).read_bytes()
    begins = [0]
    for line in source.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    tree = ast.parse(source)
    skipped = {id(inner) for node in ast.walk(tree) for part in _no_code(node) for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if id(node) in skipped or not isinstance(node, ast.expr) or node.end_lineno is None:
            continue
        start, end = begins[node.lineno - 1] + node.col_offset, begins[node.end_lineno - 1] + (node.end_col_offset or 0)
        for text in _changes(node):
            yield Mutant(path, source, start, end, text)


def _no_code(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of a node that tell nothing to a user: annotations, docstrings, texts of messages, sizes of caches."""
    if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef):
        yield from filter(None, [node.returns, *node.decorator_list])
    if isinstance(node, ast.ClassDef):
        yield from node.keywords
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    if isinstance(node, ast.Raise | ast.Import | ast.ImportFrom) or (
        isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    ):
        yield node
    if isinstance(node, ast.JoinedStr):
        yield from node.values
    if isinstance(node, ast.keyword) and node.arg == "maxsize":
        yield node


def _changes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Compare(left, [operator], [right]):
            yield f"({ast.unparse(ast.Compare(left, [_COMPARISONS[type(operator)]()], [right]))})"
        case ast.BoolOp(operator, values):
            other = ast.And() if isinstance(operator, ast.Or) else ast.Or()
            yield f"({ast.unparse(ast.BoolOp(other, values))})"
            yield f"({ast.unparse(values[0])})"
        case ast.UnaryOp(ast.Not(), operand):
            yield f"({ast.unparse(operand)})"
        case ast.BinOp(left, ast.Add(), right):
            yield f"({ast.unparse(left)})"
        case ast.IfExp(_, body, orelse):
            yield f"({ast.unparse(body)})"
            yield f"({ast.unparse(orelse)})"
        case ast.Constant(bool() as value):
            yield str(not value)
        case ast.Constant(int() as value):
            yield str(value + 1)
        case ast.Constant(float() as value) if value:
            yield f"{value * 1.25:.4g}"
            yield f"{value * 0.8:.4g}"
        case ast.Constant(str() as value) if value:
            yield repr(f"XX{value}")
        case ast.Call(ast.Name(name), arguments, keywords) if name in _CALLS:
            yield ast.unparse(ast.Call(ast.Name(_CALLS[name]), arguments, [] if name == "sorted" else keywords))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp() if node.generators[0].ifs:
            bare = copy.deepcopy(node)
            bare.generators[0].ifs = []
            yield ast.unparse(bare)


class Room(NamedTuple):
    """A room, its files of tests, and how many seconds all of them take."""

    name: str
    tests: tuple[Path, ...]
    seconds: float

    def tests_of(self, path: Path) -> list[list[Path]]:
        """The tests of a file, then those of the others."""
        imported = f"from kg.{self.name}.{path.stem} import"
        own = [test for test in self.tests if path.stem in test.stem or imported in test.read_text(encoding="utf8")]
        return [own, [test for test in self.tests if test not in own]]


def copied(folder: Path) -> Path:
    """A copy of what the tests need."""
    for part in ("kg", "tests", "cypher", "pyproject.toml"):
        source = ROOT / part
        shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy2(source, folder / part)
    return folder


def start(folder: Path, rounds: Iterable[Sequence[Path]], seconds: float) -> int:
    """The id of a process that runs rounds of tests in a copy, until one fails, and ends with 0 if all pass."""
    if child := os.fork():
        return child
    status = 1
    try:
        signal.alarm(int(seconds) + 1)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in range(3):
            os.dup2(nowhere, standard)
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        for tests in filter(None, rounds):
            if status := int(pytest.main([*PYTEST, *(str(test.relative_to(ROOT)) for test in tests)])):
                break
    finally:
        os._exit(status)


def measured(name: str, folder: Path) -> Room:
    """A room, whose tests pass as long as nothing is broken."""
    tests = tuple(path for path in sorted((ROOT / "tests/unit" / name).glob("test_*.py")) if TIMED not in path.stem)
    for _ in range(2):  # the first run compiles what later ones find
        begin = time.monotonic()
        _, status = os.waitpid(start(folder, [tests], 600), 0)
        if status:
            sys.exit(f"tests/unit/{name} fail, though nothing is broken yet")
    return Room(name, tests, time.monotonic() - begin)


def survivors(chosen: Iterable[tuple[Mutant, Room]], folders: list[Path]) -> Iterator[tuple[Mutant, Room, bool]]:
    """Try mutants, one in each copy at a time: whether each survives."""
    free, running = [*folders], dict[int, tuple[Mutant, Room, Path]]()
    waiting = iter(chosen)
    while True:
        while free and (pair := next(waiting, None)):
            mutant, room = pair
            folder = free.pop()
            (folder / mutant.path).write_bytes(mutant.broken)
            child = start(folder, room.tests_of(mutant.path), max(LEAST_SECONDS, TIMES_AS_LONG * room.seconds))
            running[child] = mutant, room, folder
        if not running:
            return
        child, status = os.wait()
        mutant, room, folder = running.pop(child)
        (folder / mutant.path).write_bytes(mutant.source)
        free.append(folder)
        yield mutant, room, status == 0


def main() -> None:
    """Print the survivors, and how many were killed in each room."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rooms", nargs="+", default=ROOMS)
    parser.add_argument("--count", type=int, default=200, help="of each room; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="mutants of files whose path holds this")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    for library in LIBRARIES:
        importlib.import_module(library)
    tried, left, alike = Counter[str](), Counter[str](), Counter[str]()
    known = {reason[:4] for reason in EQUIVALENT}
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folders = [copied(Path(name) / str(number)) for number in range(options.workers)]
        chosen: list[tuple[Mutant, Room]] = []
        for room in (measured(name, folders[0]) for name in options.rooms):
            files = (path.relative_to(ROOT) for path in sorted((ROOT / "kg" / room.name).glob("[!_]*.py")))
            all_mutants = [mutant for path in files if options.only in str(path) for mutant in mutants(path)]
            some = random.Random(options.seed).sample(all_mutants, min(options.count or 1 << 30, len(all_mutants)))
            alike[room.name] = sum(mutant.change in known for mutant in some)
            chosen += [(mutant, room) for mutant in sorted(some) if mutant.change not in known]
            known -= {mutant.change for mutant in all_mutants}
        for mutant, room, survives in survivors(chosen, folders):
            tried[room.name] += 1
            if tried.total() % 50 == 0:
                print(f"{tried.total():,} of {len(chosen):,}", file=sys.stderr, flush=True)
            left[room.name] += survives
            if survives:
                print(f"SURVIVED {mutant}", flush=True)
    print(f"{'room':<10} {'tried':>6} {'killed':>7} {'share':>7} {'equivalent':>11}")
    for room in (*options.rooms, "together"):
        of = options.rooms if room == "together" else [room]
        count, lived, same = (sum(counter[each] for each in of) for counter in (tried, left, alike))
        share = (count - lived) / count if count else 1
        print(f"{room:<10} {count:>6,} {count - lived:>7,} {share:>7.1%} {same:>11,}")
    print(f"{time.monotonic() - begin:,.0f} seconds")
    for change in sorted(known) if not options.only else ():
        if change[0] in options.rooms:
            print(f"In equivalent.py, but no longer in the code: {change}")


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # what a set gives first decides whether some mutants are noticed
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    main()
