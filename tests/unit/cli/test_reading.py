"""What a command reads is never what it writes, and no file is lost by a mistyped name."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import Run, fake_kg

LEXICON = '{"add": "Method", "name": "FooNet"}\n'


def as_written(path: Path, spelling: str) -> Path:
    """Another name of a file."""
    if spelling == "the same":
        return path
    if spelling == "another spelling":
        return path.parent / "." / ".." / path.parent.name / path.name
    link = path.with_name("link.jsonl")
    if spelling == "symbolic link":
        link.symlink_to(path)
    else:
        link.hardlink_to(path)
    return link


@pytest.mark.parametrize("spelling", ["the same", "another spelling", "symbolic link", "hard link"])
@pytest.mark.parametrize("command", ["build", "extract", "suggest"])
@pytest.mark.parametrize("which", ["papers", "lexicon"])
def test_an_input_is_not_overwritten(run: Run, papers: Path, command: str, which: str, spelling: str) -> None:
    lexicon = papers.with_name("lexicon.jsonl")
    lexicon.write_text(LEXICON)
    path = papers if which == "papers" else lexicon
    before = path.read_bytes()
    status, out, err = run(command, papers, "--lexicon", lexicon, "-o", as_written(path, spelling))
    assert (status, out) == (1, "")
    assert "it is also an input" in err
    assert err.count("\n") == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("spelling", ["the same", "another spelling", "symbolic link", "hard link"])
def test_the_graph_is_not_overwritten_by_its_export(run: Run, built: Path, spelling: str) -> None:
    graph = built.with_name("g.json")
    shutil.move(built, graph)
    before = graph.read_bytes()
    out = as_written(graph, spelling)
    out = out.rename(out.with_suffix(".json")) if "link" in spelling else out
    status, _, err = run("export", graph, out)
    assert status == 1
    assert "it is also an input" in err
    assert graph.read_bytes() == before


def test_standard_input_is_not_overwritten(papers: Path) -> None:
    before = papers.read_bytes()
    for command in ("build", "extract"):
        with papers.open("rb") as file:
            process = fake_kg(command, "-", "-o", papers, stdin=file)
            _, err = process.communicate()
        assert process.returncode == 1
        assert b"it is also an input (as standard input): give another name" in err
    assert papers.read_bytes() == before


def test_standard_output_does_not_feed_the_input(papers: Path) -> None:
    before = papers.read_bytes()
    with papers.open("ab") as file:
        process = fake_kg("extract", papers, stdout=file)
        _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith(b"kg: standard output is redirected to ")
    assert papers.read_bytes() == before


@pytest.mark.parametrize("command", ["extract", "suggest"])
def test_a_file_with_something_else_is_not_replaced(run: Run, papers: Path, command: str) -> None:
    mine = papers.with_name("mine.jsonl")
    mine.write_text(LEXICON)
    status, _, err = run(command, papers, "-o", mine)
    assert status == 1
    assert (
        err
        == f"kg: {mine} already exists, and this command does not replace it: give another name, or delete it first\n"
    )
    assert mine.read_text() == LEXICON


def test_an_older_output_of_extract_is_replaced(run: Run, papers: Path) -> None:
    out = papers.with_name("out.jsonl")
    for _ in range(2):
        assert run("extract", papers, "-o", out)[0] == 0
        assert len(out.read_text().splitlines()) == 3


def test_a_proposed_lexicon_that_may_be_edited_is_not_replaced(run: Run, papers: Path) -> None:
    with papers.open("a") as file:
        for number in range(3):
            paper = {"title": f"Paper {number} of QuuxNet", "abstract": "We train QuuxNet with the Wibble optimiser."}
            file.write(json.dumps(paper) + "\n")
    out = papers.with_name("suggested.jsonl")
    out.write_text("")  # an empty file is nothing to lose
    assert run("suggest", papers, "-o", out)[0] == 0
    out.write_text(LEXICON)
    status, _, err = run("suggest", papers, "-o", out)
    assert (status, out.read_text()) == (1, LEXICON)
    assert "delete it first" in err


def test_the_same_terminal_for_both_is_no_file(papers: Path) -> None:
    process = fake_kg("extract", "-", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, err = process.communicate()
    assert b"stdin" in err or b"no papers" in err  # it is empty, not both read and written
    assert b"reads" not in err
    assert papers.exists()


@pytest.mark.parametrize("command", ["build", "extract", "suggest"])
@pytest.mark.parametrize("names", [("-", "-"), ("-", "/dev/stdin")])
def test_standard_input_is_given_once(run: Run, papers: Path, command: str, names: tuple[str, str]) -> None:
    status, _, err = run(command, names[0], papers, names[1], "-o", papers.with_name("out"))
    assert status == 2
    assert err.startswith(f"kg: {names[1]}: standard input can be given only once (see kg {command} --help)")
