"""Wrong arguments are told in the words of the caller, at once where that can be."""

import datetime
import re
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


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("id", 1, "a text"),
        ("title", None, "a text"),
        ("abstract", float("nan"), "a text"),
        ("url", None, "a text; leave it out"),
        ("doi", None, "a text; leave it out"),
        ("published", 2020, "a text; leave it out"),
        ("published", datetime.date(2020, 1, 2), "a text; leave it out"),
        ("venue", 3, "a text; leave it out"),
        ("authors", "Ann Lee", "several texts, as a list or tuple; leave it out"),
        ("authors", ("Ann", None), "several texts, as a list or tuple; leave it out"),
        ("categories", "cs.LG", "several texts, as a list or tuple; leave it out"),
        ("authors_count", 2.5, "an int or None; leave it out"),
        ("source", "x.jsonl", r"what kg\.read_papers gives, or None; leave it out"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_value_of_a_wrong_type_is_told(field: str, value: object, wanted: str, workers: int) -> None:
    facts: dict[str, object] = {"id": "p2", "title": "Tea", "abstract": "We train LoRA.", field: value}
    paper = kg.Paper(**facts)  # type: ignore[arg-type]
    told = re.escape(f"paper {paper.id!r}: {field} is {value!r}, but must be ") + wanted
    with pytest.raises(kg.KgError, match=told):
        list(kg.extract([PAPER, paper], workers=workers))


def test_lists_of_texts_are_kept_and_what_is_written_can_be_read(tmp_path: Path) -> None:
    paper = kg.Paper("p2", "Tea", "We train LoRA.", authors=["Ann", "Bo"])  # type: ignore[arg-type]
    graph = kg.build([paper])
    kg.write_graph(graph, tmp_path / "graph.jsonl")
    assert kg.read_graph(tmp_path / "graph.jsonl") == graph
    assert [node.paper.authors for node in graph.nodes if node.paper] == [("Ann", "Bo")]


@pytest.mark.parametrize("lexicon", [{"add": "Method"}, 3, [{"add": "Method"}], None])
def test_a_lexicon_is_a_path_or_paths(lexicon: object) -> None:
    with pytest.raises(kg.KgError, match="lexicon is the path of a file, or several paths, not "):
        kg.build([PAPER], lexicon)  # type: ignore[arg-type]


def test_a_wrong_source_is_named() -> None:
    paper = kg.Paper("p", "T", "A", source={"file": 3, "ordinal": 1})  # type: ignore[arg-type]
    with pytest.raises(kg.KgError, match="source is "):
        kg.build([paper])
