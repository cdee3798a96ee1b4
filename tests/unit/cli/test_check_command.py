"""`kg check`: lexicons that are valid, and those that are not."""

from pathlib import Path

from commands import Run


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
