"""Exports that are folders of files."""

from collections.abc import Collection
from pathlib import Path

from kg.model import KgError


def start_folder(folder: Path, names: Collection[str]) -> None:
    """Make the folder, or remove an earlier export, so that no file of an older graph is left; `names` are its files.

    Raises:
        KgError: the folder holds other files, or cannot be written.
    """
    try:
        folder.mkdir(exist_ok=True)
        found = list(folder.iterdir())
    except FileNotFoundError as error:
        raise KgError(f"cannot write {folder}: the folder {folder.parent} does not exist: create it first") from error
    except FileExistsError as error:
        raise KgError(f"cannot write {folder}: it is a file, but the export is a folder: give another name") from error
    except OSError as error:
        raise KgError(f"cannot write {folder}: {error.strerror or error}") from error
    if other := sorted(path.name for path in found if path.name not in names):
        raise KgError(f"{folder} contains {other[0]}, which is not part of an export: give a new folder")
    for path in found:
        path.unlink()
