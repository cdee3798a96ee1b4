"""A family of devices is one line, and as many entries as it has models."""

import msgspec
import pytest

from kg.knowledge.families import expand
from kg.knowledge.kinds import HardwareKind
from kg.knowledge.records import Entry, Family


def read(line: str) -> list[Entry]:
    return [*expand(msgspec.json.decode(line, type=Family))]


def test_a_family_is_an_entry_for_each_model() -> None:
    found = read("""{"family": "Zonk Z 40", "vendor": "Zonk", "kind": "GPU", "year": 2022, "name": "Zonk Z {}",
        "aliases": ["Z {}", "Z{}"], "wary": ["Z {}"], "source": "https://zonk.example/z",
        "models": ["4060", {"model": "4090", "aliases": ["Big Z"], "year": 2023, "wary": ["Big Z"]}]}""")
    gpu = {"vendor": "Zonk", "kind": HardwareKind.GPU, "source": "https://zonk.example/z"}
    assert found == [
        Entry("Zonk Z 4060", ("Z 4060", "Z4060"), wary=("Z 4060",), year=2022, **gpu),
        Entry("Zonk Z 4090", ("Z 4090", "Z4090", "Big Z"), wary=("Z 4090", "Big Z"), year=2023, **gpu),
    ]


def test_a_wary_form_may_be_that_of_one_model() -> None:
    found = read('{"family": "Z", "kind": "GPU", "name": "Z{}", "models": ["1", "2"], "wary": ["Z2"]}')
    assert [entry.wary for entry in found] == [(), ("Z2",)]


def test_a_device_is_one_entry() -> None:
    line = '{"name": "Zonk Z1", "aliases": ["Z1"], "kind": "phone", "broad": true, "year": 2001, "same_as": "Q1"}'
    expected = Entry("Zonk Z1", ("Z1",), broad=True, kind=HardwareKind.PHONE, year=2001, same_as="Q1")
    assert read(line) == [expected]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"name": "Z", "kind": "GPU", "models": ["1"]}', "only a family has models"),
        ('{"family": "Z", "name": "Z{}", "kind": "GPU", "models": ["1"], "same_as": "Q1"}', "a line of its own"),
        (
            '{"family": "Z", "name": "Z{}", "kind": "GPU", "models": [{"model": "1", "wary": ["Z2"]}]}',
            "'Z2', which is not a form of the model 1",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(line: str, told: str) -> None:
    with pytest.raises((ValueError, msgspec.ValidationError), match=told):
        read(line)
