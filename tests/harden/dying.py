"""Run a command of kg that dies on the way, or that has no room on the disk.

    python tests/harden/dying.py HOW COUNT FOLDER [--bare] ARGUMENTS...

HOW is `operation`: this process is killed before its COUNTth operation on files in FOLDER (0: never, and their number
is the last line of standard error); `byte`: it is killed within the write that makes a file longer than COUNT bytes;
`full`: such a write fails, as on a full disk; or `never`. With --bare, papers name nothing, so that extraction takes no
time.
"""

import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator

from kg import engines
from kg.cli.app import run
from kg.model import Extraction, Paper

# What Python reports before it does it: https://docs.python.org/3/library/audit_events.html
CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.scandir", "os.listdir")
EXCHANGE = "ctypes.dlsym"  # before two folders change places: it has no path


class Watch:
    """Counts operations on files in a folder, and kills this process before the one with the number `last`."""

    def __init__(self, folder: str, last: int) -> None:
        self.folder, self.last, self.count = folder, last, 0

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == EXCHANGE or (event in CHANGES and self._is_inside(arguments[0])):
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)

    def _is_inside(self, path: object) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(self.folder)


def bare(papers: Iterable[Paper], *_: object) -> Iterator[Extraction]:
    return (Extraction(paper, ()) for paper in papers)


def main() -> None:
    how, count, folder, *arguments = sys.argv[1:]
    if arguments[0] == "--bare":
        engines.extract = bare  # type: ignore[assignment]
        del arguments[0]
    if how in ("byte", "full"):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(count), resource.RLIM_INFINITY))
        if how == "byte":
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # which Python ignores, so that the write fails instead
    watch = Watch(folder, int(count))
    if how == "operation":
        sys.addaudithook(watch)
    status = run(arguments)
    if how == "operation":
        print(watch.count, file=sys.stderr)
    sys.exit(status)


if __name__ == "__main__":
    main()
