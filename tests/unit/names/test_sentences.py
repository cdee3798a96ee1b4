"""One rule for where sentences begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names.sentences import sentence_at, sentence_starts


def sentences(text: str) -> list[str]:
    starts = sentence_starts(text)
    return [text[start:stop].strip() for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("LoRA is tuned, e.g. With Adam. It wins.", ["LoRA is tuned, e.g. With Adam.", "It wins."]),
        ("See Fig. 3 of J. Smith et al. We win.", ["See Fig. 3 of J. Smith et al. We win."]),
        ('He says "so." Then more (much.) Most.', ['He says "so."', "Then more (much.)", "Most."]),
        ("It has 3.5 points. 4 are new.", ["It has 3.5 points.", "4 are new."]),
        ("A title\n\nAn abstract. Its end.", ["A title", "An abstract.", "Its end."]),
        ("A line \n goes on", ["A line", "goes on"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_the_sentence_of_a_mention_has_no_space_around_it() -> None:
    text = "We use LoRA. It beats Adam \n by far."
    assert text[slice(*sentence_at(text, 7, 11))] == "We use LoRA."
    assert text[slice(*sentence_at(text, 22, 26))] == "It beats Adam"
    assert text[slice(*sentence_at(text, 7, 26))] == "We use LoRA. It beats Adam", "both that the mention is in"
    assert sentence_at("", 0, 0) == (0, 0)


@given(st.text(alphabet="aB. !\n)"), st.integers(0, 20), st.integers(0, 20))
def test_a_sentence_has_the_mention(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    start = min(start, end)
    begin, stop = sentence_at(text, start, end)
    assert 0 <= begin <= stop <= len(text)
    assert text[start:end].strip() in text[begin:stop]
