"""Help, wrong calls, and what happens when a command fails."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, fake_kg, kg

from kg import engines
from kg.cli import app


def test_help_needs_no_heavy_library() -> None:
    code = "import sys; from kg.cli.app import run; run(['--help']); print(*(x.partition('.')[0] for x in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "explain" in done.stdout
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"rich", "spacy", "networkx", "numpy", "msgspec", "neo4j", "pyvis"}


def test_no_arguments_is_help_and_every_command_has_its_own(run: Run) -> None:
    status, out, err = run()
    assert (status, err) == (0, "")
    for command in (command.__name__.removesuffix("_command") for command in app.COMMANDS):
        assert f"  {command} " in out
        status, text, err = run(command, "--help")
        assert (status, err) == (0, "")
        assert text.startswith(f"Usage: kg {command} ")
        assert run(command, "-h") == (0, text, "")
    assert run("-h") == (0, out, "")


def test_version(run: Run) -> None:
    status, out, _ = run("--version")
    assert status == 0
    assert out.startswith("kg ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["stats", "--frob", "x"], "No such option"),
        (["stat"], "Did you mean 'stats'?"),
        (["stats", "--tpo", "3"], "Possible options: --top"),
        (["stats", "a.jsonl", "--graph", "b.jsonl"], "a.jsonl and b.jsonl: give one graph"),
        (["export"], "give OUT, the file to write"),
        (["export", "a.jsonl", "b.json", "--graph", "c.jsonl"], "a.jsonl and c.jsonl: give one graph"),
        (["load", "a.jsonl", "--graph", "b.jsonl"], "a.jsonl and b.jsonl: give one graph"),
        (["build", "x.jsonl"], "Missing option"),
        (["build", "x.jsonl", "-o", "-"], "-o -: kg build writes a file: give its name"),
        (["build", "x.jsonl", "-o", "-", "--engine", "spark"], "-o -: kg build writes a file: give its name"),
        (["build", "x.jsonl", "-o", "o.html"], "give -o o.jsonl, then kg export o.jsonl o.html"),
        (["build", "x.jsonl", "-o", "new/o.JSON"], "give -o new/o.jsonl, then kg export new/o.jsonl new/o.JSON"),
        (
            ["build", "x.jsonl", "-o", "g", "--workers", "0"],
            "'--workers': should be greater than or equal to 1 (see kg b",
        ),
        (["build", "x.jsonl", "-o", "g", "--workers", "x"], "'--workers': should be a valid integer (see kg build --h"),
        (["build", "x.jsonl", "-o", "g", "--engine", "x"], "'--engine': 'x' is not one of 'local', 'spark' (see kg b"),
        (["query", "rivals", "--param"], "Option '--param' requires an argument (see kg query --help)"),
        (["build", "x.jsonl", "-o", "g", "--format", "odd"], "--format odd: give one of bibtex, ris, csl, csv"),
        (["export", "g.jsonl", "out.odd"], "suffix '.odd': give one of .html, .graphml, .gexf"),
        (["export", "g.jsonl", "out"], "out has no suffix: give one of .html"),
        (["export", "g.jsonl", "o.html", "--around", " "], "--around: give the name of a node"),
        (["explain"], "give either PAPER or --entity"),
        (["explain", "--entity", "x", "--papers", "y"], "leave out --entity and --graph"),
        (["explain", "x", "--papers", "y", "--graph", "z"], "leave out --entity and --graph"),
        (["explain", "x", "--lexicon", "y"], "--lexicon, --format and --column need --papers"),
        (["evaluate", "gold", "--errors", "all", "--json"], "give either --errors or --json"),
        (["evaluate", "--pairs", "p", "--errors", "all"], "--errors and --predicted are for GOLD"),
        (["evaluate", "--pairs", "p", "--predicted", "e"], "--errors and --predicted are for GOLD"),
        (["evaluate", "gold", "--predicted", "e", "--lexicon", "x"], "--lexicon and --workers are for extracting"),
        (["evaluate", "gold", "--errors", "Paper"], "--errors Paper: give one of Method"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(run: Run, arguments: list[str], told: str) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert told in err
    assert err.count("\n") == 1
    assert "--help" in err


def test_a_reader_that_goes_away_is_no_failure(papers: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = fake_kg("extract", papers, stdout=writer)
    os.close(writer)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


def test_a_full_disk_behind_standard_output_is_told_once(papers: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = fake_kg("extract", papers, stdout=full)
        _, err = process.communicate()
    assert process.returncode == 1
    assert err == b"kg: cannot write to standard output: No space left on device\n"


def test_a_reader_of_messages_that_goes_away_does_not_stop_the_work(papers: Path, tmp_path: Path) -> None:
    papers.write_text('{"x": 1}\n{"x": 2}\n' + papers.read_text())
    reader, writer = os.pipe()
    os.close(reader)
    with (tmp_path / "errors").open("wb") as errors:
        code = "from kg.cli.app import main; main()"
        command = [sys.executable, "-c", code, "extract", papers, "-o", tmp_path / "out.jsonl"]
        assert subprocess.run(command, stderr=writer, stdout=errors, check=False).returncode == 0
    os.close(writer)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 3
    assert (tmp_path / "errors").read_text() == ""


@pytest.mark.parametrize(("closed", "status", "lines"), [("<&-", 1, 0), (">&-", 0, 0), ("2>&-", 0, 3)])
def test_closed_streams_are_no_failure(papers: Path, closed: str, status: int, lines: int) -> None:
    source = "-" if closed == "<&-" else str(papers)
    command = f'"$0" -c "from kg.cli.app import main; main()" extract "$1" {closed}'
    done = subprocess.run(["sh", "-c", command, sys.executable, source], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (status, lines)
    assert "internal error" not in done.stderr


def test_data_is_utf_8_whatever_the_encoding_of_the_system(tmp_path: Path) -> None:
    paper = tmp_path / "papers.jsonl"
    paper.write_text('{"id": "p1", "title": "The α nets", "abstract": "We train α nets."}\n', encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    with kg("explain", "p1", "--papers", paper, stdout=subprocess.PIPE, env=environment) as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert "The α nets" in out.decode()


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, "kg: stopped\n"),
        (ValueError("odd"), 1, "kg: internal error: ValueError: odd: run with --debug for the traceback\n"),
        (OSError(errno.EACCES, "Permission denied", "x.txt"), 1, "kg: x.txt: Permission denied\n"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), 1, "kg: the system refused: Cannot allocate memory\n"),
        (
            ModuleNotFoundError("no", name="pyvis.network"),
            1,
            "kg: this needs the library pyvis.network: run pip install 'kg[html]'\n",
        ),
    ],
)
def test_a_failure_is_one_line(
    run: Run, papers: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, told: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(engines, "extract", fail)
    assert run("extract", papers) == (status, "", told)


def test_debug_brings_the_traceback(run: Run, tmp_path: Path) -> None:
    for arguments in (("--debug", "stats"), ("stats", "--debug")):
        status, _, err = run(*arguments, tmp_path / "none.jsonl")
        assert status == 1
        assert "Traceback" in err
        assert err.endswith(f"kg: cannot read {tmp_path / 'none.jsonl'}: No such file or directory\n")
    assert "Traceback" not in run("stats", tmp_path / "none.jsonl")[2]


def test_a_failing_command_leaves_nothing_to_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real drop_output, on a standard output that is a file
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", file)
        app.drop_output(file)
        file.write("lost")
    assert (tmp_path / "out").read_text() == ""


@pytest.mark.parametrize("command", ["stats", "export g.html", "explain x", "explain --entity x", "load"])
def test_without_a_graph_it_says_how_to_get_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*command.split())
    assert (status, out) == (1, "")
    assert err == (
        "kg: there is no graph.jsonl in this folder: make it with kg build PAPERS -o graph.jsonl, "
        "or say where the graph is with --graph FILE\n"
    )
