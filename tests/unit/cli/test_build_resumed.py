"""A build that was killed goes on where it was, and ends with the same bytes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run, fake_extract

from kg import engines
from kg.engines import spool
from kg.model import Extraction, Paper

COUNT = 12


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(spool, "SYNCED", 3)
    path = tmp_path / "many.jsonl"
    texts = [{"id": f"m{n}", "title": f"Cup {n}", "abstract": "We train LoRA on CIFAR-10."} for n in range(COUNT)]
    path.write_text("".join(json.dumps(text) + "\n" for text in texts))
    return path


def kill_at(monkeypatch: pytest.MonkeyPatch, place: int) -> list[str]:
    """Let the extraction of a paper fail, and see which were extracted."""
    seen: list[str] = []

    def extract(papers: Iterator[Paper], lexicon: object) -> Iterator[Extraction]:  # noqa: ARG001
        for extraction in fake_extract(papers):
            seen.append(extraction.paper.id)
            if len(seen) > place:
                raise KeyboardInterrupt
            yield extraction

    monkeypatch.setattr(engines, "extract", extract)
    return seen


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith(".kg-part")]


@pytest.mark.parametrize("place", [0, 2, 4, 7, 11])
@pytest.mark.parametrize("cut", [0, 1, 40])
def test_it_loses_a_batch_at_most(
    run: Run, many: Path, built: Path, tmp_path: Path, place: int, cut: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, out = tmp_path / "whole.jsonl", built
    before = out.read_bytes()
    assert run("build", many, "-o", whole)[0] == 0
    kill_at(monkeypatch, place)
    assert run("build", many, "-o", out)[0] == 130
    assert out.read_bytes() == before
    for path in parts(tmp_path):
        path.write_bytes(path.read_bytes()[: -cut or None])
    seen = kill_at(monkeypatch, COUNT)
    status, _, err = run("build", many, "-o", out, "--resume")
    assert status == 0
    assert out.read_bytes() == whole.read_bytes()
    kept = place // 3 * 3 - bool(cut and place >= 3)
    assert len(seen) == COUNT - kept
    assert (f"resuming after {kept} records\n" in err) == bool(kept)
    assert "12 records read, 0 skipped" in err
    assert not parts(tmp_path)


def test_other_papers_and_no_resume_begin_anew(
    run: Run, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "g.jsonl"
    for arguments in ((many, "--resume"), (many,)):
        kill_at(monkeypatch, 7)
        assert run("build", many, "-o", out)[0] == 130
        assert len(parts(tmp_path)) == 1
        if "--resume" in arguments:
            many.write_text(many.read_text().replace("LoRA", "Zorblax"))
        seen = kill_at(monkeypatch, COUNT)
        assert run("build", *arguments, "-o", out)[0] == 0
        assert len(seen) == COUNT
        assert b"zorblax" in out.read_bytes()
        assert not parts(tmp_path)


def test_a_pipe_cannot_be_resumed(run: Run, tmp_path: Path) -> None:
    status, _, err = run("build", "-", "-o", tmp_path / "g.jsonl", "--resume")
    assert status == 2, err
    assert "cannot be read twice" in err


ADD, REMOVE = ("--add",), ("--add", "--remove", "p3")


@pytest.mark.parametrize("place", [0, 7])
@pytest.mark.parametrize(
    ("killed", "resumed", "told"),
    [
        (ADD, (), "with --add: give it too"),
        ((), ADD, "without --add: leave it out"),
        (REMOVE, ADD, "with --remove paper:p3: give it too"),
        (ADD, REMOVE, "without --remove paper:p3: leave it out"),
        (REMOVE, (), "with --add --remove paper:p3: give it too"),
    ],
)
def test_an_addition_is_not_resumed_as_a_new_graph(
    run: Run,
    built: Path,
    many: Path,
    tmp_path: Path,
    place: int,
    killed: tuple[str, ...],
    resumed: tuple[str, ...],
    told: str,
) -> None:
    before = built.read_bytes()
    kill_for_good(place, "build", many, "-o", built, *killed)
    (part,) = parts(tmp_path)
    spooled = part.read_bytes()
    for changed in (False, True):  # other papers would begin anew, and replace the graph too
        if changed:
            many.write_text(many.read_text().replace("LoRA", "Zorblax"))
        status, _, err = run("build", many, "-o", built, "--resume", *resumed)
        assert status == 1
        assert err == f"kg: cannot resume {built}: the interrupted build was {told}; or begin anew without --resume\n"
        assert built.read_bytes() == before
        assert part.read_bytes() == spooled


@pytest.mark.parametrize("options", [ADD, REMOVE])
def test_an_addition_is_resumed_as_one(
    run: Run, many: Path, built: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    whole = tmp_path / "whole.jsonl"
    whole.write_bytes(built.read_bytes())
    assert run("build", many, "-o", whole, *options)[0] == 0
    kill_for_good(7, "build", many, "-o", built, *options)
    status, _, err = run("build", many, "-o", built, "--resume", *options)
    assert status == 0
    assert "resuming after 6 records\n" in err
    assert built.read_bytes() == whole.read_bytes()
    assert not parts(tmp_path)


def kill_for_good(place: int, *arguments: object) -> None:
    """Run the command with papers in batches of three, in a process that kills itself after so many of them."""
    code = (
        "import os, signal, commands\n"
        "from kg import engines\n"
        "from kg.engines import spool\n"
        "spool.SYNCED = 3\n"
        "def extract(papers, lexicon=()):\n"
        "    for count, extraction in enumerate(commands.fake_extract(papers)):\n"
        f"        if count == {place}: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        yield extraction\n"
        "engines.extract = extract\n"
        "from kg.cli.app import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    assert subprocess.run(command, env=environment, check=False).returncode == -signal.SIGKILL
