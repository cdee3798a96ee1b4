"""One writer at a time for each file or folder, and nothing left behind by those that were killed.

What is being written is hidden beside its target, with a lock beside it as long as the writer lives: hidden files
without a lock that somebody holds are litter. The system takes a lock from a process that ends, however it ends.
"""

import contextlib
import logging
import os
import re
import shutil
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

WAIT = 0.05  # seconds between two looks at a lock
SILENT = 10  # looks before the user is told: most writing takes no time
NAME_KEPT = 40  # characters of the target's name in a hidden name: the system limits names, in bytes
LOCK, TEMPORARY = "lock", "tmp-"
# For "graph.jsonl": ".graph.jsonl-1a2b3c4d.kg-" and one of the kinds, or "old" for a folder that is being replaced.
_HIDDEN = re.compile(rf"(\..*-[0-9a-f]{{8}}\.kg-)(?:{LOCK}|{TEMPORARY}\w+)", re.DOTALL)


class NoLocksError(Exception):
    """The file system has no locks."""


def hidden(path: Path, kind: str) -> str:
    """The name of a hidden file beside a path: a part of the path's name, a number for all of it, and the kind."""
    return f".{path.name[:NAME_KEPT]}-{zlib.crc32(os.fsencode(path.name)):08x}.kg-{kind}"


@contextlib.contextmanager
def alone(path: Path, wait: bool = True) -> Iterator[bool]:
    """Wait until no other process writes `path`, then remove what killed ones left in its folder.

    Yields whether this is the only one: True after waiting, and on a file system without locks, where nothing is waited
    for or removed; without `wait`, False if there is another.
    """
    lock = path.with_name(hidden(path, LOCK))
    held, only = None, True
    with contextlib.suppress(NoLocksError):
        held = _wait(lock, path) if wait else _take(lock)
        only = held is not None
    try:
        if held is not None:
            _sweep(path.parent, lock)
        yield only
    finally:
        if held is not None:
            _release(lock, held)


def _wait(lock: Path, path: Path) -> int:
    looks = 0
    while (held := _take(lock)) is None:
        looks += 1
        if looks == SILENT:
            logging.getLogger("kg").warning("waiting for another process, which writes %s", path)
        time.sleep(WAIT)
    return held


def _take(lock: Path) -> int | None:
    """Lock a file, which is made if it is not there: its descriptor, or None if another process has the lock."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        # Whoever had the lock may have removed the file that is open here.
        if _try_lock(descriptor) and os.path.samestat(os.fstat(descriptor), lock.stat()):
            return descriptor
    except FileNotFoundError:
        pass
    except OSError as error:
        _release(lock, descriptor)
        raise NoLocksError from error
    os.close(descriptor)
    return None


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
    else:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _release(lock: Path, descriptor: int) -> None:
    # Removed while it is held, so that nobody locks a file that is about to go. Windows removes no open file: there it
    # stays until the next run.
    with contextlib.suppress(OSError):
        lock.unlink()
    os.close(descriptor)


def _sweep(folder: Path, mine: Path) -> None:
    """Remove what killed processes left in a folder."""
    left: defaultdict[str, list[Path]] = defaultdict(list)
    for path in folder.iterdir():
        if found := _HIDDEN.fullmatch(path.name):
            left[found[1]].append(path)
    for prefix, paths in left.items():
        lock = folder / f"{prefix}{LOCK}"
        with contextlib.suppress(OSError, NoLocksError):  # somebody else's
            held = None if lock == mine else _take(lock)
            if lock == mine or held is not None:
                _delete_all(path for path in paths if path != lock)
            if held is not None:
                _release(lock, held)


def _delete_all(paths: Iterator[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
