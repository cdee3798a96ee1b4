"""All spellings of a name have the same parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.parts import name_parts


def parts(text: str) -> list[str]:
    return [part for word in text.split(" ") for part, _, _ in name_parts(word)]


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["CIFAR-10", "CIFAR10", "cifar 10", "CIFAR_10", "$CIFAR$-10", "CIFAR‑10"], ["cifar", "10"]),
        (["networks", "Network", "NETWORK"], ["network"]),
        (["GPUs", "GPU"], ["gpu"]),
        (["tree-networks", "Tree Network"], ["tree", "network"]),
        (["v1.5", "v 1.5"], ["v", "1.5"]),
        ([r"\textsc {Zorb}", "Zorb"], ["zorb"]),
        (["C++"], ["c", "+", "+"]),
        (["\n\n", "\n"], ["\n"]),
        (["A100s", "A100", "a 100"], ["a", "100"]),
        (["910Bs", "910B"], ["910", "b"]),
        (["v3s", "V3"], ["v", "3"]),
        (["7as", "7a"], ["7", "a"]),
        (["s2s", "S2S"], ["s", "2", "s"]),
        (["\t", "\u2009"], []),
    ],
)
def test_spellings_of_one_name(spellings: list[str], expected: list[str]) -> None:
    assert [parts(spelling) for spelling in spellings] == [expected] * len(spellings)


@given(st.text(min_size=1).filter(lambda text: not any(map(str.isspace, text))))
def test_parts_are_where_they_say(word: str) -> None:
    end = 0
    for part, start, stop in name_parts(word):
        assert end <= start < stop <= len(word)
        assert part or not word[start:stop].isascii()
        end = stop
