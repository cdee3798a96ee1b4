"""JSON lines are read with their types, and what is wrong with one is told with what it may have."""

import gzip
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard

from kg.files import read_jsonl
from kg.model import KgError, Label


def test_json_lines_come_with_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": 1}\n\n{"a": 2}')
    assert [*read_jsonl(path, dict[str, int])] == [(1, {"a": 1}), (3, {"a": 2})]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_a_byte_order_mark_and_compression_are_fine(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(pack(b'\xef\xbb\xbf{"a": 1}\r\n{"a": 2}'))
    assert [*read_jsonl(path, dict[str, int])] == [(1, {"a": 1}), (2, {"a": 2})]


def test_a_bad_json_line_is_named_or_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": 1}\n{"a": "x"}\n{"a"\n{"a": "\xff"}\n{"a": 2}\n')
    with pytest.raises(KgError, match=r"a\.jsonl, line 2: Expected `int`"):
        [*read_jsonl(path, dict[str, int])]
    told: list[str] = []
    assert [number for number, _ in read_jsonl(path, dict[str, int], told.append)] == [1, 5]
    assert [problem.split(": ")[0] for problem in told] == [f"{path}, line {number}" for number in (2, 3, 4)]


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    label: Label | None = None


class Outer(msgspec.Struct, forbid_unknown_fields=True):
    items: tuple[Inner, ...] = ()
    name: str = ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ({"naem": 1}, "unknown key 'naem': give one of items, name"),
        ({"items": [{}, {"lable": 1}]}, "unknown key 'lable' in items[1]: give one of label"),
        ({"items": [{"label": "Gadget"}]}, f"items[0].label 'Gadget': give one of {', '.join(Label)}"),
        ({"name": 1}, "Expected `str`, got `int` - at `$.name`"),
    ],
)
def test_what_a_line_may_have_is_told(tmp_path: Path, line: dict[str, object], told: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(msgspec.json.encode(line))
    problems: list[str] = []
    assert [*read_jsonl(path, Outer, problems.append)] == []
    assert problems == [f"{path}, line 1: {told}"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"cannot read .*b: No such file"):
        [*read_jsonl(tmp_path / "b", dict[str, int])]
