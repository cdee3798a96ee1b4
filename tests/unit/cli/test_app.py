"""What the commands print, write and return."""

import errno
import gzip
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from kg import engines
from kg.cli import app
from kg.cli.messages import counted, watched
from kg.graph.file import read_graph
from kg.model import Entity, Extraction, Label, Mention, Paper, Relation
from kg.names.ids import entity_id

NAMES = {
    "LoRA": (Label.METHOD, Relation.USES),
    "Zorblax": (Label.METHOD, Relation.PROPOSES),
    "CIFAR-10": (Label.DATASET, Relation.EVALUATES_ON),
}
PAPERS = [
    {"id": "p1", "title": "Zorblax: faster nets", "abstract": "We propose Zorblax and test it on CIFAR-10."},
    {"id": "p2", "title": "More of LoRA", "abstract": "We train LoRA on CIFAR-10 again and again."},
    {"id": "p3", "title": "A third paper", "abstract": "It has nothing that is known."},
]
Run = Callable[..., tuple[int, str, str]]


def fake_extract(papers: Iterable[Paper], lexicon: Iterable[Path] = (), workers: int = 1) -> Iterator[Extraction]:  # noqa: ARG001
    """Every known name that a paper has, found at once; the commands are tested here, not the extraction."""
    for paper in papers:
        found = []
        for name, (label, relation) in NAMES.items():
            start = paper.abstract.find(name)
            if start >= 0:
                mention = Mention("abstract", start, start + len(name), name, "fake")
                found.append(Entity(label, name, (), relation, entity_id(label, name), (mention,)))
        yield Extraction(paper, tuple(found))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "extract", fake_extract)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], fake: None) -> Run:  # noqa: ARG001
    def call(*arguments: object) -> tuple[int, str, str]:
        status = app.run([str(argument) for argument in arguments])
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.fixture
def keep_stdout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failing command lets go of standard output, which the tests need."""
    monkeypatch.setattr(app, "_drop_output", lambda: None)


pytestmark = pytest.mark.usefixtures("keep_stdout")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    return path


@pytest.fixture
def built(run: Run, papers: Path) -> Path:
    out = papers.with_name("graph.jsonl")
    assert run("build", papers, "-o", out)[0] == 0
    return out


def split(papers: Path) -> list[Path]:
    paths = []
    for number, line in enumerate(papers.read_text().splitlines(keepends=True)):
        paths.append(papers.with_name(f"part{number}.jsonl"))
        paths[-1].write_text(line)
    return paths


# ---- help


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


def test_version(run: Run) -> None:
    status, out, _ = run("--version")
    assert status == 0
    assert out.startswith("kg ")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["stats", "--frob", "x"], "No such option"),
        (["stats"], "Missing argument 'GRAPH'"),
        (["build", "x.jsonl"], "Missing option"),
        (["build", "x.jsonl", "-o", "g", "--workers", "0"], "--workers"),
        (["build", "x.jsonl", "-o", "g", "--format", "odd"], "--format odd: give one of bibtex, ris, csl, csv"),
        (["export", "g.jsonl", "out.odd"], "suffix '.odd': give one of .html, .graphml, .gexf"),
        (["export", "g.jsonl", "out"], "suffix ''"),
        (["explain"], "give either PAPER or --entity"),
        (["explain", "--entity", "x", "--papers", "y"], "leave out --papers"),
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


# ---- build


def test_build_writes_a_graph_and_sums_up_on_stderr(run: Run, papers: Path, tmp_path: Path) -> None:
    status, out, err = run("build", papers, "-o", tmp_path / "g.jsonl")
    assert (status, out) == (0, "")
    for part in ("3 records read, 0 skipped", "3 papers from 3 records", "Method 2", "EVALUATES_ON 2", "CIFAR-10 2"):
        assert part in err
    graph = read_graph(tmp_path / "g.jsonl")
    assert {node.id for node in graph.nodes} >= {"paper:p1", "method:zorblax", "method:lora", "dataset:cifar-10"}
    assert graph.data
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_neither_order_nor_repetition_nor_adding_changes_the_file(run: Run, papers: Path, tmp_path: Path) -> None:
    a, b, c = split(papers)
    one, two, three = (tmp_path / f"{name}.jsonl" for name in ("one", "two", "three"))
    assert run("build", a, b, c, "-o", one)[0] == 0
    assert run("build", c, a, b, a, "-o", two)[0] == 0
    for path in (c, a, b, b):
        assert run("build", path, "-o", three, "--add")[0] == 0
    assert one.read_bytes() == two.read_bytes() == three.read_bytes()


def test_without_add_the_graph_is_new(run: Run, papers: Path, built: Path) -> None:
    assert run("build", split(papers)[2], "-o", built)[0] == 0
    assert [node.id for node in read_graph(built).nodes] == ["paper:p3"]


def test_adding_with_other_names_is_told_and_both_are_in_the_header(run: Run, papers: Path, built: Path) -> None:
    lexicon = papers.with_name("mine.jsonl")
    lexicon.write_text('{"stop": "our method"}\n')
    before = read_graph(built).data
    status, _, err = run("build", papers, "-o", built, "--add", "--lexicon", lexicon)
    assert status == 0
    assert "started with another lexicon" in err
    assert set(read_graph(built).data.split("+")) > {before}


def test_a_bad_record_is_named_skipped_and_counted(run: Run, papers: Path, tmp_path: Path) -> None:
    with papers.open("a") as file:
        file.write('{"title": \n')
    status, _, err = run("build", papers, "-o", tmp_path / "g.jsonl")
    assert status == 0
    assert "papers.jsonl, line 4: " in err
    assert "3 records read, 1 skipped" in err


def test_no_paper_at_all_fails_and_leaves_the_last_graph(run: Run, papers: Path, built: Path) -> None:
    before = built.read_bytes()
    papers.write_text('{"title": \n')
    status, _, err = run("build", papers, "-o", built)
    assert status == 1
    assert "no papers in" in err
    assert built.read_bytes() == before
    assert run("build", papers, "-o", built, "--add")[0] == 0  # a day without papers is a day
    assert built.read_bytes() == before


@pytest.mark.parametrize("command", ["build", "extract"])
def test_an_output_that_cannot_be_is_told_before_any_work(
    run: Run, papers: Path, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command == "build":
        monkeypatch.setattr(engines, "extract", None)
    for out, told in ((tmp_path / "no" / "g", "does not exist: create it first"), (tmp_path, "it is a folder")):
        status, _, err = run(command, papers, "-o", out)
        assert status == 1
        assert told in err
        assert err.count("\n") == 1


def test_build_does_not_replace_a_device(run: Run, papers: Path) -> None:
    status, _, err = run("build", papers, "-o", "/dev/full")
    assert status == 1
    assert err == "kg: cannot write /dev/full: it is a device or a pipe: give the name of a file\n"
    assert Path("/dev/full").is_char_device()


def test_a_disk_that_fills_up_leaves_the_last_graph(run: Run, papers: Path, built: Path) -> None:
    before, folder = built.read_bytes(), sorted(built.parent.iterdir())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, limits[1]))
    try:
        status, _, err = run("build", papers, "-o", built)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert status == 1
    assert err == f"kg: cannot write {built}: File too large\n"
    assert built.read_bytes() == before
    assert sorted(built.parent.iterdir()) == folder


def test_a_missing_file_is_told_before_any_is_read(run: Run, papers: Path, tmp_path: Path) -> None:
    status, _, err = run("build", papers, tmp_path / "none", "-o", tmp_path / "g")
    assert status == 1
    assert err == f"kg: cannot read {tmp_path / 'none'}: No such file or directory\n"


# ---- extract


def test_extract_prints_records_in_input_order(run: Run, papers: Path) -> None:
    status, out, err = run("extract", papers)
    assert status == 0
    records = [json.loads(line) for line in out.splitlines()]
    assert [record["id"] for record in records] == ["p1", "p2", "p3"]
    assert records[0]["source"] == {"file": "papers.jsonl", "ordinal": 1}
    entity = records[1]["entities"][0]
    assert {"type", "name", "aliases", "relation", "id", "mentions"} <= set(entity)
    assert err == "3 records read, 0 skipped\n"


def test_extract_to_a_file_and_to_standard_output_are_the_same(run: Run, papers: Path, tmp_path: Path) -> None:
    status, out, _ = run("extract", papers, "-o", tmp_path / "out")
    assert (status, out) == (0, "")
    assert (tmp_path / "out").read_text() == run("extract", papers)[1] == run("extract", papers, "-o", "-")[1]
    assert run("extract", papers, "-o", "/dev/null")[0] == 0
    assert Path("/dev/null").is_char_device()


def kg(*arguments: object, **more: object) -> "subprocess.Popen[bytes]":
    """The command as a process of its own, with the real extraction."""
    command = [sys.executable, "-c", "from kg.cli.app import main; main()", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload,no-any-return]


def test_extract_reads_stdin_and_compressed_papers(papers: Path) -> None:
    process = kg("extract", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, err = process.communicate(gzip.compress(papers.read_bytes()))
    assert process.returncode == 0, err
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["p1", "p2", "p3"]
    names = {entity["name"] for line in out.splitlines() for entity in json.loads(line)["entities"]}
    assert names >= {"Zorblax", "CIFAR-10", "LoRA"}


def test_a_reader_that_goes_away_is_no_failure(papers: Path) -> None:
    process = kg("extract", papers, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert err == b""


def test_a_full_disk_behind_standard_output_is_told_once(papers: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = kg("extract", papers, stdout=full)
        _, err = process.communicate()
    assert process.returncode == 1
    assert err == b"kg: cannot write to standard output: No space left on device\n"


# ---- failures


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, "kg: stopped\n"),
        (ValueError("odd"), 1, "kg: internal error: ValueError: odd: run with --debug for the traceback\n"),
        (OSError(errno.EACCES, "Permission denied", "x.txt"), 1, "kg: x.txt: Permission denied\n"),
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
    monkeypatch.undo()  # the real _drop_output, on a standard output that is a file
    with (tmp_path / "out").open("w") as file:
        monkeypatch.setattr(sys, "stdout", file)
        app._drop_output()
        file.write("lost")
    assert (tmp_path / "out").read_text() == ""


# ---- the other commands


def test_stats(run: Run, built: Path) -> None:
    status, out, err = run("stats", built, "--top", 1)
    assert (status, err) == (0, "")
    assert "3 papers from 3 records" in out
    assert "CIFAR-10 2" in out
    figures = json.loads(run("stats", built, "--json")[1])
    assert figures["nodes"]["Paper"] == 3
    assert figures["top"]["Dataset"] == [{"name": "CIFAR-10", "id": "dataset:cifar-10", "papers": 2}]


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".JSON"])
def test_export(run: Run, built: Path, suffix: str) -> None:
    out = built.with_suffix(suffix)
    status, text, err = run("export", built, out)
    assert (status, text, err) == (0, "", f"wrote {out}\n")
    assert out.stat().st_size > 0


def test_export_into_a_missing_folder_is_told(run: Run, built: Path) -> None:
    status, _, err = run("export", built, built.parent / "no" / "g.json")
    assert status == 1
    assert "does not exist: create it first" in err


def test_explain_from_a_graph(run: Run, built: Path) -> None:
    status, out, err = run("explain", "more of", "--graph", built)
    assert (status, err) == (0, "")
    assert "We train [LoRA]{USES} on [CIFAR-10]{EVALUATES_ON}" in out
    status, out, _ = run("explain", "--entity", "cifar 10", "--graph", built)
    assert status == 0
    assert "form      CIFAR-10  (2 papers)" in out
    status, out, err = run("explain", "nothing like it", "--graph", built)
    assert (status, out) == (1, "")
    assert err.startswith("kg: no paper matches 'nothing like it'")


def test_explain_from_papers(run: Run, papers: Path) -> None:
    status, out, _ = run("explain", "p1", "--papers", papers)
    assert status == 0
    assert "[Zorblax]{PROPOSES}" in out


def test_evaluate(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    labelled = {"type": "Method", "name": "Zorblax", "aliases": [], "relation": "USES", "required": True}
    gold.write_text(json.dumps(PAPERS[0] | {"entities": [labelled]}) + "\n")
    status, out, err = run("evaluate", gold, "--errors", "all")
    assert (status, err) == (0, "")
    assert out.startswith("wrong relation  p1  labelled Method Zorblax USES; predicted Method Zorblax PROPOSES\n")
    assert "spurious        p1  predicted Dataset CIFAR-10" in out
    assert "CIFAR-10" not in run("evaluate", gold, "--errors", "method")[1]
    figures = json.loads(run("evaluate", gold, "--json", "--predicted", gold)[1])
    assert figures["all"]["entity"] == figures["all"]["edge"] == [1.0, 1.0, 1.0]


def test_check(run: Run, tmp_path: Path) -> None:
    lexicon = tmp_path / "mine.jsonl"
    lexicon.write_text('{"stop": "our method"}\n')
    assert run("check", lexicon) == (0, "1 file, 1 line: all valid\n", "")
    lexicon.write_text('{"stop": "our method"}\n{"stp": "x"}\n')
    status, out, err = run("check", lexicon)
    assert (status, out) == (1, "")
    assert err.splitlines()[0].startswith(f"{lexicon}, line 2: ")
    assert err.splitlines()[-1].startswith("1 problem in 1 file")
    assert run("check")[0] == 0


# ---- progress


def test_one_is_not_many() -> None:
    assert [counted(number, "file") for number in (0, 1, 2, 1000)] == ["0 files", "1 file", "2 files", "1,000 files"]


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
