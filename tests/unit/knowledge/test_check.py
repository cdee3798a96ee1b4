"""Data files and lexicons: every problem is reported with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.files import data_folder
from kg.knowledge.check import check_data, check_lexicons
from kg.knowledge.kinds import CueGroup, HardwareKind
from kg.knowledge.records import FILES

GOOD = {
    "ambiguous": "",
    "cues": '{"group": "propose", "phrase": "we propose", "usual": true}\n',
    "datasets": '{"name": "Adult"}\n{"name": "CIFAR-10"}\n',
    "function": '{"word": "via", "roles": ["preposition", "no initial"]}\n',
    "hardware": '{"name": "GPU", "kind": "class"}\n',
    "heads": '{"word": "dataset", "labels": ["Dataset"], "drop": "all"}\n',
    "hosts": '{"host": "github.com"}\n',
    "methods": '{"name": "Adam"}\n{"name": "LoRA", "aliases": ["Low-Rank Adaptation"], "wary": ["LoRA"]}\n',
    "ordinary": '{"word": "star"}\n',
    "shapes": '{"label": "", "pattern": [{"_": {"kg_class": "odd"}}], "id": "shape.odd"}\n',
    "stop": '{"form": "accuracy", "kind": "metric"}\n',
    "unlike": '{"words": ["action", "active"]}\n',
    "words": '{"word": "network", "class": "head"}\n',
}
Check = Callable[..., list[str]]


@pytest.fixture
def problems(tmp_path: Path) -> Check:
    def check(**changed: str) -> list[str]:
        for name, text in {**GOOD, **changed}.items():
            (tmp_path / f"{name}.jsonl").write_text(text)
        return [problem.replace(f"{tmp_path}/", "") for problem in check_data(tmp_path).problems]

    return check


def test_shipped_data_is_valid() -> None:
    report = check_data()
    assert report.problems == []
    assert report.lines > 100
    assert report.files == len([*data_folder().glob("*.jsonl")]) == len(FILES)
    assert report.patterns != []


def test_good_data_has_no_problems(problems: Check, tmp_path: Path) -> None:
    assert problems() == []
    report = check_data(tmp_path)
    assert (report.lines, report.files) == (14, 13)
    (pattern,) = report.patterns
    assert pattern[0] == f"{tmp_path / 'shapes.jsonl'}, line 1"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_misspelt_key_is_reported_in_every_file(problems: Check, name: str) -> None:
    assert any(
        problem.startswith(f"{name}.jsonl, line 1: unknown key 'nmae': give one of ")
        for problem in problems(**{name: '{"nmae": "x"}\n'})
    )


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("methods", '{"name": "Adam"}\n{"name": \n', "line 2: "),
        ("methods", '{"name": "LoRA"}\n{"name": "Adam"}\n', "line 2: adam must come before lora"),
        ("methods", '{"name": "Adam"}\n{"name": "Adam"}\n', "line 2: duplicate of line 1"),
        (
            "methods",
            '{"name": "Adam"}\n{"name": "ADAM"}\n',
            "line 2: methods.jsonl, line 1 also has the id method:adam",
        ),
        ("methods", '{"name": "Adam", "aliases": ["Adam"]}\n', "line 1: the form 'Adam' is listed twice"),
        ("methods", '{"name": "Adam", "aliases": [" x"]}\n', "line 1: the form ' x' is empty or has spaces"),
        ("methods", '{"name": "Adam", "wary": ["adam"]}\n', "line 1: wary has 'adam'"),
        ("methods", '{"name": "Adam", "kind": "GPU"}\n', "line 1: kind GPU: only hardware has one"),
        ("methods", '{"name": "Adam", "id": "adam"}\n', "line 1: the id 'adam' must begin with method:"),
        ("hardware", '{"name": "GPU"}\n', "line 1: hardware needs a kind: GPU, TPU"),
        ("hardware", '{"name": "GPU", "kind": "box"}\n', "line 1: kind 'box': give one of "),
        ("hardware", '{"name": "R {}", "kind": "GPU", "family": "R"}\n', "line 1: a family needs models"),
        ("hardware", '{"name": "R", "kind": "GPU", "family": "R", "models": ["1"]}\n', "line 1: the name of a family"),
        (
            "hardware",
            '{"name": "R {}", "kind": "GPU", "family": "R", "models": ["1", "2"], "wary": ["R 3"]}\n',
            "line 1: wary has 'R 3', which is not a form of any model",
        ),
        ("cues", '{"group": "use", "phrase": "we (use|try)", "usual": true}\n', "line 1: the cue 'we (use|try)' must"),
        ("cues", '{"group": "sue", "phrase": "we use"}\n', "line 1: group 'sue': give one of "),
        ("shapes", '{"label": "", "pattern": [], "id": "shape.x"}\n', "line 1: the pattern is empty"),
        ("shapes", '{"label": "", "pattern": [{"LOWER": "x"}]}\n', "line 1: a shape needs an empty label, the id"),
        ("stop", '{"form": "b", "kind": "task"}\n{"form": "a", "kind": "task"}\n', "line 2: a must come before b"),
        ("stop", '{"form": "b", "kind": "tsak"}\n', "line 1: kind 'tsak': give one of "),
        ("words", '{"word": "x", "class": "haed"}\n', "line 1: class 'haed': give one of "),
        ("words", '{"word": "x", "class": "odd"}\n', "line 1: a word is listed as one of break, data head,"),
        (
            "function",
            '{"word": "x", "roles": ["artcle"]}\n',
            "line 1: roles[0] 'artcle': give one of preposition, ",
        ),
        ("function", '{"word": "x", "roles": []}\n', "line 1: 'x' needs one role or more, each once: preposition, "),
        ("function", '{"word": "x", "roles": ["own", "own"]}\n', "line 1: 'x' needs one role or more, each once: "),
        ("function", '{"word": "The", "roles": ["own"]}\n', "line 1: the word 'The' must be in lower case"),
        (
            "function",
            '{"word": "x", "roles": ["own"]}\n{"word": "x", "roles": ["here"]}\n',
            "line 2: x is also in the line before: merge them",
        ),
        ("unlike", '{"words": ["state", "Static"]}\n', "line 1: 'state' and 'Static' must be single words in lower"),
        ("unlike", '{"words": ["static", "state"]}\n', "line 1: give two different words in alphabetical order"),
        ("unlike", '{"words": ["state", "state"]}\n', "line 1: give two different words in alphabetical order"),
        ("unlike", '{"words": ["state"]}\n', "line 1: "),
        ("heads", '{"word": "x", "labels": ["method"]}\n', "line 1: labels[0] 'method': give one of Paper, "),
        (
            "ambiguous",
            '{"form": "X", "choices": [{"id": "method:x", "context": []}]}\n',
            "line 1: no gazetteer has an entry method:x",
        ),
        (
            "ambiguous",
            '{"form": "X", "choices": [{"id": "method:adam", "context": ["Bayesian", "+x"]}]}\n',
            "line 1: the context word '+x' can never match",
        ),
        ("ambiguous", '{"form": "X", "choices": []}\n{"form": "X", "choices": [] }\n', "line 2: "),
        (
            "ambiguous",
            '{"form": "GAN", "choices": [{"id": "", "context": ["GaN"]}]}\n',
            "line 1: context 'GaN' of 'GAN' is in every text",
        ),
    ],
)
def test_a_bad_line_is_reported(problems: Check, name: str, text: str, told: str) -> None:
    found = problems(**{name: text})
    assert any(problem.startswith(f"{name}.jsonl, {told}") for problem in found), found


def test_a_group_of_cues_needs_one_usual_phrase(problems: Check) -> None:
    told = problems(cues='{"group": "use", "phrase": "we use"}\n')
    assert told == ["cues.jsonl: the group use has 0 usual phrases instead of one"]


def test_a_form_of_two_entries_must_be_listed(problems: Check) -> None:
    both = {"datasets": '{"name": "Adult"}\n{"name": "LoRA"}\n'}
    (told,) = problems(**both)
    assert "'LoRA' of method:lora is also a form of dataset:lora (datasets.jsonl, line 2)" in told
    choices = '[{"id": "dataset:lora", "context": ["data"]}, {"id": "method:lora", "context": []}]'
    assert problems(**both, ambiguous=f'{{"form": "LoRA", "choices": {choices}}}\n') == []


def test_missing_and_unknown_files_are_reported(problems: Check, tmp_path: Path) -> None:
    assert problems() == []
    (tmp_path / "stop.jsonl").rename(tmp_path / "stops.jsonl")
    unknown, missing = check_data(tmp_path).problems
    assert unknown.startswith(f"{tmp_path / 'stops.jsonl'}: not a data file of kg, which are ambiguous.jsonl, ")
    assert missing == f"{tmp_path / 'stop.jsonl'}: the file is missing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"add": "Method", "name": "Zorblax", "aliases": ["ZB"]}\n{"stop": "our method"}\n', None),
        ('{"same": ["Zorblax", "ZB"]}\n{"different": ["SAM", "Segment Anything"]}\n', None),
        ('{"label": "Hardware", "pattern": [{"LOWER": "foochip"}], "id": "hardware:foochip"}\n', None),
        ('{"label": "Hardware", "pattern": "FooChip"}\n{"stop": "our chip"}\n', None),
        ('{"add": "Gadget", "name": "x"}\n', "line 1: add 'Gadget': give one of Dataset, Hardware, Method"),
        ('{"add": "Paper", "name": "x"}\n', "line 1: add 'Paper': give one of Dataset, Hardware, Method"),
        (
            '{"add": "Hardware", "name": "x", "kind": "gpu"}\n',
            f"line 1: kind 'gpu': give one of {', '.join(HardwareKind)}",
        ),
        ('{"cue": "we x", "group": "propos"}\n', f"line 1: group 'propos': give one of {', '.join(CueGroup)}"),
        ('{"ad": "Method"}\n', "line 1: unknown key 'ad': give one of add, name, aliases, "),
        ('{"add": "Method", "name": "A", "stop": "b"}\n', "line 1: a line has exactly one of"),
        ('{"add": "Method"}\n', "line 1: add Method needs a name"),
        ('{"add": "Method", "name": "x", "id": "dataset:x"}\n', "line 1: the id 'dataset:x' must begin with method:"),
        ('{"stop": "x", "aliases": ["y"]}\n', "line 1: aliases does not go with stop"),
        ('{"remove": "no such name at all"}\n', "line 1: remove 'no such name at all'"),
        ('{"cue": "we (x", "group": "propose"}\n', "line 1: the cue 'we (x' must be plain words"),
        ('{"stop": "x"}\n{"stop": "x"}\n', "line 2: duplicate of line 1"),
        ('{"label": "Paper", "pattern": "x"}\n', "line 1: label 'Paper': give one of Dataset, Hardware, Method"),
        ('{"pattern": "x"}\n', "line 1: label is missing: give one of Dataset, Hardware, Method"),
        (
            '{"same": ["A1", "B2"]}\n\n{"different": ["b2", "a1"]}\n',
            "line 3: 'a1' and 'b2' are both same and different, by this line",
        ),
    ],
)
def test_a_users_lexicon(tmp_path: Path, text: str, told: str | None) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(text)
    found = check_lexicons([path]).problems
    if told is None:
        assert found == []
    else:
        assert len(found) == 1
        assert found[0].startswith(f"{path}, {told}")


def test_every_bad_line_of_a_lexicon_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"remove": "no such name"}\n{"stop": "fine"}\n{"stop": 1}\n{"remove": "nor this"}\n')
    places = [problem.split(": ")[0] for problem in check_lexicons([path]).problems]
    assert places == [f"{path}, line {number}" for number in (1, 3, 4)]


def test_token_patterns_come_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text('{"stop": "x"}\n{"label": "Method", "pattern": [{"LOWER": "zorb"}], "id": "zorb"}\n')
    ((where, pattern),) = check_lexicons([path]).patterns
    assert where == f"{path}, line 2"
    assert (pattern.label, pattern.pattern, pattern.id) == ("Method", [{"LOWER": "zorb"}], "method:zorb")


def test_a_missing_lexicon_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "b").write_text('{"stop": 1}\n')
    report = check_lexicons([tmp_path / "a", tmp_path / "b"])
    assert report.files == 2
    assert report.problems[0].startswith(f"cannot read {tmp_path / 'a'}")
    assert report.problems[1].startswith(f"{tmp_path / 'b'}, line 1: ")
