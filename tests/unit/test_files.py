"""A file or a folder is replaced when it is complete, or not at all."""

import os
import resource
import stat
from pathlib import Path
from typing import IO

import pytest

from kg import files
from kg.files import check_writable, formula_safe, refuse_input, replacing, replacing_folder
from kg.model import KgError


def test_content_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert [*tmp_path.iterdir()] == [path]


def test_permissions_are_those_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    with replacing(tmp_path / "out") as file:
        file.write(b"new")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "other").stat().st_mode


def write_and_raise(file: IO[bytes], failure: type[BaseException]) -> None:
    file.write(b"new")
    raise failure


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_failure_leaves_the_old_and_nothing_else(tmp_path: Path, failure: type[BaseException]) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    with pytest.raises(failure), replacing(path) as file:
        write_and_raise(file, failure)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_missing_folder_is_told(tmp_path: Path) -> None:
    told = r"cannot write .*out: the folder .*no does not exist: create it first"
    with pytest.raises(KgError, match=told), replacing(tmp_path / "no" / "out"):
        pass


def test_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(KgError, match="is a folder"), replacing(tmp_path / "out") as file:
        file.write(b"new")
    assert [*tmp_path.iterdir()] == [tmp_path / "out"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_what_is_replaced_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(mode)
    with replacing(path) as file:
        file.write(b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", mode)


def test_a_private_file_is_private_while_it_is_written(tmp_path: Path) -> None:
    with replacing(tmp_path / "out"):
        [temporary] = tmp_path.glob(".*kg-tmp-*")
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600


def test_a_write_protected_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    path.chmod(0o400)  # which stops root as well
    with pytest.raises(KgError, match="is write-protected"), replacing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real" / "out")  # which is not there yet
    with replacing(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "out").read_bytes() == b"new"
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(KgError, match=r"cannot write .*loop"), replacing(tmp_path / "loop"):
        pass


@pytest.mark.parametrize("spelling", ["in", "other/../in", "symbolic", "hard"])
def test_what_is_read_is_not_written(tmp_path: Path, spelling: str) -> None:
    path = tmp_path / "in"
    path.write_bytes(b"mine")
    (tmp_path / "other").mkdir()
    (tmp_path / "symbolic").symlink_to(path)
    (tmp_path / "hard").hardlink_to(path)
    for read, written in ((path, tmp_path / spelling), (tmp_path / spelling, path)):
        with pytest.raises(KgError, match="it is also an input"):
            check_writable(written, [tmp_path / "none", read])
    with pytest.raises(KgError, match="it is also an input"):
        refuse_input(tmp_path / "other" / ".." / "other", [tmp_path / "other"])
    check_writable(tmp_path / "out", [path])
    check_writable(path, [tmp_path / "none"])


def test_disk_that_fills_up_leaves_the_old(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(KgError, match="File too large"), replacing(path) as file:
            file.write(b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_device_is_not_replaced() -> None:
    with pytest.raises(KgError, match="is a device or a pipe"), replacing(Path("/dev/null")):
        pass
    assert Path("/dev/null").is_char_device()


def fill(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).write_text(text)


def held(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def fill_and_raise(folder: Path, failure: type[BaseException]) -> None:
    fill(folder, a="new")
    raise failure


@pytest.fixture(params=["one step", "two steps"])
def _steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders change places in one step where the system can, else in two."""
    if request.param == "two steps":
        monkeypatch.setattr(files, "_exchange", lambda *_: False)


@pytest.mark.usefixtures("_steps")
def test_a_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for texts in ({"a": "1", "b": "1"}, {"a": "2"}):
        before = held(folder) if folder.exists() else None
        with replacing_folder(folder, ("?",)) as new:
            fill(new, **texts)
            assert (held(folder) if folder.exists() else None) == before
        assert held(folder) == texts
        assert [*tmp_path.iterdir()] == [folder]


@pytest.mark.usefixtures("_steps")
@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_failure_leaves_the_old_folder_and_nothing_else(tmp_path: Path, failure: type[BaseException]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    fill(folder, a="old")
    with pytest.raises(failure), replacing_folder(folder, ("a",)) as new:
        fill_and_raise(new, failure)
    assert held(folder) == {"a": "old"}
    assert [*tmp_path.iterdir()] == [folder]


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_exchange", lambda *_: False)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if "kg-tmp-" in path.name:
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    folder = tmp_path / "out"
    folder.mkdir()
    fill(folder, a="old")
    with (
        pytest.raises(KgError, match=r"cannot write .*out: Permission denied"),
        replacing_folder(folder, ("a",)) as new,
    ):
        fill(new, a="new")
    assert held(folder) == {"a": "old"}
    assert [*tmp_path.iterdir()] == [folder]


def test_the_old_folder_is_back_after_a_kill_between_two_steps(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    with replacing_folder(folder, ("a",)) as new:
        fill(new, a="old")
    folder.rename(tmp_path / files.hidden(folder, "old"))
    with pytest.raises(ValueError, match="no"), replacing_folder(folder, ("a",)):
        raise ValueError("no")
    assert held(folder) == {"a": "old"}
    assert [*tmp_path.iterdir()] == [folder]


def test_a_folder_with_other_files_is_not_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    fill(folder, a="old", mine="thesis")
    with pytest.raises(KgError, match=r"contains mine, which kg did not write"), replacing_folder(folder, ("a",)):
        pass
    (folder / "mine").unlink()
    (folder / "a").unlink()
    (folder / "a").mkdir()  # a folder of the user's with a name of ours
    with pytest.raises(KgError, match=r"contains a, which kg did not write"), replacing_folder(folder, ("a",)):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_that_comes_while_the_new_folder_is_filled_is_not_lost(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(KgError, match=r"contains mine"), replacing_folder(folder, ("a",)):
        fill(folder, mine="thesis")
    assert held(folder) == {"mine": "thesis"}


def test_what_cannot_be_replaced_by_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "shut").mkdir(mode=0o500)
    cases = (
        ("file", "is a file, but the export is a folder"),
        ("no/out", "does not exist: create it"),
        ("shut", "write-"),
    )
    for name, told in cases:
        with pytest.raises(KgError, match=told), replacing_folder(tmp_path / name, ("a",)):
            pass


def test_the_mode_of_a_folder_is_kept_or_that_of_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "any").mkdir()
    (tmp_path / "private").mkdir(mode=0o700)
    for name, like in (("new", "any"), ("private", "private")):
        wanted = (tmp_path / like).stat().st_mode
        with replacing_folder(tmp_path / name, ("a",)) as new:
            fill(new, a="new")
        assert (tmp_path / name).stat().st_mode == wanted
    assert stat.S_IMODE((tmp_path / "new" / "a").stat().st_mode) == 0o666 & ~umask()


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "＋1"])
def test_what_a_spreadsheet_reads_as_a_formula_is_marked(text: str) -> None:
    assert formula_safe(text) == f"'{text}"
    assert formula_safe(f"a{text}") == f"a{text}"
