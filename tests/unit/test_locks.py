"""Writers of one file come one after the other; what killed ones left goes, what living ones work on stays."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kg import locks
from kg.files import replacing, replacing_folder

# Writes a file or a folder, says so when it has begun, and then waits for a line.
WRITER = """
import sys
from pathlib import Path
from kg.files import replacing, replacing_folder
if sys.argv[1] == "file":
    with replacing(Path(sys.argv[2])) as file:
        file.write(b"theirs")
        print("begun", flush=True)
        sys.stdin.readline()
else:
    with replacing_folder(Path(sys.argv[2]), ("a",)) as folder:
        (folder / "a").write_bytes(b"theirs")
        print("begun", flush=True)
        sys.stdin.readline()
"""


def writer(path: Path, kind: str = "file") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", WRITER, kind, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def kill(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def write(path: Path, text: bytes) -> None:
    with replacing(path) as file:
        file.write(text)


def test_the_second_writer_waits_for_the_first(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "out"
    first = writer(path)
    second = threading.Thread(target=write, args=(path, b"ours"))
    second.start()
    until = time.monotonic() + 60
    while not caplog.messages and time.monotonic() < until:
        time.sleep(locks.WAIT)
    assert caplog.messages == [f"waiting for another process, which writes {path}"]
    assert second.is_alive()
    assert not path.exists()
    first.communicate("go on\n")
    second.join()
    assert path.read_bytes() == b"ours"
    assert hidden(tmp_path) == []


def test_writers_of_other_files_do_not_wait(tmp_path: Path) -> None:
    process = writer(tmp_path / "one")
    before = hidden(tmp_path)
    write(tmp_path / "other", b"ours")
    assert hidden(tmp_path) == before
    process.communicate("go on\n")
    assert (tmp_path / "one").read_bytes() == b"theirs"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("next_name", ["out", "other"])
def test_what_a_killed_writer_left_goes_with_the_next_one(tmp_path: Path, kind: str, next_name: str) -> None:
    kill(writer(tmp_path / "out", kind))
    assert len(hidden(tmp_path)) == 2  # the lock, which nobody has any more, and what was written
    if kind == "file" or next_name == "other":
        write(tmp_path / next_name, b"ours")
    else:
        with replacing_folder(tmp_path / next_name, ("a",)) as folder:
            (folder / "a").write_bytes(b"ours")
    assert hidden(tmp_path) == []
    assert (tmp_path / next_name).exists()


def test_only_what_is_ours_goes(tmp_path: Path) -> None:
    names = [
        ".out-12345678.kg-notes",
        ".out.kg-tmp-abc",
        ".out-1234567.kg-tmp-abc",
        ".out.swp",
        "out-12345678.kg-tmp-a",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    # The only complete version of some folder, whose next writer puts it back.
    (tmp_path / ".far-12345678.kg-old").mkdir()
    write(tmp_path / "out", b"ours")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names, "out", ".far-12345678.kg-old"}


def test_names_may_be_long_and_odd(tmp_path: Path) -> None:
    for name in ("x" * 255, "\u00e9" * 127, "a\nb", "*[a]?", "\udcff"):
        write(tmp_path / name, b"ours")
        assert (tmp_path / name).read_bytes() == b"ours"
    assert hidden(tmp_path) == []


def test_without_locks_files_are_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kill(writer(tmp_path / "out"))

    def fail(_: int) -> bool:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(locks, "_try_lock", fail)
    write(tmp_path / "out", b"ours")
    assert (tmp_path / "out").read_bytes() == b"ours"
    [left] = hidden(tmp_path)  # nobody knows whether its writer lives
    assert "kg-tmp-" in left
