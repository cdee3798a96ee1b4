"""Commands of kg as processes of their own, and what they leave."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

DYING = Path(__file__).with_name("dying.py")

# What a file or a folder holds; None if it is not there.
Content = bytes | dict[str, bytes] | None


class LossError(Exception):
    """Something was lost, or is left where it should not be."""


def content(path: Path) -> Content:
    """What is there."""
    if path.is_dir():
        return {each.name: each.read_bytes() for each in path.iterdir()}
    return path.read_bytes() if path.exists() else None


def restore(path: Path, wanted: Content) -> None:
    """Put a content in the place of what is there."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if isinstance(wanted, dict):
        path.mkdir()
        for name, text in wanted.items():
            (path / name).write_bytes(text)
    elif wanted is not None:
        path.write_bytes(wanted)


def hidden(folder: Path) -> list[str]:
    """What is hidden in a folder, but for what a killed build has read, which is there for `kg build --resume`."""
    names = (path.name for path in folder.iterdir())
    return sorted(name for name in names if name.startswith(".") and ".kg-part" not in name)


def start(arguments: Sequence[str], folder: Path, how: str = "never", count: int = 0) -> "subprocess.Popen[str]":
    """A command of kg, which may die."""
    command = [sys.executable, str(DYING), how, str(count), str(folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def finish(arguments: Sequence[str], folder: Path, how: str = "never", count: int = 0) -> tuple[int, str]:
    """Run a command to its end: its status and messages."""
    process = start(arguments, folder, how, count)
    _, told = process.communicate()
    return process.returncode, told


def done(arguments: Sequence[str], folder: Path, how: str = "never") -> str:
    """Run a command that must not fail: its messages."""
    status, told = finish(arguments, folder, how)
    if status:
        raise LossError(f"{' '.join(arguments)}: status {status}: {told}")
    return told
