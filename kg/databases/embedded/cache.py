"""The database of a graph file: made once, kept beside the file, and made again when it no longer fits.

A folder beside the graph file, or in the user's cache where that cannot be written, holds one database and a note. Only
the note makes a database visible, and it is written last: what a killed process leaves behind is never opened.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from kg.databases.bolt import first_line
from kg.databases.embedded.loading import engine_path, fill, schema
from kg.files import replacing
from kg.graph.file import read_graph
from kg.locks import alone
from kg.memory import uncollected
from kg.model import KgError

NOTE = "ready.json"
# Called with the number of nodes and edges of a graph; in it, `advance` moves a progress bar.
Watch = Callable[[int], contextlib.AbstractContextManager[Callable[[int], None]]]


class Note(msgspec.Struct, frozen=True):
    """Which file is the database of which graph, and how it was when it was finished."""

    key: str
    file: str
    size: int
    changed: int


def graph_key(path: Path) -> str:
    """What a database depends on: the content of the graph file, the versions of kg and of the engine, the tables.

    Raises:
        KgError: the file cannot be read.
    """
    from importlib.metadata import version

    contents = []
    try:
        for part in sorted(path.iterdir()) if path.is_dir() else (path,):  # a graph in Parquet is a folder
            with part.open("rb") as file:
                contents.append(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise KgError(f"cannot read {path}: {error.strerror}: make a graph with kg build PAPERS -o {path}") from error
    parts = (*contents, version("kg"), version("ladybug"), *schema())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def database_file(path: Path, watch: Watch, *, fresh: bool = False) -> Path:
    """The database of a graph file, made where there is none that fits; `fresh` makes it anew.

    Raises:
        KgError: the graph file cannot be read, or the database cannot be written.
    """
    key, beside = graph_key(path), path.absolute().parent / f".{path.name}.cypher"
    folders = [folder for folder in (beside, _user_folder(path)) if engine_path(folder)]
    if not folders:
        raise KgError(
            f"cannot query {path}: the built-in engine opens only files whose names are UTF-8: "
            "rename it, or set XDG_CACHE_HOME to a folder with such a name"
        )
    for folder in folders:
        if not fresh and (found := _ready(folder, key)):
            return found
    problem: OSError | None = None
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with alone(folder / "graph.lbug"):
                # Another process may have made it in the meantime.
                return (None if fresh else _ready(folder, key)) or _make(path, key, folder, watch)
        except OSError as error:
            problem = error
    reason = problem.strerror if problem else ""
    raise KgError(f"cannot write {folders[-1]}: {reason}: set XDG_CACHE_HOME to a folder that can be written")


def _user_folder(path: Path) -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - never fails
    place = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    name = path.name if engine_path(Path(path.name)) else "graph"
    return Path(home, "kg", "cypher", f"{name}.{place}")


def _ready(folder: Path, key: str) -> Path | None:
    """The database that the note is about, if it is the wanted one and as it was when it was finished."""
    try:
        note = msgspec.json.decode((folder / NOTE).read_bytes(), type=Note)
        state = (folder / note.file).stat()
    except (OSError, ValueError):  # a note that cannot be decoded is the second
        return None
    fits = (note.key, note.size, note.changed) == (key, state.st_size, state.st_mtime_ns)
    return folder / note.file if fits else None


def _make(path: Path, key: str, folder: Path, watch: Watch) -> Path:
    """Make a database, and take away earlier ones and what killed processes have left."""
    _remove_others(folder)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")
    work = folder / secrets.token_hex(4)
    work.mkdir()
    made = work / "graph.lbug"
    try:
        with uncollected():
            graph = read_graph(path)
            with watch(len(graph.nodes) + len(graph.edges)) as advance:
                fill(made, graph, advance)
        state = made.stat()
        note = Note(key, f"{work.name}/{made.name}", state.st_size, state.st_mtime_ns)
        with replacing(folder / NOTE) as file:
            file.write(msgspec.json.encode(note))
    except BaseException as error:
        shutil.rmtree(work, ignore_errors=True)
        if isinstance(error, RuntimeError):  # of the engine
            raise KgError(f"cannot make a database of {path} in {folder}: {first_line(str(error))}") from error
        raise
    return made


def _remove_others(folder: Path) -> None:
    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old, ignore_errors=True)
        elif not old.name.startswith("."):  # a lock
            old.unlink(missing_ok=True)
