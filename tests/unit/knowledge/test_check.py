"""Data files and lexicons: what is wrong is told with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.files import data_folder
from kg.knowledge.check import check_data, check_lexicons

GOOD = {
    "methods.jsonl": '{"name": "Adam"}\n{"name": "LoRA", "aliases": ["Low-Rank Adaptation"], "wary": ["LoRA"]}\n',
    "datasets.jsonl": '{"name": "Adult"}\n{"name": "CIFAR-10"}\n',
    "hardware.jsonl": '{"name": "GPU", "kind": "class"}\n',
    "ambiguous.jsonl": "",
    "stop.jsonl": '{"form": "accuracy", "kind": "metric"}\n',
    "cues.jsonl": '{"group": "propose", "phrase": "we propose", "usual": true}\n',
    "shapes.jsonl": '{"pattern": "[A-Z]+", "rule": "z"}\n{"pattern": "[a-z]+", "rule": "a"}\n',
}
Check = Callable[..., list[str]]


@pytest.fixture
def problems(tmp_path: Path) -> Check:
    def check(**changed: str) -> list[str]:
        for name, text in {**GOOD, **{f"{key}.jsonl": text for key, text in changed.items()}}.items():
            (tmp_path / name).write_text(text)
        return [problem.replace(f"{tmp_path}/", "") for problem in check_data(tmp_path)[0]]

    return check


def test_shipped_data_is_fit_for_use() -> None:
    found, lines, files = check_data()
    assert found == []
    assert lines > 100
    assert files == len([*data_folder().glob("*.jsonl")])


def test_good_data_has_no_problems(problems: Check, tmp_path: Path) -> None:
    assert problems() == []
    assert check_data(tmp_path)[1:] == (9, 7)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "methods",
            '{"name": "Adam"}\n{"nam": "LoRA"}\n',
            "methods.jsonl, line 2: Object contains unknown field `nam`",
        ),
        ("methods", '{"name": "Adam"}\n{"name": \n', "methods.jsonl, line 2: "),
        (
            "methods",
            '{"name": "LoRA"}\n{"name": "Adam"}\n',
            "methods.jsonl, line 2: method:adam comes after method:lora",
        ),
        ("methods", '{"name": "Adam"}\n{"name": "Adam"}\n', "methods.jsonl, line 2: the same as line 1"),
        (
            "methods",
            '{"name": "Adam"}\n{"name": "ADAM"}\n',
            "methods.jsonl, line 2: method:adam is that of methods.jsonl, line 1",
        ),
        ("methods", '{"name": "Adam", "aliases": ["Adam"]}\n', "methods.jsonl, line 1: the form 'Adam' stands twice"),
        (
            "methods",
            '{"name": "Adam", "aliases": [" x"]}\n',
            "methods.jsonl, line 1: the form ' x' is empty or has space",
        ),
        ("methods", '{"name": "Adam", "wary": ["adam"]}\n', "methods.jsonl, line 1: wary has 'adam'"),
        ("methods", '{"name": "Adam", "kind": "GPU"}\n', "methods.jsonl, line 1: kind 'GPU'"),
        ("hardware", '{"name": "GPU"}\n', "hardware.jsonl, line 1: kind ''"),
        ("hardware", '{"name": "GPU", "kind": "box"}\n', "hardware.jsonl, line 1: kind 'box'"),
        (
            "cues",
            '{"group": "a", "phrase": "we (propose|present)", "usual": true}\n',
            "cues.jsonl, line 1: cue 'we (propose|present)' is to be plain words",
        ),
        ("cues", '{"group": "a", "phrase": "we propose"}\n', "cues.jsonl: the group a has 0 usual phrases"),
        ("shapes", '{"pattern": "["}\n', "shapes.jsonl, line 1: pattern '[' is no regular expression"),
        ("stop", '{"form": "b", "kind": "x"}\n{"form": "a", "kind": "x"}\n', "stop.jsonl, line 2: a comes after b"),
        (
            "ambiguous",
            '{"form": "X", "choices": [{"id": "method:x", "context": []}]}\n',
            "ambiguous.jsonl, line 1: no gazetteer",
        ),
        ("ambiguous", '{"form": "X", "choices": []}\n{"form": "X", "choices": [] }\n', "ambiguous.jsonl, line 2: "),
    ],
)
def test_a_bad_line_is_named(problems: Check, name: str, text: str, told: str) -> None:
    assert any(problem.startswith(told) for problem in problems(**{name: text})), problems(**{name: text})


def test_a_form_of_two_entries_must_be_listed(problems: Check) -> None:
    both = {"datasets": '{"name": "Adult"}\n{"name": "LoRA"}\n'}
    (told,) = problems(**both)
    assert "'LoRA' of method:lora is a form of dataset:lora too (datasets.jsonl, line 2)" in told
    choices = '[{"id": "dataset:lora", "context": ["data"]}, {"id": "method:lora", "context": []}]'
    assert problems(**both, ambiguous=f'{{"form": "LoRA", "choices": {choices}}}\n') == []


def test_a_missing_file_is_told(problems: Check, tmp_path: Path) -> None:
    assert problems() == []
    (tmp_path / "stop.jsonl").unlink()
    assert check_data(tmp_path)[0] == [f"{tmp_path / 'stop.jsonl'}: the file is missing"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"add": "Method", "name": "Zorblax", "aliases": ["ZB"]}\n{"stop": "our method"}\n', None),
        ('{"same": ["Zorblax", "ZB"]}\n{"different": ["SAM", "Segment Anything"]}\n', None),
        ('{"add": "Gadget", "name": "x"}\n', "line 1: Invalid enum value 'Gadget'"),
        ('{"ad": "Method"}\n', "line 1: Object contains unknown field `ad`"),
        ('{"add": "Method", "name": "A", "stop": "b"}\n', "line 1: a line has exactly one of"),
        ('{"add": "Method"}\n', "line 1: add takes Method, Dataset or Hardware, and a name"),
        ('{"remove": "no such name at all"}\n', "line 1: remove 'no such name at all'"),
        ('{"cue": "we (x", "group": "propose"}\n', "line 1: cue 'we (x' is to be plain words"),
        ('{"stop": "x"}\n{"stop": "x"}\n', "line 2: the same as line 1"),
        (
            '{"same": ["A1", "B2"]}\n\n{"different": ["b2", "a1"]}\n',
            "line 3: 'b2' and 'a1' are said to be the opposite in line 1",
        ),
    ],
)
def test_a_users_lexicon(tmp_path: Path, text: str, told: str | None) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(text)
    found, _, _ = check_lexicons([path])
    if told is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith(f"{path}, {told}")


def test_a_missing_lexicon_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "b").write_text('{"stop": 1}\n')
    found, _, files = check_lexicons([tmp_path / "a", tmp_path / "b"])
    assert files == 2
    assert found[0].startswith(f"cannot read {tmp_path / 'a'}")
    assert found[1].startswith(f"{tmp_path / 'b'}, line 1: ")
