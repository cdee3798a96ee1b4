"""Words are counted by the papers that have them, and the file says how it was made."""

from pathlib import Path

import msgspec
import pytest

from kg.files import read_jsonl
from kg.lab import frequencies
from kg.lab.frequencies import count_stems, main
from kg.model import Paper
from kg.resolve.frequencies import FrequencyHeader, FrequencyLine

PAPERS = [
    Paper("p1", "Adapters", "An adapter adapts, and an adapter is small."),
    Paper("p2", "Adaptation", "Small antennas."),
    Paper("p3", "Antennas of old", "We use one beam."),
]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frequencies, "LEAST_PAPERS", 2)


def test_a_stem_counts_once_for_each_paper_and_rare_ones_are_left_out() -> None:
    header, *lines = count_stems(PAPERS)
    assert header.header == FrequencyHeader("python -m kg.lab.frequencies", 3, 2)
    assert [(line.stem, line.papers) for line in lines] == [("adapt", 2), ("antenna", 2), ("small", 2)]


def test_the_command_writes_what_it_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = tmp_path / "papers.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b"".join(msgspec.json.encode(paper) + b"\n" for paper in PAPERS))
    main([str(source), "-o", str(out)])
    assert [line for _, line in read_jsonl(out, FrequencyLine)] == count_stems(PAPERS)
    assert capsys.readouterr().out == f"3 stems of words are written to {out}\n"


def test_a_wrong_file_is_one_message(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "none"), "-o", str(tmp_path / "out")])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert told == f"python -m kg.lab.frequencies: cannot read {tmp_path / 'none'}: No such file or directory\n"
