"""`kg export`: a graph in other formats."""

from pathlib import Path

import pytest
from commands import Run


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
