"""Messages and progress are for people, and on standard error."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from kg.cli.messages import watched


def test_progress_is_for_terminals_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(watched([1, 2], "reading")) == [1, 2]
    assert capsys.readouterr() == ("", "")


def test_progress_passes_every_item_on(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert list(watched(iter([1, 2]), "reading")) == [1, 2]
    out, err = capsys.readouterr()
    assert out == ""
    assert "reading" in err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no pseudo-terminals")
def test_progress_on_a_terminal_is_on_stderr_and_records_stay_whole(papers: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-c", "from kg.cli.app import main; main()", "extract", str(papers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # what Linux says when the other side is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.stdout is not None
    records = process.stdout.read().splitlines()
    process.stdout.close()
    assert process.wait() == 0
    assert b"reading" in shown
    assert len([msgspec.json.decode(record) for record in records]) == 3
