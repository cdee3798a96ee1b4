"""`kg export`: a graph in other formats."""

import gzip
from pathlib import Path

import pytest
from commands import Run

from kg.sinks import FOLDERS, SINKS


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".json", ".JSON"])
def test_export(run: Run, built: Path, suffix: str) -> None:
    out = built.with_suffix(suffix)
    status, text, err = run("export", built, out)
    assert (status, text, err) == (0, "", f"wrote {out}\n")
    assert out.stat().st_size > 0


@pytest.mark.parametrize("packing", ["", ".gz"])
@pytest.mark.parametrize("suffix", [suffix for suffix in SINKS if suffix not in FOLDERS])
def test_only_an_earlier_export_is_replaced(run: Run, built: Path, suffix: str, packing: str) -> None:
    out = built.with_name(f"out{suffix}{packing}")
    for _ in range(2):
        assert run("export", built, out)[0] == 0
    mine = b"<html><graphml>{[graph @prefix digraph mine {"
    out.write_bytes(gzip.compress(mine) if packing else mine)
    status, _, err = run("export", built, out)
    assert (status, "this command does not replace it" in err) == (1, True)
    assert mine in (out.read_bytes(), gzip.decompress(out.read_bytes()) if packing else b"")


@pytest.mark.parametrize(
    ("suffix", "head"),
    [
        (".json", '{\n "directed": true,\n "multigraph": true,\n "graph": {},\n "nodes": ['),
        (
            ".graphml",
            "<?xml version='1.0' encoding='utf-8'?>\n<graphml>"
            '<key id="d2" for="node" attr.name="aliases" attr.type="string" />',
        ),
        (
            ".gexf",
            '<?xml version="1.0" encoding="utf-8"?>\n<gexf><meta>\n<creator>NetworkX 3.4</creator>\n'
            '<attribute id="1" title="aliases" type="string" />',
        ),
        (".dot", 'digraph kg {\n  graph [charset="UTF-8" rankdir=LR]\n'),
    ],
)
def test_what_earlier_versions_wrote_is_replaced(run: Run, built: Path, suffix: str, head: str) -> None:
    built.with_suffix(suffix).write_text(head)
    assert run("export", built, built.with_suffix(suffix))[0] == 0


def test_export_into_a_missing_folder_is_told(run: Run, built: Path) -> None:
    status, _, err = run("export", built, built.parent / "no" / "g.json")
    assert status == 1
    assert "does not exist: create it first" in err


def test_the_graph_is_given_in_any_way(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("export", built, built.with_name("one.json"))[0] == 0
    assert run("export", built.with_name("two.json"), "--graph", built)[0] == 0
    monkeypatch.chdir(built.parent)
    assert run("export", "three.json") == (0, "", "wrote three.json\n")
    one, two, three = (built.with_name(f"{name}.json").read_bytes() for name in ("one", "two", "three"))
    assert one == two == three


def test_near_names_are_suggested(run: Run, built: Path) -> None:
    status, _, err = run("export", built, built.with_suffix(".html"), "--around", "zorblaxx")
    assert (status, err) == (1, "kg: no node matches 'zorblaxx': did you mean Zorblax; Zorblax: faster nets?\n")
