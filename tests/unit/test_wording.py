"""Messages are in plain English."""

import pytest

from kg.wording import counted, readable


def test_one_is_not_many() -> None:
    assert [counted(number, "file") for number in (0, 1, 2, 1000)] == ["0 files", "1 file", "2 files", "1,000 files"]
    assert [counted(number, "entity", "entities") for number in (1, 2)] == ["1 entity", "2 entities"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (b"caf\xe9".decode("utf-8", "surrogateescape"), r"caf\xe9"),
        ("café ☕".encode().decode("ascii", "surrogateescape"), "café ☕"),
        ("é and " + "é".encode().decode("ascii", "surrogateescape"), "é and é"),
        ("\ud83d alone, as on Windows", r"\ud83d alone, as on Windows"),
        ("plain", "plain"),
    ],
)
def test_any_name_can_be_written(name: str, expected: str) -> None:
    assert readable(name) == expected
    assert readable(name).encode()
