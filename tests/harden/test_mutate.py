"""`python tests/harden/mutate.py` starts, and notices a change that breaks a test."""

import subprocess
import sys
from pathlib import Path


def test_a_small_change_is_noticed() -> None:
    command = [sys.executable, str(Path(__file__).with_name("mutate.py")), "--rooms", "names", "--count", "1"]
    done = subprocess.run([*command, "--only", "lists.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].split() == ["names", "1", "1", "100.0%", "0"]
