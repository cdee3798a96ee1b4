"""`kg build --engine spark` where it cannot work: the message says what to do, in one line."""

import sys
from pathlib import Path

import pytest

from kg.cli.app import run
from kg.engines.spark.building import files_of, is_graph_name
from kg.model import KgError

PAPER = '{"id": "p1", "title": "Cup", "abstract": "We train LoRA."}\n'


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    path = tmp_path / "papers.jsonl"
    path.write_text(PAPER, encoding="utf8")
    return path


def test_without_pyspark_the_message_names_the_extra(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("py4j", "py4j.protocol", "pyspark", "pyspark.sql", "pyspark.errors"):
        monkeypatch.setitem(sys.modules, name, None)
    out = papers.with_name("graph.jsonl")
    assert run(["build", "--engine", "spark", str(papers), "-o", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("kg: this needs the library py")
    assert said.endswith("run pip install 'kg[spark]'\n")
    assert not out.exists()


def test_without_java_the_message_says_so(
    papers: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'kg[spark]'")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert run(["build", "--engine", "spark", str(papers), "-o", str(papers.with_name("graph"))]) == 1
    assert capsys.readouterr().err.startswith("kg: Spark needs Java 17 or later: install it")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engine", "spark", "--add"], "--add cannot be used with --engine spark"),
        (["--engine", "spark", "--workers", "2"], "--workers cannot be used with --engine spark"),
        (["--engine", "spark", "-"], "cannot be used with --engine spark: give files that all workers can read"),
        (["--engine", "spark", "--master", "x"], "--master x: give spark://HOST:7077, local[4], yarn or k8s://URL"),
        (["--master", "local[2]"], "--master and --partitions are for --engine spark"),
    ],
)
def test_what_does_not_go_together_is_refused(
    papers: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["build", str(papers), "-o", str(papers.with_name("graph.jsonl")), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_folder_of_somebody_else_is_not_replaced(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--engine", "spark", str(papers), "-o", str(papers.parent)]) == 1
    assert "which kg did not write" in capsys.readouterr().err
    assert papers.read_text(encoding="utf8") == PAPER


def test_folders_and_patterns_are_files_in_order(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl", "c.txt", ".hidden"):
        (tmp_path / name).write_text(PAPER, encoding="utf8")
    assert [path.name for path in files_of([tmp_path])] == ["a.jsonl", "b.jsonl", "c.txt"]
    assert [path.name for path in files_of([tmp_path / "*.jsonl"])] == ["a.jsonl", "b.jsonl"]
    (tmp_path / "empty").mkdir()
    for missing in ("d.jsonl", "d*.jsonl", "empty"):
        with pytest.raises(KgError, match="cannot read"):
            files_of([tmp_path / missing])


HIDDEN_NAMES = [
    *(".ipynb_checkpoints/a.jsonl", "_temporary/0/a.jsonl", "year=2024/.tmp/a.jsonl", "sub/_a.jsonl", "sub/.a.jsonl"),
    ".graph-1a2b3c4d.kg-tmp-x/a.jsonl",
]
SEEN_NAMES = ["2023/a.jsonl", "_month=3/a.jsonl", "a.jsonl", "year=2024/a.jsonl"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Papers in folders, some of them hidden, below a folder that the user gives, which may be hidden itself."""
    tree = tmp_path / "_mine" / ".papers"
    for name in (*HIDDEN_NAMES, *SEEN_NAMES):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(PAPER, encoding="utf8")
    return tree


def test_hidden_files_and_folders_are_not_papers(tree: Path) -> None:
    assert [str(path.relative_to(tree)) for path in files_of([tree])] == SEEN_NAMES
    assert [str(path.relative_to(tree)) for path in files_of([tree / "**" / "*.jsonl"])] == SEEN_NAMES
    assert files_of([tree / "*" / "a.jsonl"]) == tuple(tree / name for name in SEEN_NAMES if "/" in name)


def test_hidden_files_and_folders_are_read_if_they_are_asked_for(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [path.name for path in files_of([tree / "_temporary"])] == ["a.jsonl"]
    assert files_of([tree / "sub" / ".a.jsonl"]) == (tree / "sub" / ".a.jsonl",)
    assert files_of([tree / "_temp*" / "0" / "*"]) == (tree / "_temporary" / "0" / "a.jsonl",)
    assert [path.name for path in files_of([tree / "s*" / ".*.jsonl"])] == [".a.jsonl"]
    monkeypatch.chdir(tmp_path / "_mine")
    assert files_of([Path("../_mine/.papers/*.jsonl")]) == (Path("../_mine/.papers/a.jsonl"),)


def test_a_folder_of_hidden_files_is_empty(tree: Path) -> None:
    for path in (tree / "sub", tree / "sub" / "*"):
        with pytest.raises(KgError, match="cannot read"):
            files_of([path])


@pytest.mark.parametrize(
    ("name", "one_file"),
    [
        *(("graph.jsonl", True), ("graph.JSONL", True), ("graph.jsonl.gz", True), ("graph.JsonL.ZST", True)),
        *(("graph.gz", True), ("graph.zst", True), ("graph.GZ", True), ("graph.jsonl.bak", True)),
        *(("graph", False), ("graph.d", False), ("jsonl", False), ("graph.jsonl.d.old", False)),
    ],
)
def test_one_file_or_a_folder(name: str, one_file: bool) -> None:
    assert is_graph_name(Path(name)) == one_file
