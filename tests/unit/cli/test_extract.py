"""`kg extract`: records of what papers name."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from commands import Run, kg


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


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst"])
def test_extract_replaces_its_own_output(run: Run, papers: Path, tmp_path: Path, name: str) -> None:
    for _ in range(2):
        assert run("extract", papers, "-o", tmp_path / name)[0] == 0


def test_extract_reads_stdin_and_compressed_papers(papers: Path) -> None:
    process = kg("extract", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    out, err = process.communicate(gzip.compress(papers.read_bytes()))
    assert process.returncode == 0, err
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["p1", "p2", "p3"]
    names = {entity["name"] for line in out.splitlines() for entity in json.loads(line)["entities"]}
    assert names >= {"Zorblax", "CIFAR-10", "LoRA"}
