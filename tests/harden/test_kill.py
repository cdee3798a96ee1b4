"""A few kills of each kind; `python tests/harden/kill.py` tries many."""

import json
import random

import pytest
from faults import on_small_disk, without_rights
from kill import Death, Operation, deaths, fill, kill, operations

NAMES = ("build --add", "export .json", "export .csv")


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Operation]:
    folder = tmp_path_factory.mktemp("kill")
    papers = []
    for number in range(2):
        papers.append(tmp_path_factory.mktemp("papers") / f"{number}.jsonl")
        records = ({"title": f"Paper {number}.{at}", "abstract": "We train LoRA. " * 40} for at in range(200))
        papers[-1].write_text("".join(json.dumps(record) + "\n" for record in records))
    return {each.name: each for each in operations(folder, papers, NAMES, ["--bare"])}


@pytest.mark.parametrize("name", NAMES)
def test_a_kill_loses_nothing(tried: dict[str, Operation], name: str) -> None:
    for death in deaths(tried[name], 3, random.Random(name)):
        kill(tried[name], death)


@pytest.mark.parametrize("name", NAMES)
def test_the_old_and_the_new_result_are_whole(tried: dict[str, Operation], name: str) -> None:
    operation = tried[name]
    assert operation.old != operation.new
    assert kill(operation, Death("byte", operation.size // 2)) == "old"
    # The last thing is to remove the lock: by then the new result is there.
    assert kill(operation, Death("operation", operation.steps)) == "new"


@pytest.mark.parametrize("name", NAMES)
def test_a_full_disk_loses_nothing(tried: dict[str, Operation], name: str) -> None:
    fill(tried[name], tried[name].size // 2)


@pytest.mark.parametrize("suffix", [".json", ".csv"])
@pytest.mark.parametrize("fault", [on_small_disk, without_rights])
def test_faults_are_told(tried: dict[str, Operation], fault: object, suffix: str) -> None:
    assert callable(fault)
    graph = tried["export .json"].target.with_name("graph.jsonl")
    told = fault(graph, suffix)
    if told.startswith("not tried"):
        pytest.skip(told)
    assert told == "told, nothing left"
