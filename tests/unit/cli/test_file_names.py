"""Names of files may have bytes that are not UTF-8, and characters that the system's encoding does not have."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from commands import PAPERS, Run, fake_kg

from kg.graph.file import read_graph
from kg.wording import readable

NOT_UTF8 = os.fsdecode(b"caf\xe9")
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(__file__).parent)}


@pytest.fixture
def odd(papers: Path, tmp_path: Path) -> Path:
    """The papers in a folder and a file with bytes that are not UTF-8."""
    folder = tmp_path / NOT_UTF8
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    return shutil.copy(papers, folder / f"{NOT_UTF8}.jsonl")


def test_papers_and_graph_may_have_any_name(run: Run, odd: Path, tmp_path: Path) -> None:
    out, lexicon = odd.with_name(f"{NOT_UTF8}.graph"), odd.with_name(f"{NOT_UTF8}.own")
    lexicon.write_text('{"add": "Method", "name": "Wumpus"}\n')
    for more in ((), ("--resume",), ("--add", "--lexicon", lexicon), ("--workers", "2")):
        status, _, err = run("build", odd, "-o", out, *more)
        assert status == 0, err
        assert f"wrote {tmp_path}/caf\\xe9/caf\\xe9.graph: see" in err
    assert {one.file for node in read_graph(out).nodes for one in node.sources} == {"caf\ufffd.jsonl"}
    tables = out.with_suffix(".parquet")
    assert run("export", out, tables)[0] == 0
    for graph in (out, tables):
        status, shown, err = run("stats", graph)
        assert (status, err) == (0, "")
        assert shown.startswith("3 papers from 3 records\n")


def test_a_bad_name_is_told_as_it_is(run: Run, odd: Path, tmp_path: Path) -> None:
    missing = odd.with_name("none")
    status, _, err = run("build", missing, "-o", tmp_path / "g.jsonl")
    assert (status, err) == (1, f"kg: cannot read {tmp_path}/caf\\xe9/none: No such file or directory\n")


@pytest.mark.parametrize("name", ["graph.jsonl", f"{NOT_UTF8}.graph"])
def test_a_graph_of_any_name_can_be_queried(
    run: Run, odd: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = odd.with_name(name)
    assert run("build", odd, "-o", out)[0] == 0
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    status, shown, err = run("query", "-c", "MATCH (p:Paper) RETURN count(p) AS n", "--graph", out)
    assert (status, shown.split()[-1]) == (0, "3"), err
    monkeypatch.setenv("XDG_CACHE_HOME", str(odd.parent))
    status, _, err = run("query", "top_methods", "--graph", out)
    assert status == 1
    assert err == (
        f"kg: cannot query {tmp_path}/caf\\xe9/{readable(name)}: the built-in engine opens only files "
        "whose names are UTF-8: rename it, or set XDG_CACHE_HOME to a folder with such a name\n"
    )


def test_an_ascii_system_takes_all_names(tmp_path: Path) -> None:
    folder = tmp_path / "café"
    folder.mkdir()
    papers, out = folder / "tés.csv", folder / "éta.jsonl"
    rows = [f'{paper["id"]},"{paper["title"]}","{paper["abstract"]}"' for paper in PAPERS]
    papers.write_text("\n".join(["id,títle,abstract", *rows]), encoding="utf-8")
    lexicon = folder / "propriété.jsonl"
    lexicon.write_text(json.dumps({"add": "Method", "name": "Wumpus"}))
    environment = {**{name: value for name, value in os.environ.items() if name != "NEO4J_URI"}, **ASCII}

    def kg(*arguments: object) -> bytes:
        process = fake_kg(*arguments, env=environment, stdout=subprocess.PIPE)
        shown, err = process.communicate()
        assert process.returncode == 0, err
        return bytes(shown)

    kg("build", papers, "-o", out, "--column", "title=títle", "--lexicon", lexicon)
    assert {one.file for node in read_graph(out).nodes for one in node.sources} == {"tés.csv"}
    question = "MATCH (p:Paper) WHERE p.title <> 'é' AND p.title <> $not RETURN count(p) AS n"
    assert kg("query", "-c", question, "--param", "not=é", "--graph", out).split()[-1] == b"3"
    assert [path.name for path in folder.iterdir() if path.suffix == ".cypher"] == [".éta.jsonl.cypher"]
