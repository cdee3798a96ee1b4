"""Disks without room, and folders without rights."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from runs import LossError, finish

DISK, ROOM = 1 << 18, 1 << 13  # bytes


@contextlib.contextmanager
def small_disk(size: int) -> Iterator[Path | None]:
    """A file system with so many bytes; None where this user may not make one."""
    with tempfile.TemporaryDirectory() as name:
        mounted = (
            os.name == "posix"
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", name], capture_output=True, check=False
            ).returncode
        )
        try:
            yield Path(name) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", name], check=True)


def on_small_disk(graph: Path, suffix: str) -> str:
    """Export a graph to where the disk fills up, then to where it may only be read: what happened.

    Raises:
        LossError: it does not fail with a message, or leaves something.
    """
    with small_disk(DISK) as disk:
        if disk is None:
            return "not tried: it takes the right to mount"
        (disk / "mine").write_bytes(b"x" * (DISK - ROOM))
        for fault, option in (("No space left on device", ""), ("Read-only file system", "remount,ro")):
            if option:
                subprocess.run(["mount", "-o", option, str(disk)], check=True)
            status, told = finish(["export", str(graph), str(disk / f"out{suffix}")], disk)
            if status != 1 or fault not in told or "Traceback" in told:
                raise LossError(f"export {suffix}: status {status}, not {fault!r}: {told}")
            if [path.name for path in disk.iterdir()] != ["mine"]:
                raise LossError(f"export {suffix}: litter on a disk without room: {[*disk.iterdir()]}")
    return "told, nothing left"


def without_rights(graph: Path, suffix: str) -> str:
    """Export a graph to a folder where nothing may be created: what happened.

    Raises:
        LossError: it does not fail with a message, or something has changed.
    """
    # Root may do everything, but not from another user namespace.
    prefix = ["unshare", "--user"] if os.geteuid() == 0 else []
    if prefix and (not shutil.which("unshare") or subprocess.run([*prefix, "true"], check=False).returncode):
        return "not tried: root has all rights here"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "mine").write_bytes(b"mine")
        folder.chmod(0o555)
        code = "import sys; from kg.cli.app import run; sys.exit(run(sys.argv[1:]))"
        command = [*prefix, sys.executable, "-c", code, "export", str(graph), str(folder / f"out{suffix}")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        folder.chmod(0o755)
        if done.returncode != 1 or "Permission denied" not in done.stderr or "Traceback" in done.stderr:
            raise LossError(f"export {suffix} without rights: status {done.returncode}: {done.stderr}")
        if [path.name for path in folder.iterdir()] != ["mine"]:
            raise LossError(f"export {suffix} without rights: litter: {[*folder.iterdir()]}")
    return "told, nothing left"
