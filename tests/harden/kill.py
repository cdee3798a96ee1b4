"""Kill kg at any moment, fill its disk, take away its rights: is anything lost?

    python tests/harden/kill.py [--kills 50] [--seed 1] [--papers FILES...]

Every command that writes is killed at random moments, between its operations on files, and within its writes. After
each kill the last good result must be whole, be it the old or the new one, little may be left beside it, and a second
run must end with the same bytes as one that nobody disturbed.
"""

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from faults import on_small_disk, without_rights
from runs import Content, LossError, content, done, finish, hidden, restore, start

import kg
from kg.sinks import SINKS

SAMPLE = sorted((Path(kg.__file__).parent / "sources" / "sample").glob("*.txt"))
LITTER = 2  # hidden files that one kill may leave: a lock, and what was written


class Operation(NamedTuple):
    """A command that replaces `target`, whose content is `old` before and `new` after it."""

    name: str
    arguments: list[str]
    target: Path
    old: Content
    new: Content
    seconds: float
    steps: int  # operations on files

    @property
    def size(self) -> int:
        """Bytes of the longest file that it writes."""
        texts = self.new.values() if isinstance(self.new, dict) else (self.new or b"",)
        return max(map(len, texts))


class Death(NamedTuple):
    """How and when a process is killed: after seconds, before an operation on files, or behind a byte."""

    how: str
    count: float


def operations(
    folder: Path, papers: Sequence[Path], only: Collection[str] | None = None, flags: Sequence[str] = ()
) -> Iterator[Operation]:
    """The commands that write, or only some, each tried once when its turn comes; `flags` are for dying.py."""
    first, rest = str(papers[0]), [*map(str, papers[1:])]
    graph, added, records = (folder / name for name in ("graph.jsonl", "added.jsonl", "records.jsonl"))
    done([*flags, "build", first, "-o", str(graph)], folder)
    old = content(graph)
    exports = {f"export {suffix}": folder / f"out{suffix}" for suffix in SINKS}
    if only is not None:
        exports = {name: path for name, path in exports.items() if name in only}
    for path in exports.values():
        done(["export", str(graph), str(path)], folder)
    build = [*flags, "build", first, *rest, "-o", str(graph)]
    done(build, folder)
    for name, path in exports.items():
        yield tried(name, ["export", str(graph), str(path)], path)
    for name, target, before, arguments in (
        ("extract", records, None, [*flags, "extract", first, *rest, "-o", str(records)]),
        ("build", graph, old, build),
        ("build --add", added, old, [*flags, "build", *rest, "-o", str(added), "--add"]),
    ):
        if only is None or name in only:
            restore(target, before)
            yield tried(name, arguments, target)


def tried(name: str, arguments: list[str], target: Path) -> Operation:
    """The operation with what it does to its target, which is put back as it was."""
    old, begin = content(target), time.monotonic()
    done(arguments, target.parent)
    new, seconds = content(target), time.monotonic() - begin
    steps = int(done(arguments, target.parent, "operation").split()[-1])
    restore(target, old)
    return Operation(name, arguments, target, old, new, seconds, steps)


def deaths(operation: Operation, count: int, chance: random.Random) -> Iterator[Death]:
    """Random moments: a third each by the clock, between two operations on files, and within a write."""
    for number in range(count):
        yield (
            Death("time", chance.uniform(0, operation.seconds)),
            Death("operation", chance.randint(1, operation.steps)),
            Death("byte", chance.randrange(operation.size)),
        )[number % 3]


def kill(operation: Operation, death: Death) -> str:
    """Kill a command, look at what is left, and run it again: whether the old or the new result was there.

    Raises:
        LossError: something was lost, or too much is left.
    """
    folder = operation.target.parent
    restore(operation.target, operation.old)
    if death.how == "time":
        process = start(operation.arguments, folder)
        time.sleep(death.count)
        process.kill()
        process.communicate()
    else:
        status, told = finish(operation.arguments, folder, death.how, int(death.count))
        if status == 0 and death.how == "operation":  # not all runs have the same number of steps: litter takes some
            check(operation, operation.new, f"not killed by {death}: {told}")
    found = content(operation.target)
    if found not in (operation.old, operation.new):
        raise LossError(f"{operation.name}: the result is damaged after {death}")
    if len(hidden(folder)) > LITTER:
        raise LossError(f"{operation.name}: litter after {death}: {hidden(folder)}")
    done(operation.arguments, folder)
    check(operation, operation.new, f"a second run after {death}")
    return "old" if found == operation.old else "new"


def check(operation: Operation, wanted: Content, when: str) -> None:
    """Look for a content, with nothing beside it.

    Raises:
        LossError: it is not there.
    """
    if content(operation.target) != wanted:
        raise LossError(f"{operation.name}: not the bytes that are wanted: {when}")
    if left := hidden(operation.target.parent):
        raise LossError(f"{operation.name}: litter: {when}: {left}")


def fill(operation: Operation, room: int) -> None:
    """Run a command on a disk that has not enough room.

    Raises:
        LossError: it does not fail with a message, or the old result is not whole.
    """
    restore(operation.target, operation.old)
    status, told = finish(operation.arguments, operation.target.parent, "full", room)
    if status != 1 or "cannot write" not in told or "Traceback" in told:
        raise LossError(f"{operation.name}: status {status} with room for {room} bytes: {told}")
    check(operation, operation.old, f"room for {room} bytes")


def main() -> None:
    """Print a table of what was tried, and end with 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="for each command")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", metavar="COMMAND", help='such as "build --add" or "export .csv"')
    parser.add_argument("--bare", action="store_true", help="papers name nothing, so that extraction takes no time")
    parser.add_argument("--papers", nargs="+", type=Path, default=SAMPLE, help="two files or more")
    options = parser.parse_args()
    chance, lost, kills = random.Random(options.seed), list[str](), 0
    print(line("command", "kills", "old whole", "new whole", "full disks", "lost"), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for operation in operations(folder, options.papers, options.only, flags=["--bare"] if options.bare else []):
            print(row(operation, options.kills, chance, lost), flush=True)
            kills += options.kills
        faults = {"to a small and to a read-only disk": on_small_disk, "without rights": without_rights}
        for suffix, (title, fault) in product(SINKS, faults.items()):
            with noted(lost):
                print(f"export {suffix} {title}: {fault(folder / 'graph.jsonl', suffix)}", flush=True)
    print(f"{kills} kills, {len(lost)} losses")
    sys.exit(bool(lost))


def row(operation: Operation, kills: int, chance: random.Random, lost: list[str]) -> str:
    """A line of the table, after as many kills, and a tenth as many full disks."""
    found, before = Counter[str](), len(lost)
    for death in deaths(operation, kills, chance):
        with noted(lost):
            found[kill(operation, death)] += 1
    disks = max(kills // 10, 1)
    for _ in range(disks):
        with noted(lost):
            fill(operation, chance.randrange(operation.size))
    restore(operation.target, operation.new)
    return line(operation.name, kills, found["old"], found["new"], disks, len(lost) - before)


def line(name: str, *cells: object) -> str:
    """The cells in columns under the titles."""
    return f"{name:<16}" + "".join(f"{cell!s:>11}" for cell in cells)


@contextlib.contextmanager
def noted(lost: list[str]) -> Iterator[None]:
    """Print what was lost, and go on."""
    try:
        yield
    except LossError as error:
        print(f"LOST: {error}", flush=True)
        lost.append(str(error))


if __name__ == "__main__":
    main()
