"""`kg build`: papers become a graph file, or nothing that was there is lost."""

import resource
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

import pytest
from commands import Run, fake_kg, split

from kg import engines
from kg.engines import spool
from kg.files import replacing
from kg.graph.file import read_graph


def test_build_writes_a_graph_and_sums_up_on_stderr(run: Run, papers: Path, tmp_path: Path) -> None:
    status, out, err = run("build", papers, "-o", tmp_path / "g.jsonl")
    assert (status, out) == (0, "")
    for part in (
        "3 records read, 0 skipped",
        "3 papers from 3 records",
        "6 nodes: 3 Paper, 2 Method, 1 Dataset\n",
        "2 EVALUATES_ON",
    ):
        assert part in err
    graph = read_graph(tmp_path / "g.jsonl")
    assert {node.id for node in graph.nodes} >= {"paper:p1", "method:zorblax", "method:lora", "dataset:cifar-10"}
    assert graph.data
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_page_that_is_proposed_is_not_named_like_a_graph(run: Run, papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.jsonl.gz"
    assert run("build", papers, "-o", out)[2].endswith(f"or kg export {out} {tmp_path / 'g.html'}\n")


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
    assert "started with a different lexicon" in err
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


def test_a_name_without_suffix_is_fine(run: Run, papers: Path, tmp_path: Path) -> None:
    for name in ("g", "graph.2024-05", "graph.ndjson"):
        assert run("build", papers, "-o", tmp_path / name)[0] == 0
        assert read_graph(tmp_path / name).nodes


def test_a_file_that_is_no_graph_is_not_replaced(run: Run, papers: Path) -> None:
    """`kg build -o *.jsonl` names the first of the papers as output."""
    first, *rest = split(papers)
    before = first.read_bytes()
    for more in ([], ["--add"]):
        status, _, err = run("build", *rest, "-o", first, *more)
        assert (status, err) == (
            1,
            f"kg: {first} already exists, and this command does not replace it: "
            "give another name, or delete it first\n",
        )
        assert first.read_bytes() == before
    first.write_bytes(b"")
    assert run("build", *rest, "-o", first)[0] == 0


def test_what_another_process_adds_meanwhile_is_kept(papers: Path, tmp_path: Path) -> None:
    out, (a, b, c) = tmp_path / "graph.jsonl", split(papers)
    wait(fake_kg("build", a, "-o", out))
    slow = fake_kg("build", "-", "-o", out, "--add", stdin=subprocess.PIPE)
    while slow.poll() is None and not any(tmp_path.glob(".*.kg-part")):
        time.sleep(0.01)  # until it has begun: the quick one shall not wait for what the slow one has yet to read
    quick = fake_kg("build", c, "-o", out, "--add")
    assert slow.stdin is not None
    slow.stdin.write(b.read_bytes())
    slow.stdin.flush()
    wait(quick)
    assert papers_of(out) == {"paper:p1", "paper:p3"}
    slow.stdin.close()
    slow.stdin = None
    wait(slow)
    assert papers_of(out) == {"paper:p1", "paper:p2", "paper:p3"}


def wait(process: "subprocess.Popen[bytes]") -> None:
    _, err = process.communicate()
    assert process.returncode == 0, err


def test_two_that_add_at_once_lose_nothing(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.jsonl"
    for process in [fake_kg("build", part, "-o", out, "--add") for part in split(papers)]:
        wait(process)
    assert papers_of(out) == {"paper:p1", "paper:p2", "paper:p3"}
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def papers_of(path: Path) -> set[str]:
    return {node.id for node in read_graph(path).nodes if node.paper}


def test_a_build_waits_for_the_one_that_writes(papers: Path, tmp_path: Path) -> None:
    out = tmp_path / "graph.jsonl"
    with replacing(out) as file:
        process = fake_kg("build", papers, "-o", out)
        assert process.stderr is not None
        assert process.stderr.readline() == f"waiting for another process, which writes {out}\n".encode()
        file.write(b"ours")
    wait(process)
    assert papers_of(out) == {"paper:p1", "paper:p2", "paper:p3"}


def test_the_mode_of_the_graph_file_is_kept(run: Run, papers: Path, built: Path) -> None:
    built.chmod(0o600)
    assert run("build", papers, "-o", built)[0] == 0
    assert built.stat().st_mode & 0o777 == 0o600
    built.chmod(0o400)
    before = built.read_bytes()
    status, _, err = run("build", split(papers)[0], "-o", built)
    assert status == 1
    assert "is write-protected" in err
    assert built.read_bytes() == before


@pytest.mark.parametrize("name", ["g.json", "g.JSON", "g.html.gz", "g.csv.zst", "g.Parquet", "g.json.GZ"])
@pytest.mark.parametrize("command", ["build", "build --engine spark"])
def test_a_graph_is_not_called_what_an_export_is_called(
    run: Run, papers: Path, tmp_path: Path, command: str, name: str
) -> None:
    status, _, err = run(*command.split(), papers, "-o", tmp_path / name)
    assert status == 2
    assert f"give -o {tmp_path / 'g.jsonl'}, then kg export {tmp_path / 'g.jsonl'} {tmp_path / name}" in err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("suffix", [".bz2", ".xz", ".zip", ".7z", ".lz4", ".rar", ".tar", ".ZIP"])
@pytest.mark.parametrize("command", ["build", "build --engine spark", "extract"])
def test_a_file_is_not_called_what_it_is_not(
    run: Run, papers: Path, tmp_path: Path, command: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "extract", None)  # it is told before any work
    (tmp_path / "link").symlink_to(tmp_path / f"g.jsonl{suffix}")
    for name in (f"g.jsonl{suffix}", "link"):
        status, _, err = run(*command.split(), papers, "-o", tmp_path / name)
        assert status == 2
        assert f"{tmp_path / name}: kg compresses to .gz and .zst, not to {suffix.lower()}" in err
    assert not (tmp_path / f"g.jsonl{suffix}").exists()


def test_temporary_files_are_where_a_link_points(
    run: Run, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[str] = []
    real = tempfile.TemporaryFile

    def noted(*, dir: Path) -> IO[bytes]:  # noqa: A002 - as tempfile names it
        folders.append(str(dir))
        return real(dir=dir)

    monkeypatch.setattr(tempfile, "TemporaryFile", noted)
    monkeypatch.setattr(spool, "TemporaryFile", noted)
    (tmp_path / "far").mkdir()
    (tmp_path / "g.jsonl").symlink_to(tmp_path / "far" / "g.jsonl")
    for _ in range(2):
        assert run("build", papers, "-o", tmp_path / "g.jsonl", "--add")[0] == 0
    assert set(folders) == {str(tmp_path / "far")}


@pytest.mark.parametrize("key", ["1", "P1", "10.1/book"])
def test_ids_that_join_different_papers_are_told(run: Run, tmp_path: Path, key: str) -> None:
    paths = tmp_path / "a.csv", tmp_path / "b.csv"
    for path, title in zip(paths, ("On trees", "On seas"), strict=True):
        path.write_text(f"id,title,abstract\n{key},{title},We use LoRA.\n")
    told = (
        f"id {key} is shared by records with different titles: On seas; On trees\n"
        "1 id is shared in this way; if the papers are different, give them distinct ids\n"
    )
    assert told in run("build", *paths, "-o", tmp_path / "g.jsonl")[2]
    assert run("build", paths[0], "-o", tmp_path / "h.jsonl")[0] == 0
    err = run("build", paths[1], "-o", tmp_path / "h.jsonl", "--add")[2]
    assert told in err
    assert "0 new papers, 1 already in" in err


def test_a_corrected_title_is_no_other_paper(run: Run, papers: Path, built: Path) -> None:
    papers.write_text(papers.read_text().replace("faster nets", "much faster neural nets"))
    assert "is shared by" not in run("build", papers, "-o", built, "--add")[2]
