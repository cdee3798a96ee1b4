"""Wrong arguments are told in the words of the caller, at once where that can be."""

from pathlib import Path

import pytest

import kg
from kg.model import Graph

PAPER = kg.Paper("p1", "Tea", "We train LoRA.")


@pytest.mark.parametrize(
    ("papers", "message"),
    [
        ("papers.jsonl", r"papers are wanted, not a path or a text: give kg\.read_papers\(path\)"),
        (Path("papers.jsonl"), r"give kg\.read_papers\(path\)"),
        (PAPER, r"several papers are wanted, not one: give \[paper\]"),
        (Graph(), r"papers are wanted, not Graph: "),
        (None, r"papers are wanted, not NoneType: "),
    ],
)
@pytest.mark.parametrize("call", [kg.build, kg.extract])
def test_what_are_no_papers_is_told_at_once(call: object, papers: object, message: str) -> None:
    assert callable(call)
    with pytest.raises(kg.KgError, match=message):
        call(papers)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"title": "Tea"}, r"number 1 is of type dict: make a kg\.Paper\(id, title, abstract\) of it"),
        ("We train LoRA.", r"number 1 is of type str: make a kg\.Paper"),
        (kg.Extraction(PAPER, ()), r"number 1 is of type Extraction: give its paper"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_no_paper_among_papers_is_told(other: object, message: str, workers: int) -> None:
    with pytest.raises(kg.KgError, match=message):
        kg.build([PAPER, other], workers=workers)  # type: ignore[list-item]


@pytest.mark.parametrize("lexicon", [{"add": "Method"}, 3, [{"add": "Method"}], None])
def test_a_lexicon_is_a_path_or_paths(lexicon: object) -> None:
    with pytest.raises(kg.KgError, match="lexicon is the path of a file, or several paths, not "):
        kg.build([PAPER], lexicon)  # type: ignore[arg-type]
